package assets

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"
)

func same(name string, data []byte) ([]byte, error) { return data, nil }

func loaded(t *testing.T, files map[string]string) *Set {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s := NewSet("/shop")
	if err := s.Load(fsys, []string{"css/site.css"}, same); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNamesChangeWithContent(t *testing.T) {
	// printf abc | sha256sum → ba7816bf…
	a := loaded(t, map[string]string{"js/waybill.js": "abc"})
	if got, want := a.URL("js/waybill.js"), "/shop/assets/waybill-ba7816bf.js"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	b := loaded(t, map[string]string{"js/waybill.js": "abd"})
	if a.URL("js/waybill.js") == b.URL("js/waybill.js") {
		t.Error("other content, same name")
	}
}

func TestLoadLeavesOut(t *testing.T) {
	s := loaded(t, map[string]string{
		"css/site.css": "inlined", "css/print.css": "p", "embed.go": "package static",
		"gen/.gitignore": "*", ".cache/x.js": "x", "icon.svg": "<svg/>",
	})
	var names []string
	for _, a := range s.All() {
		names = append(names, a.Name)
	}
	if want := []string{"icon.svg", "css/print.css"}; !slices.Equal(names, want) {
		t.Errorf("loaded %v, want %v", names, want)
	}
}

func TestLoadChanges(t *testing.T) {
	fsys := fstest.MapFS{"a.css": {Data: []byte("a")}}
	s := NewSet("")
	err := s.Load(fsys, nil, func(name string, data []byte) ([]byte, error) { return []byte(name + "!"), nil })
	if err != nil {
		t.Fatal(err)
	}
	if got := string(s.All()[0].Data); got != "a.css!" {
		t.Errorf("got %q", got)
	}
	broken := errors.New("broken")
	err = NewSet("").Load(fsys, nil, func(string, []byte) ([]byte, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestUnknownNamesAreRemembered(t *testing.T) {
	s := loaded(t, map[string]string{"a.js": "a"})
	for _, name := range []string{"b.js", "a.js", "b.js", "../a.js"} {
		s.URL(name)
	}
	if got, want := s.Unknown(), []string{"../a.js", "b.js"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := s.URL("b.js"); got != "" {
		t.Errorf("an unknown file has the address %s", got)
	}
	if !s.Has("a.js") || s.Has("b.js") {
		t.Error("Has is wrong")
	}
}

func TestSameFileInTwoPlaces(t *testing.T) {
	s := loaded(t, map[string]string{"a/x.js": "1", "b/x.js": "1", "c/x.js": "2"})
	if got := len(s.All()); got != 2 {
		t.Errorf("%d files are served, want 2", got)
	}
	if s.URL("a/x.js") != s.URL("b/x.js") || s.URL("a/x.js") == s.URL("c/x.js") {
		t.Error("addresses do not follow content")
	}
	if err := s.Add("a/x.js", nil); err == nil {
		t.Error("a second file of the same name was accepted")
	}
}
