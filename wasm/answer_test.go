package main

import (
	"reflect"
	"strings"
	"testing"

	"waybill/internal/timeline"
)

func TestAnswer(t *testing.T) {
	got, ok := newAnswer(flat(t, inCustoms)).timeline()
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
			{Time: "2026-11-20T16:15:00+01:00", Status: timeline.CustomsInProgress, Text: "Import customs clearance", Place: "Roissy", Country: "FR"},
			{Time: "2026-11-20T09:00:00+01:00", Status: timeline.ArrivedDest, Text: "Landed", Country: "FR"},
			{Time: "2026-11-11T22:00", Status: timeline.DepartedOrigin, Text: "Departed", Place: "Shenzhen", Country: "CN"},
			{Time: "2026-11-10", Status: timeline.PickedUp, Text: "Collected"},
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
		if got, ok := newAnswer(flat(t, body)).timeline(); ok && !strings.Contains(body, "-1") {
			t.Errorf("%s is read as %+v", body, got)
		}
	}
	got, ok := newAnswer(flat(t, `{"number":"\u202eLP1\u0000","carrier":7,"status":"flying","origin":"China","destination":"fr","eta":"soon",
		"events":[null,5,{"time":"yesterday","status":"flying","text":null},{"country":"F1"}],"next_leg":[],"fetched":"now","stale":"no"}`)).timeline()
	want := timeline.Timeline{Number: "LP1", Carrier: "7", Status: timeline.Unknown, Events: []timeline.Event{
		{Status: timeline.Unknown}, {Status: timeline.Unknown}, {Status: timeline.Unknown}, {Status: timeline.Unknown},
	}}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\n%+v\nwant\n%+v", ok, got, want)
	}
	if got, _ := newAnswer([]string{"number", "1", "status", "x", "events.length", "999999"}).timeline(); len(got.Events) != mostEvents {
		t.Errorf("%d events are read, at most %d", len(got.Events), mostEvents)
	}
}

func TestBands(t *testing.T) {
	got := newAnswer(flat(t, silences)).bands()
	want := []band{
		{from: timeline.DepartedOrigin, to: timeline.ArrivedDest, min: 5, max: 12},
		{from: timeline.CustomsInProgress, to: timeline.CustomsCleared, min: 1, max: 3, working: true},
		{from: timeline.HandedToLocal, to: timeline.Unknown, max: 4},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := newAnswer(flat(t, `{"silences":"none"}`)).bands(); got == nil || len(got) > 0 {
		t.Errorf("no list is read as %+v", got)
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
		if got := handover(events, i); got != want {
			t.Errorf("handover at %d is %d days, want %d", i, got, want)
		}
	}
}

// FuzzAnswer checks that no answer breaks the label.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{inCustoms, silences, `{}`, `[null]`, `{"number":"1","status":"x","events":[{"time":"2026-11-20T24:00"}]}`} {
		f.Add(strings.Join(flat(f, seed), "\x00"))
	}
	f.Fuzz(func(t *testing.T, body string) {
		b := newBrowser(t, "")
		b.tell("submit", lp)
		b.tell("answer", append([]string{b.page.turn(), "yes", "application/json", ""}, strings.Split(body, "\x00")...)...)
		b.tell("data", append([]string{"cainiao", "", "", ""}, strings.Split(body, "\x00")...)...)
		b.tell("click", "next")
		b.tell("click", "more")
	})
}
