package main

import (
	"strings"
	"testing"
	"time"

	"waybill/internal/catalog"
)

func TestListFacts(t *testing.T) {
	var out strings.Builder
	std := streams{out: &out, now: func() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }}
	pages := []catalog.Stated{
		{Page: &catalog.Page{File: "en/carriers/new.md"}, Facts: 12, Sources: 3, Oldest: "2026-11-20"},
		{Page: &catalog.Page{File: "en/carriers/aged.md"}, Facts: 1, Sources: 1, Oldest: "2026-05-01"},
		{Page: &catalog.Page{File: "en/carriers/undated.md"}, Facts: 2, Sources: 1},
	}
	listFacts(std, pages)
	var got []string
	for line := range strings.Lines(out.String()) {
		got = append(got, strings.Join(strings.Fields(line), " "))
	}
	want := "no date 2 facts 1 source en/carriers/undated.md|2026-05-01 1 fact 1 source en/carriers/aged.md !|2026-11-20 12 facts 3 sources en/carriers/new.md"
	if strings.Join(got, "|") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "|"), want)
	}
	if got := summary(pages, std.now()); got != "15 facts from 5 sources; 1 page with sources older than 180 days, see waybill check -facts" {
		t.Errorf("the summary is %q", got)
	}
}
