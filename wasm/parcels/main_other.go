//go:build !js

package main

func main() {
	println("this is a module of the page: build it with make wasm")
}
