package figure

import (
	"strings"
	"testing"

	"waybill/internal/tracknum"
	"waybill/wasm/browser/browsertest"
)

const ups = "1Z999AA10123456784"

func TestCut(t *testing.T) {
	table := browsertest.Table(t)
	for _, test := range []struct{ typed, want string }{
		{"1Z999AA10123456784", "1Z|999AA1|01|2345678|4"},
		{"1z 999 aa1 01 2345 6784", "1z| ·999 aa1| ·01| ·2345 678|4"},
		{" 1Z-999AA1-01-2345678-4 ", " ·1Z|-·999AA1|-·01|-·2345678|-·4"},
		{"１Ｚ９９９ＡＡ１ 0123456784", "１Ｚ|９９９ＡＡ１| ·01|2345678|4"},
	} {
		number := tracknum.Normalize(test.typed)
		var got []string
		for _, s := range Cut(test.typed, number, table.Anatomy(number, Of(table, number, "ups"))) {
			text := s.text
			if s.before != "" {
				text = s.before + "·" + text
			}
			got = append(got, text)
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%q is cut as %q, want %q", test.typed, strings.Join(got, "|"), test.want)
		}
	}
	if Cut("other", ups, table.Anatomy(ups, Of(table, ups, "ups"))) != nil {
		t.Error("parts are drawn on a text that they do not belong to")
	}
	if Cut("", "", nil) != nil {
		t.Error("nothing has parts")
	}
}

func TestBlanks(t *testing.T) {
	table := browsertest.Table(t)
	typed := "1z 999 aa1 01 2345 6784"
	segments := Cut(typed, ups, table.Anatomy(ups, Of(table, ups, "ups")))
	var widths []int
	for _, cell := range blanks(segments) {
		widths = append(widths, len([]rune(cell)))
	}
	want := []int{3, 8, 3, 8} // each to the start of the next part
	if len(widths) != len(want) {
		t.Fatalf("leaders are %v wide, want %v", widths, want)
	}
	for i := range want {
		if widths[i] != want[i] {
			t.Fatalf("leaders are %v wide, want %v", widths, want)
		}
	}
}

func TestWords(t *testing.T) {
	said := []string{"today", "hoy", "#", "faltan {1}", "#serial number", "número de serie", "#", "visto"}
	for range tracknum.PhraseCount {
		said = append(said, "#", "x")
	}
	w := Words(said)
	if w.Phrases[0] != "faltan {1}" || w.Phrases[1] != "visto" || w.Phrases[len(w.Phrases)-1] != "x" {
		t.Errorf("phrases: %q", w.Phrases)
	}
	if got := strings.Join(w.Parts, "|"); got != "serial number|número de serie" {
		t.Errorf("parts: %s", got)
	}
}
