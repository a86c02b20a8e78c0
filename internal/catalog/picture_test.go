package catalog

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"
)

func TestPictures(t *testing.T) {
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 64, 48))); err != nil {
		t.Fatal(err)
	}
	static := fstest.MapFS{
		"pictures/label.png": {Data: photo.Bytes()},
		"pictures/way.svg":   {Data: []byte(`<?xml version="1.0"?><svg viewBox="0 0 300.4 200"/>`)},
		"pictures/sized.svg": {Data: []byte(`<svg width="30px" height="20" viewBox="0 0 3 2"/>`)},
		"pictures/vague.svg": {Data: []byte(`<svg/>`)},
		"pictures/text.png":  {Data: []byte("no picture")},
	}
	tests := []struct{ name, text, html, problem string }{
		{"a photo", "![A label](/pictures/label.png)", `<img src="/at/assets/pictures/label.png-1" alt="A label" width="64" height="48" loading="lazy">`, ""},
		{"a drawing", "![A way](/pictures/way.svg)", `width="300" height="200"`, ""},
		{"a drawing with its size", "![A way](/pictures/sized.svg)", `width="30" height="20"`, ""},
		{"a drawing without one", "![A way](/pictures/vague.svg)", "", "it states no size"},
		{"not there", "![A label](/pictures/lable.png)", "", `did you mean "/pictures/label.png"?`},
		{"no picture", "![A label](/pictures/text.png)", "", "its size cannot be read"},
		{"outside", "![A label](/../secret.png)", "", "pictures come from this site only"},
		{"elsewhere", "![A label](https://other.example/x.png)", "", "pictures come from this site only"},
		{"elsewhere, without a scheme", "![A label](//other.example/x.png)", "", "pictures come from this site only"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := small()
			tree["en/help/stuck.md"].Data = append(bytes.Clone(tree["en/help/stuck.md"].Data), "\n"+tt.text+"\n"...)
			c, problems := Load(t.Context(), tree, Options{Static: static})
			if problems.Err() != nil {
				t.Fatal(problems)
			}
			c.Address = func(name string) string { return "/assets/" + name + "-1" }
			doc, problems := c.Render(c.Help[0], "/at")
			if tt.problem == "" {
				if len(problems) > 0 || !strings.Contains(doc.Parts[0].HTML, tt.html) {
					t.Errorf("%v\n%s\nhas no %s", problems, doc.Parts[0].HTML, tt.html)
				}
				return
			}
			if len(problems) != 1 || !strings.Contains(problems[0].Message+problems[0].Hint, tt.problem) {
				t.Errorf("got %v, want %s", problems, tt.problem)
			}
		})
	}
}
