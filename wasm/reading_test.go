package main

import (
	"strings"
	"testing"

	"waybill/internal/tracknum"
)

func TestRead(t *testing.T) {
	table := testTable(t)
	for _, test := range []struct {
		name string
		a    asked
		want outcome
		best string
	}{
		{"nothing", asked{typed: " \t"}, outcomeNothing, ""},
		{"four characters", asked{typed: "7700"}, outcomeShort, ""},
		{"a beginning", asked{typed: "LP0012345"}, outcomeBegun, "cainiao"},
		{"a beginning that nobody has", asked{typed: "?P0012345"}, outcomeShort, ""},
		{"a beginning, and then no more", asked{typed: "LP0012345", settled: true}, outcomeBegun, "cainiao"},
		{"a number", asked{typed: "lp 0012-3456-7890.12"}, outcomeMatch, "cainiao"},
		{"in full-width characters", asked{typed: "ＬＰ００１２３４５６７８９０１２"}, outcomeMatch, "cainiao"},
		{"a postal number", asked{typed: postal}, outcomeMatch, "la-poste"},
		{"a wrong check digit", asked{typed: "1Z999AA10123456785"}, outcomeInvalid, "ups"},
		{"no such post", asked{typed: "RB123456785QX"}, outcomeIssuer, "s10"},
		{"two carriers", asked{typed: tied}, outcomeChoose, "east"},
		{"two carriers, one chosen", asked{typed: tied, chosen: "west"}, outcomeChoose, "west"},
		{"two carriers, on the page of one", asked{typed: tied, lead: "west"}, outcomeMatch, "west"},
		{"two numbers", asked{typed: ups + " " + postal}, outcomeSeveral, ""},
		{"a number in a sentence", asked{typed: "it is " + ups + " I think", settled: true}, outcomeUnknown, ""},
		{"an address", asked{typed: "https://example.org/" + ups, settled: true}, outcomeUnknown, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := read(table, test.a)
			if r.outcome != test.want || r.best() != test.best {
				t.Errorf("%q reads as %s, %q; want %s, %q", test.a.typed, r.outcome, r.best(), test.want, test.best)
			}
		})
	}
	if r := read(table, asked{typed: "it is " + ups + " I think", settled: true}); len(r.repairs) == 0 || r.repairs[0].Number != ups {
		t.Errorf("the number in a sentence is not offered: %v", r.repairs)
	}
	if r := read(table, asked{typed: tied}); len(r.segments) == 0 {
		t.Error("a number that two carriers take apart alike is not drawn")
	}
}

func TestCut(t *testing.T) {
	table := testTable(t)
	for _, test := range []struct{ typed, want string }{
		{"1Z999AA10123456784", "1Z|999AA1|01|2345678|4"},
		{"1z 999 aa1 01 2345 6784", "1z| ·999 aa1| ·01| ·2345 678|4"},
		{" 1Z-999AA1-01-2345678-4 ", " ·1Z|-·999AA1|-·01|-·2345678|-·4"},
		{"１Ｚ９９９ＡＡ１ 0123456784", "１Ｚ|９９９ＡＡ１| ·01|2345678|4"},
	} {
		number := tracknum.Normalize(test.typed)
		var got []string
		for _, s := range cut(test.typed, number, table.Anatomy(number, of(table, number, "ups"))) {
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
	if cut("other", ups, table.Anatomy(ups, of(table, ups, "ups"))) != nil {
		t.Error("parts are drawn on a text that they do not belong to")
	}
	if cut("", "", nil) != nil {
		t.Error("nothing has parts")
	}
}

func TestBlanks(t *testing.T) {
	table := testTable(t)
	typed := "1z 999 aa1 01 2345 6784"
	segments := cut(typed, ups, table.Anatomy(ups, of(table, ups, "ups")))
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

// FuzzRead checks that nothing that is typed breaks the reading, and that what is
// drawn is what was typed.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{lp, ups, postal, tied, "1z 999 aa1 01 2345 6784", "RB123456785QX", "\x00\u202e１Ｚ", ups + "\n" + postal} {
		f.Add(seed, true)
	}
	table := testTable(f)
	f.Fuzz(func(t *testing.T, typed string, settled bool) {
		r := read(table, asked{typed: typed, settled: settled})
		drawn := ""
		for _, s := range r.segments {
			drawn += s.before + s.text
		}
		if !strings.HasPrefix(typed, drawn) {
			t.Errorf("%q is drawn as %q", typed, drawn)
		}
		var s sheet
		r.draw(&s)
		if strings.Count(s.String(), "<")-strings.Count(s.String(), ">") > strings.Count(typed, "<") {
			t.Errorf("the sheet for %q is not closed: %q", typed, s.String())
		}
	})
}
