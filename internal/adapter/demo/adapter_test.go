package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
	"waybill/internal/timeline"
)

// nows are moments at which a clock does something special in China or France.
var nows = []time.Time{
	time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC),
	time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Date(2028, 2, 29, 23, 59, 59, 0, time.UTC),
	time.Date(2026, 7, 14, 15, 59, 59, 0, time.UTC),
	time.Date(2026, 7, 14, 16, 0, 0, 0, time.UTC),
}

// failures are the numbers that have no timeline.
var failures = map[string]adapter.Kind{
	"DEMONOTFOUND":   adapter.NotFound,
	"DEMOUNREADABLE": adapter.UnreadableAnswer,
	"DEMODOWN":       adapter.UpstreamUnavailable,
	"DEMOLIMITED":    adapter.RateLimited,
}

func track(t *testing.T, number string, now time.Time) (timeline.Timeline, error) {
	t.Helper()
	return Adapter{Delay: time.Nanosecond}.Track(t.Context(), adapter.Query{Number: number}, now)
}

func TestEveryNumber(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range Numbers() {
		if seen[n.Number] || n.What == "" {
			t.Errorf("%s is listed twice or without a word on what it shows", n.Number)
		}
		seen[n.Number] = true
		for _, now := range nows {
			tl, err := track(t, n.Number, now)
			if kind, fails := failures[n.Number]; fails {
				if !errors.Is(err, kind) {
					t.Errorf("%s: got %v, want %s", n.Number, err, kind)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", n.Number, err)
				continue
			}
			adaptertest.CheckTimeline(t, tl)
			checkRecent(t, tl, now)
			if !tl.Status.Final() && tl.Status != timeline.Incident && tl.Status != timeline.ReturnToSender &&
				tl.Status != timeline.AvailableForPickup && tl.ETA == nil {
				t.Errorf("%s: on its way without an expected delivery", n.Number)
			}
			if tl.Status.Final() && tl.ETA != nil {
				t.Errorf("%s: has arrived and is still expected", n.Number)
			}
		}
	}
	for number := range parcels() {
		if !seen[number] {
			t.Errorf("%s answers but is not listed", number)
		}
	}
}

// checkRecent tests that the newest event is less than a day old, or as much older
// as the number says, and that nothing lies in the future.
func checkRecent(t *testing.T, tl timeline.Timeline, now time.Time) {
	t.Helper()
	quiet := 0
	if tl.Number == "DEMOSTUCK" {
		quiet = 23
	}
	newest, ok := tl.Events[0].Time.Unix()
	if !ok {
		t.Fatalf("%s: the newest event has no offset", tl.Number)
	}
	age := now.Sub(time.Unix(newest, 0))
	if tl.Number == "DEMOTWOLEGS" {
		age -= 22*time.Hour + 25*time.Minute // its second leg has the newest event
	}
	least := time.Duration(quiet) * 24 * time.Hour
	if age < least || age >= least+24*time.Hour {
		t.Errorf("%s at %s: the newest event is %s old", tl.Number, now, age)
	}
}

// TestDocumentation keeps the table of docs/adapters/demo.md true.
func TestDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../../docs/adapters/demo.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, n := range Numbers() {
		fmt.Fprintf(&want, "| `%s` | %s |\n", n.Number, n.What)
	}
	if !strings.Contains(string(page), "|---|---|\n"+want.String()+"\n") {
		t.Errorf("the table of docs/adapters/demo.md should be\n%s", want.String())
	}
}

func TestStatusNumbers(t *testing.T) {
	for _, s := range timeline.Statuses() {
		tl, err := track(t, statusNumber(s), nows[0])
		if err != nil {
			t.Errorf("%s: %v", s, err)
			continue
		}
		if tl.Status != s || tl.Events[0].Status != s {
			t.Errorf("%s: the parcel is %s, its newest event %s", statusNumber(s), tl.Status, tl.Events[0].Status)
		}
	}
	if got, want := statusNumber(timeline.CustomsInProgress), "DEMOCUSTOMSINPROGRESS"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSpecialNumbers(t *testing.T) {
	get := func(number string) timeline.Timeline {
		tl, err := track(t, number, nows[0])
		if err != nil {
			t.Fatal(err)
		}
		return tl
	}
	if n := len(get("DEMOMANY").Events); n != 200 {
		t.Errorf("DEMOMANY has %d events", n)
	}
	if leg := get("DEMOTWOLEGS").NextLeg; leg == nil || get(leg.Number).Status != timeline.ArrivedLocal || leg.Carrier != "demo" {
		t.Errorf("the next leg of DEMOTWOLEGS is %+v", leg)
	}
	if tl := get("DEMOSTUCK"); tl.Status != timeline.DepartedOrigin {
		t.Errorf("DEMOSTUCK is %s", tl.Status)
	}
	if tl := get("DEMOPICKUP"); tl.Status != timeline.AvailableForPickup {
		t.Errorf("DEMOPICKUP is %s", tl.Status)
	}
	if tl := get("demodelivered"); tl.Number != "DEMODELIVERED" {
		t.Errorf("small letters give the number %s", tl.Number)
	}
	if _, err := track(t, "DEMOSOMETHING", nows[0]); !errors.Is(err, adapter.NotFound) {
		t.Errorf("an unlisted number: %v", err)
	}
}

func TestLegsFitTogether(t *testing.T) {
	for _, now := range nows {
		first, err := track(t, "DEMOTWOLEGS", now)
		if err != nil {
			t.Fatal(err)
		}
		second, err := track(t, first.NextLeg.Number, now)
		if err != nil {
			t.Fatal(err)
		}
		handover := first.Events[0].Time
		for _, e := range second.Events {
			if e.Code == "TAKEN_OVER" && (e.Time.Date() != handover.Date() || e.Time.Compare(handover) < 0) {
				t.Errorf("at %s: handed over %s, taken over %s", now, handover, e.Time)
			}
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for number, want := range map[string]time.Duration{"DEMOLIMITED": 30 * time.Second, "DEMODOWN": time.Minute} {
		_, err := track(t, number, nows[0])
		var e *adapter.Error
		if !errors.As(err, &e) || e.RetryAfter != want {
			t.Errorf("%s: got %v, want Retry-After %s", number, err, want)
		}
	}
}

func TestSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if _, err := (Adapter{}).Track(t.Context(), adapter.Query{Number: "DEMOSLOW"}, start); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took != 8*time.Second {
			t.Errorf("took %s", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := Adapter{}.Track(ctx, adapter.Query{Number: "DEMOSLOW"}, start)
		if !errors.Is(err, adapter.UpstreamUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("given up after a second: %v", err)
		}
	})
}
