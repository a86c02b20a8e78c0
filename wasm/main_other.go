//go:build !js

package main

func main() {
	println("this is the page's module: build it with make wasm")
}
