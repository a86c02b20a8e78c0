package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waybill/internal/catalog"
	"waybill/internal/timeline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}

// TestTrackText prints a journey across a border, on a terminal and in a pipe. The
// carrier's texts are hostile here and there: one colours the screen, one is long,
// one is Chinese.
func TestTrackText(t *testing.T) {
	cat := &catalog.Catalog{
		Carriers: []*catalog.Carrier{
			{Page: catalog.Page{Slug: "cainiao"}, Name: "Cainiao", Tracking: "https://example.org/?n={number}"},
			{Page: catalog.Page{Slug: "la-poste"}, Name: "La Poste"},
		},
		Statuses: []*catalog.Status{
			{Status: timeline.CustomsInProgress, Name: "Customs clearance in progress", Normal: "Several working days, says a carrier that has been asked for exactly this test.", Act: "Wait."},
			{Status: timeline.DepartedOrigin, Name: "Departed from origin country"},
		},
	}
	tl := timeline.Timeline{
		Number: "LP00123456789012", Carrier: "cainiao", Service: "AliExpress Standard Shipping",
		Status: timeline.CustomsInProgress, Origin: "CN", Destination: "FR",
		ETA: &timeline.ETA{From: "2026-11-25", To: "2026-12-02", Source: "carrier"},
		Events: []timeline.Event{
			{Time: "2026-11-20T08:15:00+01:00", Status: timeline.CustomsInProgress, Text: "\x1b[31mCustoms\x1b[0m  clearance in progress", Place: "Roissy", Country: "FR", Carrier: "cainiao"},
			{Time: "2026-11-18T23:05", Status: timeline.DepartedOrigin, Text: "The parcel has left the country in which it was posted and is now somewhere in the air above a continent", Country: "CN", Carrier: "cainiao"},
			{Time: "2026-11-18T21:00", Status: timeline.ArrivedSorting, Text: "到达海关监管仓等待清关", Place: "深圳, CN", Country: "CN", Carrier: "cainiao"},
			{Time: "2025-12-30", Status: timeline.PendingPickup, Text: "Label made", Carrier: "cainiao"},
		},
		NextLeg: &timeline.Leg{Carrier: "la-poste", Number: "LX123456785FR"},
		Fetched: "2026-11-22T10:00:00Z",
	}
	for name, color := range map[string]bool{"track.txt": false, "track-color.txt": true} {
		var out bytes.Buffer
		printer := tracker{cat: cat, std: streams{out: &out, width: 72, colorOut: color}}
		if err := printer.print(tl, nil); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
	}
}
