package main

import (
	"strings"
	"testing"
)

const lawAndShop = `{"deadlines":[
	{"id":"law","body":"Law","kind":"law","what":"Must have delivered","for":["late"],"closes":{"n":30,"unit":"days","from":["ordered"]},"who":"sender"},
	{"id":"shop","body":"Shop","kind":"marketplace","what":"Open a case","for":["late"],"closes":{"n":10,"unit":"days","from":["due"]},"who":"recipient"},
	{"id":"back","body":"Law","kind":"law","what":"Wait for it","for":["returned"],"closes":{"n":5,"unit":"days","from":["ordered"]},"who":"sender"}]}`

func TestReckonWithoutAParcel(t *testing.T) {
	r := newReader(t)
	if got := r.Tell("reckon", "late lost"); !strings.Contains(got, "data /base/data/rules.json rules") {
		t.Fatalf("the rules are not asked for:\n%s", got)
	}
	got := r.knows(t, "rules", lawAndShop)
	for _, want := range []string{"draw [data-reckon-body]", "Must have delivered", "needs a date", "day of ordered", "Shop"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	for _, bad := range []string{"Wait for it", "=parcel", "Open a case"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q is there in\n%s", bad, got)
		}
	}
	// What the reader says counts, and a parcel that is open hears nothing of it.
	got = r.Tell("set", "ordered", "2026-11-20", "reckon")
	if !strings.Contains(got, "until 2026-12-20") && !strings.Contains(got, "until ") || strings.Contains(got, "store") {
		t.Errorf("with the day of the order:\n%s", got)
	}
	if got = r.Tell("set", "bought", "Shop", "reckon"); !strings.Contains(got, "Open a case") {
		t.Errorf("with the shop:\n%s", got)
	}
	// Unfolded again, it is there at once.
	if got = r.Tell("reckon", "returned"); !strings.Contains(got, "Wait for it") || strings.Contains(got, "rules.json") {
		t.Errorf("for another trouble:\n%s", got)
	}
}

func TestReckonWithoutRules(t *testing.T) {
	r := newReader(t)
	r.Tell("reckon", "late")
	if got := r.Tell("data", "rules"); !strings.Contains(got, "reckon-failed") {
		t.Errorf("rules that did not come:\n%s", got)
	}
	if got := r.Tell("reckon", "late"); !strings.Contains(got, "rules.json") {
		t.Errorf("they are not asked for again:\n%s", got)
	}
}
