package timeline

import "testing"

func TestJudge(t *testing.T) {
	bands := []Band{
		{From: PendingPickup, To: PickedUp, Max: 11, Act: 12, Source: "Cainiao"},
		{From: DepartedOrigin, Service: "Economy", Min: 10, Max: 40, Source: "Cainiao"},
		{From: DepartedOrigin, Min: 4, Max: 12, Source: "Cainiao"},
		{From: CustomsInProgress, Min: 1, Max: 3, Working: true, Source: "Customs"},
		{From: HandedToLocal, Max: 4, Source: "Local"},
		{From: PickedUp, Source: "nobody gives a time"},
	}
	scan := func(date Time, s Status, country string) []Event {
		return []Event{{Time: date, Status: s, Country: country, Carrier: "a"}}
	}
	for _, c := range []struct {
		name  string
		leg   Timeline
		today string
		level Level // "" for no verdict
		quiet int
		until string
		turn  string
	}{
		{"on the first day", Timeline{Status: DepartedOrigin, Events: scan("2026-11-10", DepartedOrigin, "CN")}, "2026-11-10", Normal, 0, "2026-11-22", "2026-12-05"},
		{"on the last usual day", Timeline{Status: DepartedOrigin, Events: scan("2026-11-10", DepartedOrigin, "CN")}, "2026-11-22", Normal, 12, "2026-11-22", "2026-12-05"},
		{"a day longer", Timeline{Status: DepartedOrigin, Events: scan("2026-11-10", DepartedOrigin, "CN")}, "2026-11-23", Watch, 13, "2026-11-22", "2026-12-05"},
		{"twice as long and more", Timeline{Status: DepartedOrigin, Events: scan("2026-11-10", DepartedOrigin, "CN")}, "2026-12-05", Act, 25, "2026-11-22", "2026-12-05"},
		{"the line has its own band", Timeline{Status: DepartedOrigin, Service: "AliExpress economy line", Events: scan("2026-11-10", DepartedOrigin, "CN")}, "2026-12-05", Normal, 25, "2026-12-20", "2027-01-30"},
		{"the source says when to act", Timeline{Status: PendingPickup, Events: scan("2026-11-10", PendingPickup, "")}, "2026-11-22", Act, 12, "2026-11-21", "2026-11-22"},
		{"working days", Timeline{Status: CustomsInProgress, Events: scan("2026-12-23", CustomsInProgress, "GB")}, "2026-12-29", Normal, 3, "2026-12-29", "2027-01-04"},
		{"working days of the destination", Timeline{Status: CustomsInProgress, Destination: "CN", Events: scan("2026-12-23", CustomsInProgress, "")}, "2026-12-29", Watch, 4, "2026-12-28", "2027-01-01"},
		{"the same stage", Timeline{Status: ArrivedLocal, Events: scan("2026-11-20T10:00", ArrivedLocal, "")}, "2026-11-23", Normal, 3, "2026-11-24", "2026-11-29"},
		{"a clock that is a day behind", Timeline{Status: ArrivedLocal, Events: scan("2026-11-20", ArrivedLocal, "")}, "2026-11-19", Normal, 0, "2026-11-24", "2026-11-29"},
		{"no band has a time", Timeline{Status: PickedUp, Events: scan("2026-11-20", PickedUp, "")}, "2026-11-29", "", 0, "", ""},
		{"nobody knows of this stage", Timeline{Status: OutForDelivery, Events: scan("2026-11-20", OutForDelivery, "")}, "2026-11-29", "", 0, "", ""},
		{"delivered", Timeline{Status: Delivered, Events: scan("2026-11-20", Delivered, "")}, "2026-11-29", "", 0, "", ""},
		{"it waits for the recipient", Timeline{Status: AvailableForPickup, Events: scan("2026-11-20", AvailableForPickup, "")}, "2026-11-29", "", 0, "", ""},
		{"unclear", Timeline{Status: Unknown, Events: scan("2026-11-20", Unknown, "")}, "2026-11-29", "", 0, "", ""},
		{"no scan", Timeline{Status: PendingPickup}, "2026-11-29", "", 0, "", ""},
		{"a scan without a day", Timeline{Status: PendingPickup, Events: scan("", PendingPickup, "")}, "2026-11-29", "", 0, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := Judge(&c.leg, bands, holidays, day(c.today))
			if v == nil || c.level == "" {
				if v != nil || c.level != "" {
					t.Fatalf("got %+v, want level %q", v, c.level)
				}
				return
			}
			if v.Level != c.level || v.Quiet != c.quiet || string(DateOf(v.Until)) != c.until || string(DateOf(v.Turn)) != c.turn {
				t.Errorf("got %s after %d days, usual until %s, to act on %s; want %s after %d, until %s, on %s",
					v.Level, v.Quiet, DateOf(v.Until), DateOf(v.Turn), c.level, c.quiet, c.until, c.turn)
			}
			if v.Band.Source == "" {
				t.Error("a verdict that rests on nothing")
			}
		})
	}
}
