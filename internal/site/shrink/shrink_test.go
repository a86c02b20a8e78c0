package shrink

import (
	"bytes"
	"strings"
	"testing"
)

func TestPage(t *testing.T) {
	const style = "a { color : red }  /* as it is: the policy names its hash */"
	page := `<!DOCTYPE html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">
		<style>` + style + `</style>
		<script type="application/ld+json">{ "name" : "Waybill", "version" : 1.10 }</script>
	</head>
	<body>
		<!-- a remark -->
		<p>Two   words
		</p>
		<form><input type="text" value="a b"></form>
		<svg viewBox="0 0 2 2"><title>Mark</title><path d="M 0 0 L 2 2"></path></svg>
		<pre>  kept
  as is</pre>
		<template><li  class="part"><b></b></li></template>
	</body>
</html>`
	var b bytes.Buffer
	if err := New().Page(&b, strings.NewReader(page)); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{
		"<!doctype html>", `<html lang="en">`, "<head>", "</head>", "<body>", "</body>", "</html>",
		"<style>" + style + "</style>", `content="default-src 'none'"`, `{"name":"Waybill","version":1.10}`,
		"<p>Two words</p>", `<input type="text" value="a b">`, `<path d="M 0 0 L 2 2"></path>`, "<title>Mark</title>",
		"<pre>  kept\n  as is</pre>", `<template><li class="part"><b></b></li></template>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	for _, no := range []string{"a remark", "\t", "<link"} {
		if strings.Contains(got, no) {
			t.Errorf("%q is still in\n%s", no, got)
		}
	}
}

func TestFile(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a.css", "a { color : red; }\n/* x */", "a{color:red}"},
		{"a.js", "// x\nlet number = 1;\nexport { number };\n", "let number=1;export{number}"},
		{"a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<!-- x --><path d=\"M 1 1 L 2 2\"/></svg>", `<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 1 2 2"/></svg>`},
		{"a.json", "{ \"a\" : 1.50 }", `{"a":1.50}`},
		{"a.wasm", "\x00asm  ", "\x00asm  "},
	}
	for _, tt := range tests {
		in := []byte(tt.in)
		got, err := New().File(tt.name, in)
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got, err, tt.want)
		}
		if string(in) != tt.in {
			t.Errorf("%s: the input was changed to %q", tt.name, in)
		}
	}
}

func TestFileWithAMistake(t *testing.T) {
	_, err := New().File("js/broken.js", []byte("let = = 1"))
	if err == nil || !strings.Contains(err.Error(), "js/broken.js") {
		t.Errorf("got %v, want an error with the file's name", err)
	}
}
