package timeline

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// strip writes stations as one line each, so that a journey can be read in a
// test as it is drawn: stage, state, day, country, silence, alert.
func strip(stations []Station) string {
	var b strings.Builder
	for _, s := range stations {
		line := []string{string(s.Stage), string(s.State)}
		if s.Time != "" {
			line = append(line, s.Time.Date())
		}
		if s.Country != "" {
			line = append(line, s.Country)
		}
		if s.Quiet > 0 {
			line = append(line, "quiet="+strconv.Itoa(s.Quiet))
		}
		if s.Alert != "" {
			line = append(line, "alert="+string(s.Alert))
		}
		b.WriteString(strings.Join(line, " ") + "\n")
	}
	return b.String()
}

// lines drops the indentation of a raw string in a test table.
func lines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// dayOf returns the day number of a date in a test table.
func dayOf(t *testing.T, date string) int {
	t.Helper()
	n, ok := Time(date).Day()
	if !ok {
		t.Fatalf("%q is no day", date)
	}
	return n
}

func TestJourney(t *testing.T) {
	abroad := []Event{
		{Time: "2026-11-20T09:00:00+01:00", Status: CustomsInProgress, Country: "FR"},
		{Time: "2026-11-19T18:00:00+01:00", Status: ArrivedDest, Country: "FR"},
		{Time: "2026-11-11T22:00:00+08:00", Status: DepartedOrigin, Country: "CN"},
		{Time: "2026-11-10T12:00:00+08:00", Status: DepartedSorting, Country: "CN"},
		{Time: "2026-11-09T10:00:00+08:00", Status: PickedUp, Country: "CN"},
		{Time: "2026-11-08T10:00:00+08:00", Status: PendingPickup, Country: "CN"},
	}
	tests := []struct {
		name     string
		timeline Timeline
		today    string
		want     string
	}{
		{
			name:     "in customs abroad, the flight is the silence",
			timeline: Timeline{Status: CustomsInProgress, Origin: "CN", Destination: "FR", Events: abroad},
			today:    "2026-11-22",
			want: `
				sent done 2026-11-08 CN
				collected done 2026-11-09 CN
				left done 2026-11-11 CN quiet=8
				arrived done 2026-11-19 FR
				customs now 2026-11-20 FR quiet=2
				local ahead FR
				out ahead FR
				done ahead FR`,
		},
		{
			name:     "the order of the rows does not matter",
			timeline: Timeline{Status: CustomsInProgress, Origin: "CN", Destination: "FR", Events: reversed(abroad)},
			today:    "2026-11-21",
			want: `
				sent done 2026-11-08 CN
				collected done 2026-11-09 CN
				left done 2026-11-11 CN quiet=8
				arrived done 2026-11-19 FR
				customs now 2026-11-20 FR
				local ahead FR
				out ahead FR
				done ahead FR`,
		},
		{
			name: "at home",
			timeline: Timeline{Status: OutForDelivery, Origin: "GB", Destination: "GB", Events: []Event{
				{Time: "2026-11-22T07:00", Status: OutForDelivery},
				{Time: "2026-11-22T03:00", Status: ArrivedLocal},
				{Time: "2026-11-21T23:00", Status: DepartedSorting},
				{Time: "2026-11-21T18:00", Status: PickedUp},
			}},
			today: "2026-11-22",
			want: `
				sent done GB
				collected done 2026-11-21 GB
				sorted done 2026-11-21 GB
				local done 2026-11-22 GB
				out now 2026-11-22 GB
				done ahead GB`,
		},
		{
			name: "a sorting scan near the end does not move the parcel back",
			timeline: Timeline{Status: ArrivedSorting, Origin: "CN", Destination: "FR", Events: []Event{
				{Time: "2026-11-22T03:00", Status: ArrivedSorting, Country: "FR"},
				{Time: "2026-11-21T03:00", Status: CustomsCleared, Country: "FR"},
			}},
			today: "2026-11-22",
			want: `
				sent done CN
				collected done CN
				left done CN
				arrived done FR
				customs now 2026-11-21 FR
				local ahead FR
				out ahead FR
				done ahead FR`,
		},
		{
			name: "a sorting scan in the destination means that it has arrived",
			timeline: Timeline{Status: InTransit, Origin: "CN", Destination: "FR", Events: []Event{
				{Time: "2026-11-22T03:00", Status: ArrivedSorting, Country: "FR"},
				{Time: "2026-11-10T03:00", Status: PickedUp, Country: "CN"},
			}},
			today: "2026-11-23",
			want: `
				sent done CN
				collected done 2026-11-10 CN quiet=12
				left done CN
				arrived now 2026-11-22 FR
				customs ahead FR
				local ahead FR
				out ahead FR
				done ahead FR`,
		},
		{
			name: "whoever delivers it announces it and takes it over anew",
			timeline: Timeline{Status: ArrivedLocal, Origin: "CN", Destination: "FR", Events: []Event{
				{Time: "2026-11-25T04:00", Status: ArrivedLocal, Country: "FR"},
				{Time: "2026-11-24T06:00", Status: PickedUp, Country: "FR"},
				{Time: "2026-11-22T18:00", Status: PendingPickup, Country: "FR"},
				{Time: "2026-11-21T06:00", Status: ArrivedDest, Country: "FR"},
				{Time: "2026-11-20T01:00", Status: DepartedOrigin, Country: "CN"},
				{Time: "2026-11-18T10:00", Status: PickedUp, Country: "CN"},
				{Time: "2026-11-17T10:00", Status: PendingPickup, Country: "CN"},
			}},
			today: "2026-11-25",
			want: `
				sent done 2026-11-17 CN
				collected done 2026-11-18 CN quiet=2
				left done 2026-11-20 CN
				arrived done 2026-11-21 FR quiet=2
				customs done FR
				local now 2026-11-24 FR
				out ahead FR
				done ahead FR`,
		},
		{
			name: "customs before the flight are not those after it",
			timeline: Timeline{Status: ArrivedDest, Origin: "CN", Destination: "FR", Events: []Event{
				{Time: "2026-11-22T06:00", Status: ArrivedDest, Country: "FR"},
				{Time: "2026-11-21T01:00", Status: DepartedOrigin, Country: "CN"},
				{Time: "2026-11-20T18:00", Status: CustomsCleared},
				{Time: "2026-11-20T16:00", Status: CustomsInProgress, Country: "CN"},
				{Time: "2026-11-19T10:00", Status: PickedUp, Country: "CN"},
			}},
			today: "2026-11-22",
			want: `
				sent done CN
				collected done 2026-11-19 CN
				left done 2026-11-21 CN
				arrived now 2026-11-22 FR
				customs ahead FR
				local ahead FR
				out ahead FR
				done ahead FR`,
		},
		{
			name: "export customs are with the first carrier",
			timeline: Timeline{Status: CustomsInProgress, Origin: "CN", Destination: "FR", Events: []Event{
				{Time: "2026-11-20T16:00", Status: CustomsInProgress, Country: "CN"},
				{Time: "2026-11-19T10:00", Status: PickedUp, Country: "CN"},
			}},
			today: "2026-11-20",
			want: `
				sent done CN
				collected now 2026-11-19 CN
				left ahead CN
				arrived ahead FR
				customs ahead FR
				local ahead FR
				out ahead FR
				done ahead FR`,
		},
		{
			name: "events in two countries make a border",
			timeline: Timeline{Status: PickedUp, Events: []Event{
				{Time: "2026-11-22", Status: InTransit, Country: "DE"},
				{Time: "2026-11-21", Status: PickedUp, Country: "NL"},
			}},
			today: "2026-11-22",
			want: `
				sent done
				collected now 2026-11-21 NL
				left ahead
				arrived ahead
				customs ahead
				local ahead
				out ahead
				done ahead`,
		},
		{
			name: "a failed attempt keeps its place",
			timeline: Timeline{Status: AttemptFailed, Origin: "GB", Destination: "GB", Events: []Event{
				{Time: "2026-11-20T12:00", Status: AttemptFailed},
				{Time: "2026-11-20T07:00", Status: OutForDelivery},
				{Time: "2026-11-19T03:00", Status: ArrivedLocal},
			}},
			today: "2026-11-23",
			want: `
				sent done GB
				collected done GB
				sorted done GB
				local done 2026-11-19 GB
				out now 2026-11-20 GB quiet=3 alert=attempt_failed
				done ahead GB`,
		},
		{
			name: "back at the depot after a failed attempt",
			timeline: Timeline{Status: ArrivedLocal, Origin: "GB", Destination: "GB", Events: []Event{
				{Time: "2026-11-20T18:00", Status: ArrivedLocal},
				{Time: "2026-11-20T12:00", Status: AttemptFailed},
				{Time: "2026-11-20T07:00", Status: OutForDelivery},
			}},
			today: "2026-11-20",
			want: `
				sent done GB
				collected done GB
				sorted done GB
				local now 2026-11-20 GB
				out ahead GB
				done ahead GB`,
		},
		{
			name:     "a locker and nothing else",
			timeline: Timeline{Status: AvailableForPickup, Events: []Event{{Time: "2026-11-20", Status: AvailableForPickup}}},
			today:    "2026-11-21",
			want: `
				sent done
				collected done
				sorted done
				local now alert=available_for_pickup
				out ahead
				done ahead`,
		},
		{
			name: "delivered: no silence after the end",
			timeline: Timeline{Status: Delivered, Origin: "GB", Destination: "GB", Events: []Event{
				{Time: "2026-10-20", Status: Delivered},
				{Time: "2026-10-16", Status: OutForDelivery},
			}},
			today: "2026-11-22",
			want: `
				sent done GB
				collected done GB
				sorted done GB
				local done GB
				out done 2026-10-16 GB quiet=4
				done now 2026-10-20 GB`,
		},
		{
			name: "sent back: no silence after the end either",
			timeline: Timeline{Status: Returned, Origin: "GB", Destination: "GB", Events: []Event{
				{Time: "2026-10-20", Status: Returned},
				{Time: "2026-10-16", Status: OutForDelivery},
			}},
			today: "2026-11-22",
			want: `
				sent done GB
				collected done GB
				sorted done GB
				local done GB
				out now 2026-10-16 GB alert=returned
				done ahead GB`,
		},
		{
			name:     "a status without events still has a place",
			timeline: Timeline{Status: ArrivedDest},
			today:    "2026-11-22",
			want: `
				sent done
				collected done
				left done
				arrived now
				customs ahead
				local ahead
				out ahead
				done ahead`,
		},
		{
			name: "times that cannot be read are left out",
			timeline: Timeline{Status: PickedUp, Events: []Event{
				{Time: "tomorrow", Status: PickedUp},
				{Time: "", Status: PendingPickup},
			}},
			today: "2026-11-22",
			want: `
				sent done
				collected now
				sorted ahead
				local ahead
				out ahead
				done ahead`,
		},
		{
			name:     "nothing is known",
			timeline: Timeline{Status: Unknown, Events: []Event{{Time: "2026-11-20", Status: Unknown, Text: "???"}}},
			today:    "2026-11-22",
			want:     ``,
		},
		{
			name:     "a status of another version",
			timeline: Timeline{Status: "teleported"},
			today:    "2026-11-22",
			want:     ``,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.timeline.Sort()
			before := slices.Clone(test.timeline.Events)
			got := strip(Journey(&test.timeline, dayOf(t, test.today)))
			if want := lines(test.want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if !reflect.DeepEqual(before, test.timeline.Events) {
				t.Error("Journey changed the timeline that it was given")
			}
		})
	}
}

// Every canonical status has one marker, and all before it is done, all after
// it is ahead.
func TestJourneyHasOneMarker(t *testing.T) {
	for _, status := range Statuses() {
		for _, destination := range []string{"", "FR"} {
			stations := Journey(&Timeline{Status: status, Origin: "CN", Destination: destination}, 0)
			if status == Unknown {
				if stations != nil {
					t.Errorf("%s has stations", status)
				}
				continue
			}
			at := slices.IndexFunc(stations, func(s Station) bool { return s.State == StateNow })
			if at < 0 {
				t.Errorf("%s to %q has no marker", status, destination)
			}
			for i, s := range stations {
				if i < at && s.State != StateDone || i > at && s.State != StateAhead {
					t.Errorf("%s to %q: station %s is %s", status, destination, s.Stage, s.State)
				}
			}
		}
	}
}

func reversed(events []Event) []Event {
	out := slices.Clone(events)
	slices.Reverse(out)
	return out
}
