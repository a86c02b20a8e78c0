package main

import (
	"strings"
	"testing"

	"waybill/wasm/browser"
	"waybill/wasm/browser/browsertest"
)

func TestRead(t *testing.T) {
	table := browsertest.Table(t)
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

// FuzzRead checks that nothing that is typed breaks the reading, and that what is
// drawn is what was typed.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{lp, ups, postal, tied, "1z 999 aa1 01 2345 6784", "RB123456785QX", "\x00\u202e１Ｚ", ups + "\n" + postal} {
		f.Add(seed, true)
	}
	table := browsertest.Table(f)
	f.Fuzz(func(t *testing.T, typed string, settled bool) {
		r := read(table, asked{typed: typed, settled: settled})
		drawn := ""
		for i := range r.segments {
			drawn += r.segments[i].Typed()
		}
		if !strings.HasPrefix(typed, drawn) {
			t.Errorf("%q is drawn as %q", typed, drawn)
		}
		var s browser.Sheet
		r.draw(&s)
		if strings.Count(s.String(), "<")-strings.Count(s.String(), ">") > strings.Count(typed, "<") {
			t.Errorf("the sheet for %q is not closed: %q", typed, s.String())
		}
	})
}
