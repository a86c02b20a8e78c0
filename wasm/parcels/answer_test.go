package main

import (
	"reflect"
	"strings"
	"testing"

	"waybill/internal/timeline"
	"waybill/wasm/browser/browsertest"
)

func TestAnswer(t *testing.T) {
	got, ok := newAnswer(browsertest.Flat(t, inCustoms)).timeline()
	if !ok {
		t.Fatal("a timeline is not read")
	}
	want := timeline.Timeline{
		Number: lp, Carrier: "cainiao", Service: "AliExpress Standard Shipping",
		Status: timeline.CustomsInProgress, Origin: "CN", Destination: "FR",
		ETA:     &timeline.ETA{From: "2026-11-25", To: "2026-12-02"},
		NextLeg: &timeline.Leg{Carrier: "la-poste", Number: postal},
		Fetched: "2026-11-22T10:00:00Z", Stale: true, Source: "https://global.cainiao.com/?n=LP00123456789012",
		Events: []timeline.Event{
			{Time: "2026-11-20T16:15:00+01:00", Status: timeline.CustomsInProgress, Text: "Import customs clearance", Place: "Roissy", Country: "FR", Carrier: "cainiao"},
			{Time: "2026-11-20T09:00:00+01:00", Status: timeline.ArrivedDest, Text: "Landed", Country: "FR", Carrier: "cainiao"},
			{Time: "2026-11-11T22:00", Status: timeline.DepartedOrigin, Text: "Departed", Place: "Shenzhen", Country: "CN", Carrier: "cainiao"},
			{Time: "2026-11-10", Status: timeline.PickedUp, Text: "Collected", Carrier: "cainiao"},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestHostileAnswers(t *testing.T) {
	for _, body := range []string{
		``, `null`, `5`, `"x"`, `[]`, `{}`, `[[[[]]]]`,
		`{"number":"LP1","status":"delivered"}`,
		`{"number":{"a":1},"status":"delivered","events":[]}`,
		`{"number":"LP1","status":["delivered"],"events":[]}`,
		`{"number":"LP1","status":"delivered","events":{"length":-1}}`,
	} {
		if got, ok := newAnswer(browsertest.Flat(t, body)).timeline(); ok && !strings.Contains(body, "-1") {
			t.Errorf("%s is read as %+v", body, got)
		}
	}
	got, ok := newAnswer(browsertest.Flat(t, `{"number":"\u202eLP1\u0000","carrier":7,"status":"flying","origin":"China","destination":"fr","eta":"soon",
		"events":[null,5,{"time":"yesterday","status":"flying","text":null},{"country":"F1"}],"next_leg":[],"fetched":"now","stale":"no"}`)).timeline()
	want := timeline.Timeline{Number: "LP1", Carrier: "7", Status: timeline.Unknown, Events: []timeline.Event{
		{Status: timeline.Unknown, Carrier: "7"}, {Status: timeline.Unknown, Carrier: "7"}, {Status: timeline.Unknown, Carrier: "7"}, {Status: timeline.Unknown, Carrier: "7"},
	}}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\n%+v\nwant\n%+v", ok, got, want)
	}
	if got, _ := newAnswer([]string{"number", "1", "status", "x", "events.length", "999999"}).timeline(); len(got.Events) != mostEvents {
		t.Errorf("%d events are read, at most %d", len(got.Events), mostEvents)
	}
}

func TestBands(t *testing.T) {
	got := newAnswer(browsertest.Flat(t, cainiaoProfile)).bands("Cainiao")
	want := []timeline.Band{
		{From: timeline.DepartedOrigin, To: timeline.ArrivedDest, Min: 5, Max: 12, Source: "Cainiao", URL: "https://example.org/faq", Checked: "2026-11-20"},
		{From: timeline.CustomsInProgress, To: timeline.CustomsCleared, Min: 1, Max: 3, Working: true, Source: "Cainiao", URL: "https://example.org/faq", Checked: "2026-11-20"},
		{From: timeline.HandedToLocal, To: timeline.Unknown, Max: 4, Source: "Cainiao", URL: "https://example.org/faq", Checked: "2026-11-20"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := newAnswer(browsertest.Flat(t, `{"silences":"none"}`)).bands(""); len(got) > 0 {
		t.Errorf("no list is read as %+v", got)
	}
}

func TestRules(t *testing.T) {
	a := newAnswer(browsertest.Flat(t, generalProfile))
	rules := a.rules()
	if len(rules) != 4 || rules[0].Opens.N != 11 || rules[0].Closes.From[0] != timeline.Due || rules[0].Source != "AliExpress" || !rules[1].Holds("FR") || rules[1].Holds("DE") {
		t.Errorf("the rules are %+v", rules)
	}
	calendar := a.closures()
	if len(calendar) != 3 || calendar[0].Month != 11 || calendar[0].Day != 23 || !calendar[1].Movable || calendar[1].Easter != 1 || calendar[2].From == 0 {
		t.Errorf("the closures are %+v", calendar)
	}
	if early := newAnswer([]string{"closures.length", "1", "closures.0.easter", "-2"}).closures(); early[0].Easter != -2 {
		t.Errorf("Good Friday is %+v", early)
	}
}

func TestStanding(t *testing.T) {
	e := func(day, status string) timeline.Event {
		return timeline.Event{Time: timeline.Time("2026-11-" + day), Status: timeline.Status(status)}
	}
	for _, test := range []struct {
		name   string
		status timeline.Status
		events []timeline.Event
		want   timeline.Time
	}{
		{"the first of a row", "in_transit", []timeline.Event{e("20", "in_transit"), e("19", "in_transit"), e("18", "picked_up"), e("17", "in_transit")}, "2026-11-19"},
		{"below something newer", "in_transit", []timeline.Event{e("20", "unknown"), e("19", "in_transit"), e("18", "picked_up")}, "2026-11-19"},
		{"no scan tells it", "delivered", []timeline.Event{e("20", "unknown"), e("19", "in_transit")}, "2026-11-20"},
	} {
		got := standing(&timeline.Timeline{Status: test.status, Events: test.events})
		if got == nil || got.Time != test.want {
			t.Errorf("%s: %+v, want %s", test.name, got, test.want)
		}
	}
	if standing(&timeline.Timeline{Status: "delivered"}) != nil {
		t.Error("a timeline without events stands somewhere")
	}
}

func TestHandover(t *testing.T) {
	events := []timeline.Event{
		{Time: "2026-11-20", Status: timeline.HandedToLocal},
		{Time: "2026-11-16", Status: timeline.HandedToLocal},
		{Time: "2026-11-15", Status: timeline.CustomsCleared},
		{Time: "2026-11-01", Status: timeline.HandedToLocal},
	}
	for i, want := range []int{4, 0, 0, 0} {
		if got, changed := handover(events, i); got != want || changed {
			t.Errorf("handover at %d is %d days, another carrier %v, want %d", i, got, changed, want)
		}
	}
	events[2].Carrier, events[3].Carrier = "b", "b"
	if got, changed := handover(events, 1); got != 0 || !changed {
		t.Errorf("another carrier a day later: %d, %v", got, changed)
	}
	if got, changed := handover(events[:1], 0); got != 0 || changed {
		t.Errorf("the oldest scan: %d, %v", got, changed)
	}
}

// FuzzAnswer checks that no answer, no rule and no record breaks the label or the
// list.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{inCustoms, atLaPoste, cainiaoProfile, generalProfile, `{}`, `[null]`, `{"number":"1","status":"x","events":[{"time":"2026-11-20T24:00"}]}`, `{"parcels":[` + threeKept + `]}`} {
		f.Add(strings.Join(browsertest.Flat(f, seed), "\x00"))
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := newReader(t)
		told := append([]string{"", "", "", ""}, strings.Split(body, "\x00")...)
		r.Tell("stored", told...)
		r.Tell("import", told...)
		r.Tell("import", body)
		r.track(lp, "cainiao")
		r.Tell("data", append([]string{"cainiao", "yes"}, told[2:]...)...)
		r.Tell("data", append([]string{"rules", "yes"}, told[2:]...)...)
		r.Tell("answer", append([]string{"1", "yes", "application/json", ""}, told[4:]...)...)
		r.Tell("answer", append([]string{"2", "yes", "application/json", ""}, told[4:]...)...)
		r.Tell("kept", append([]string{"cainiao " + lp}, told[1:]...)...)
		for _, act := range []string{"keep", "more", "next", "calendar", "export-json", "export-csv", "all"} {
			r.Tell("click", act)
		}
		r.Tell("click", "letter", "seller")
	})
}
