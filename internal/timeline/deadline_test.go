package timeline

import (
	"fmt"
	"strings"
	"testing"
)

func TestDaysOf(t *testing.T) {
	tl := Timeline{Status: Delivered, ETA: &ETA{From: "2026-11-18", To: "2026-11-20"}, Events: []Event{
		{Time: "2026-11-22T10:00", Status: Delivered},
		{Time: "2026-11-21T09:00", Status: AvailableForPickup},
		{Time: "2026-11-20T09:00", Status: AvailableForPickup},
		{Time: "2026-11-12", Status: PickedUp},
		{Time: "2026-11-10", Status: PendingPickup},
		{Time: "", Status: PickedUp},
	}}
	days := DaysOf(&tl)
	for o, want := range map[Occasion]string{Posted: "2026-11-12", Due: "2026-11-20", Waiting: "2026-11-20", Handed: "2026-11-22", Scanned: "2026-11-22"} {
		if got := DateOf(days[o]); string(got) != want {
			t.Errorf("%s on %s, want %s", o, got, want)
		}
	}
	if n := len(days); n != 5 {
		t.Errorf("%d occasions are known, want 5: %v", n, days)
	}
	// A delivery that was taken back is none.
	tl.Status, tl.ETA.To = ReturnToSender, ""
	if days := DaysOf(&tl); days[Handed] != 0 || string(DateOf(days[Due])) != "2026-11-18" {
		t.Errorf("going back: %v", days)
	}
}

func TestDeadlines(t *testing.T) {
	limit := func(n int, unit Unit, from ...Occasion) Limit { return Limit{N: n, Unit: unit, From: from} }
	rules := []*Rule{
		{ID: "months", For: []Trouble{Lost}, Closes: limit(6, Months, Posted)},
		{ID: "open", For: []Trouble{Lost}, Closes: limit(80, CalendarDays, Posted)},
		{ID: "endless", For: []Trouble{Lost, Late}, Opens: limit(7, CalendarDays, Posted)},
		{ID: "later", For: []Trouble{Lost}, Opens: limit(10, WorkingDays, Due), Closes: limit(80, CalendarDays, Posted)},
		{ID: "soon", For: []Trouble{Lost}, Opens: limit(2, CalendarDays, Due)},
		{ID: "over", For: []Trouble{Lost}, Closes: limit(5, CalendarDays, Posted)},
		{ID: "unknown", For: []Trouble{Lost}, Closes: limit(5, CalendarDays, Paid)},
		{ID: "besides", For: []Trouble{Lost}, Closes: limit(90, CalendarDays, Ordered, Posted)},
		{ID: "other trouble", For: []Trouble{Damaged}, Closes: limit(5, CalendarDays, Posted)},
		{ID: "other country", For: []Trouble{Lost}, Countries: []string{"US"}, Closes: limit(5, CalendarDays, Posted)},
		{ID: "this country", For: []Trouble{Late}, Countries: []string{"US", "GB"}, Closes: limit(30, CalendarDays, Posted)},
	}
	days := Days{Posted: day("2026-11-10"), Due: day("2026-12-20")}
	write := func(list []Deadline) string {
		var b strings.Builder
		for _, d := range list {
			b.WriteString(d.Rule.ID)
			if d.Opens > 0 {
				fmt.Fprintf(&b, " from %s by %s", DateOf(d.Opens), d.OpensFrom)
			}
			if d.Closes > 0 {
				fmt.Fprintf(&b, " to %s by %s", DateOf(d.Closes), d.ClosesFrom)
			}
			if lacks := d.Lacks(); len(lacks) > 0 {
				fmt.Fprintf(&b, " lacks %s", lacks)
			}
			b.WriteString("\n")
		}
		return b.String()
	}
	got := write(Deadlines(rules, []Trouble{Late, Lost}, days, holidays, "GB", day("2026-11-25")))
	want := lines(`
		this country to 2026-12-10 by posted
		open to 2027-01-29 by posted
		besides to 2027-02-08 by posted
		months to 2027-05-10 by posted
		endless from 2026-11-17 by posted
		soon from 2026-12-22 by due
		later from 2027-01-04 by due to 2027-01-29 by posted
		over to 2026-11-15 by posted
		unknown lacks [paid]`)
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	list := Deadlines(rules, []Trouble{Lost}, days, holidays, "GB", day("2026-11-25"))
	if d := list[0]; !d.Open(day("2026-11-25")) || d.Over(day("2026-11-25")) || !d.Over(d.Closes+1) || d.Over(d.Closes) {
		t.Errorf("%s is open on its days and over after them", d.Rule.ID)
	}
	if got := Deadlines(rules, []Trouble{Pickup}, days, holidays, "GB", 0); got != nil {
		t.Errorf("nothing helps against this, got %s", write(got))
	}
	// Without the promised day it is only known when the claim ends.
	delete(days, Due)
	if d := rules[3].On(days, holidays, "GB"); d.OpensFrom != "" || d.ClosesFrom != Posted || fmt.Sprint(d.Lacks()) != "[due]" {
		t.Errorf("half a deadline is %+v", d)
	}
	// Where the country is not known every rule may hold.
	if got := Deadlines(rules, []Trouble{Lost}, days, holidays, "", day("2026-11-25")); len(got) != 9 {
		t.Errorf("without a country %d rules hold, want 9", len(got))
	}
}

// Every status has troubles that rules can be looked up by.
func TestTroublesOf(t *testing.T) {
	for _, s := range Statuses() {
		if len(TroublesOf(s)) == 0 {
			t.Errorf("nothing can be the matter with %s", s)
		}
	}
	for _, o := range Occasions() {
		if !o.Valid() {
			t.Errorf("%s is no occasion", o)
		}
	}
	if Occasion("never").Valid() {
		t.Error("never is an occasion")
	}
}
