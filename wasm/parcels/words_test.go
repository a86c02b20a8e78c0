package main

import (
	"testing"

	"waybill/internal/timeline"
	"waybill/wasm/text"
)

func words0() words { return newWords(testWords()) }

func TestWords(t *testing.T) {
	w := words0()
	for _, test := range []struct{ got, want string }{
		{w.phrase("title", "status", "{number}", "number", "LP1"), "{number} – LP1"},
		{w.phrase("none"), ""},
		{w.place("Customs", "FR", "France"), "Customs in France"},
		{w.place("Customs", "US", "United States"), "Customs in the United States"},
		{w.place("Customs", "", ""), "Customs"},
		{w.ago(-1), ""},
		{w.ago(0), "today"},
		{w.ago(1), "yesterday"},
		{w.ago(12), "12 days ago"},
		{w.count("left", 1), "1 day left"},
		{w.count("left", 2), "2 left"},
		{w.count("left", 301), "301 left"},
		{w.count("left", 500), "500 left"},
		{w.wait("30"), "30 seconds"},
		{w.wait("1"), "2 seconds"},
		{w.wait("99"), "99 seconds"},
		{w.wait("100"), "2 minutes"},
		{w.wait("3601"), "61 minutes"},
		{w.wait("0"), ""},
		{w.wait("-5"), ""},
		{w.wait("Sun, 22 Nov 2026 10:00:00 GMT"), ""},
		{w.wait("99999999999999999999"), ""},
		{w.span(&timeline.Band{Min: 5, Max: 12}), "5 to 12 days"},
		{w.span(&timeline.Band{Max: 12}), "up to 12 days"},
		{w.span(&timeline.Band{Max: 1}), "1 day"},
		{w.span(&timeline.Band{Max: 1, Working: true}), "1 working day"},
		{w.span(&timeline.Band{Min: 3, Max: 3}), "up to 3 days"},
		{w.span(&timeline.Band{Min: 1, Max: 3, Working: true}), "1 to 3 working days"},
		{w.span(&timeline.Band{Max: 3, Working: true}), "up to 3 working days"},
		{w.status(timeline.Delivered, "name"), "Name of delivered"},
		{w.status("flying", "name"), "Name of unknown"},
		{text.Join("Shenzhen", "China"), "Shenzhen, China"},
		{text.Join("", "China"), "China"},
		{text.Join("Shenzhen", ""), "Shenzhen"},
		{text.First("", "a", "b"), "a"},
		{text.First(), ""},
		{text.Plain("a\x00b\u202ec\u2066d\u200fe\tf\xff"), "abcdef"},
		{text.Escape("a b/ü&#?"), "a%20b%2F%C3%BC%26%23%3F"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestSilence(t *testing.T) {
	w := words0()
	flight := []timeline.Band{{From: timeline.DepartedOrigin, To: timeline.ArrivedDest, Min: 5, Max: 12}}
	for _, test := range []struct {
		name    string
		station timeline.Station
		bands   []timeline.Band
		want    string
	}{
		{"nothing to say", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateDone}, flight, ""},
		{"ahead", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateAhead}, flight, "usual 5 to 12 days"},
		{"now", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateNow}, flight, "usual 5 to 12 days"},
		{"quiet now", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateNow, Quiet: 9}, flight, "9 quiet days, usual 5 to 12 days"},
		{"was quiet", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateDone, Quiet: 9}, flight, "9 quiet days, usual 5 to 12 days"},
		{"quiet elsewhere", timeline.Station{Stage: timeline.StageLocal, State: timeline.StateNow, Quiet: 9}, flight, "9 quiet days"},
		{"no profile", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateNow, Quiet: 9}, nil, "9 quiet days"},
		{"off the road", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateNow, Quiet: 9, Alert: timeline.Incident}, flight, "9 quiet days"},
		{"off the road today", timeline.Station{Stage: timeline.StageLeft, State: timeline.StateNow, Alert: timeline.Incident}, flight, ""},
	} {
		stations := []timeline.Station{test.station, {Stage: timeline.StageDone, State: timeline.StateAhead}}
		if got := w.silence(test.bands, stations, 0); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
