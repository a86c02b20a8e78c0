package timeline

// Stage is a station of the journey from the sender's door to the recipient's.
type Stage string

// The stages in the order of the road. A domestic parcel passes Sent,
// Collected, Sorted, Local, Out and Done; one that crosses a border passes
// Left, Arrived and Customs in place of Sorted.
const (
	StageSent      Stage = "sent"      // label made
	StageCollected Stage = "collected" // with the first carrier
	StageSorted    Stage = "sorted"    // in the network, domestic parcels only
	StageLeft      Stage = "left"      // out of the country of origin
	StageArrived   Stage = "arrived"   // in the country of destination
	StageCustoms   Stage = "customs"
	StageLocal     Stage = "local" // with who delivers it
	StageOut       Stage = "out"   // on the delivery vehicle
	StageDone      Stage = "done"  // delivered
)

// State says where a station lies, seen from the parcel.
type State string

// The three states of a station.
const (
	StateDone  State = "done"  // behind the parcel
	StateNow   State = "now"   // where the parcel is; the last station once it is delivered
	StateAhead State = "ahead" // still to come
)

// Station is one stop of a journey as it can be drawn on a strip.
type Station struct {
	Stage   Stage
	State   State
	Time    Time   // when it was first reached; "" ahead, or when no scan tells
	Country string // ISO 3166-1 alpha-2, "" when not known
	// Quiet counts the days without a scan on the way from here to the next
	// station that was reached, or from the newest scan to today where the
	// parcel is now. It is 0 when they are fewer than QuietDays.
	Quiet int
	// Alert is the status that took the parcel off the road while it stood
	// here (a failed attempt, an incident, a return), or "".
	Alert Status
}

// QuietDays is how many days without a scan make a stretch worth a mention.
// A weekend alone does not.
const QuietDays = 2

// Journey lays t out as the stations of its road. today is the reader's day,
// counted from 1970-01-01 as [Time.Day] does. Journey returns nil when nothing
// in t tells where the parcel is.
func Journey(t Timeline, today int) []Station {
	stages := road(t)
	w := walk{timeline: t, stages: stages, at: -1}
	w.run()
	if w.at < 0 {
		return nil
	}
	stations := make([]Station, len(stages))
	for i, stage := range stages {
		s := Station{Stage: stage, State: StateAhead, Country: w.country(i)}
		if i < w.at {
			s.State = StateDone
		}
		if i <= w.at {
			s.Time = w.first[i].Time
		}
		stations[i] = s
	}
	now := &stations[w.at]
	now.State = StateNow
	if offRoad(t.Status) {
		now.Alert = t.Status
	}
	w.quiet(stations, today)
	return stations
}

// road returns the stages that t's journey has.
func road(t Timeline) []Stage {
	if crossesBorder(t) {
		return []Stage{StageSent, StageCollected, StageLeft, StageArrived, StageCustoms, StageLocal, StageOut, StageDone}
	}
	return []Stage{StageSent, StageCollected, StageSorted, StageLocal, StageOut, StageDone}
}

// crossesBorder reports whether anything in t says that two countries are
// involved.
func crossesBorder(t Timeline) bool {
	if t.Origin != "" && t.Destination != "" && t.Origin != t.Destination {
		return true
	}
	if atBorder(t.Status) {
		return true
	}
	seen := t.Origin
	for _, e := range t.Events {
		if atBorder(e.Status) {
			return true
		}
		if e.Country == "" {
			continue
		}
		if seen != "" && e.Country != seen {
			return true
		}
		seen = e.Country
	}
	return false
}

func atBorder(s Status) bool {
	switch s {
	case DepartedOrigin, ArrivedDest, CustomsInProgress, CustomsCleared:
		return true
	}
	return false
}

func offRoad(s Status) bool {
	switch s {
	case AttemptFailed, AvailableForPickup, Incident, ReturnToSender, Returned:
		return true
	}
	return false
}

// stageOf returns the stage that s stands at. firm tells a status that names
// its stage from one that only says "at least there": a sorting scan happens at
// the start of the road and near its end, and must not move the parcel back.
func stageOf(s Status) (stage Stage, firm bool) {
	switch s {
	case PendingPickup:
		return StageSent, true
	case PickedUp:
		return StageCollected, true
	case ArrivedSorting, DepartedSorting:
		return StageSorted, false
	case DepartedOrigin:
		return StageLeft, true
	case ArrivedDest:
		return StageArrived, true
	case CustomsInProgress, CustomsCleared:
		return StageCustoms, true
	case HandedToLocal, ArrivedLocal:
		return StageLocal, true
	case OutForDelivery:
		return StageOut, true
	case Delivered:
		return StageDone, true
	case InTransit, ReturnToSender, Returned:
		return StageCollected, false
	case AttemptFailed, AvailableForPickup:
		return StageLocal, false
	case Incident:
		return StageSent, false
	}
	return "", false
}

// StageOf returns the stage of the journey at which s holds, or "" for a status
// that says nothing about it.
func StageOf(s Status) Stage {
	stage, _ := stageOf(s)
	return stage
}

// walk follows the events of a timeline, oldest first, along its stages.
type walk struct {
	timeline Timeline
	stages   []Stage
	at       int     // index of the stage where the parcel is, -1 before any
	first    []Event // the first event of each stage, by its index; zero when none
	past     []Event // events with a day, oldest first
}

func (w *walk) run() {
	w.first = make([]Event, len(w.stages))
	events := w.timeline
	events.Events = append([]Event(nil), w.timeline.Events...)
	events.Sort()
	for i := len(events.Events) - 1; i >= 0; i-- {
		e := events.Events[i]
		if _, ok := e.Time.Day(); ok {
			w.past = append(w.past, e)
		}
		w.step(e)
	}
	// The timeline's own status is what the carrier's answer comes down to,
	// and stands above the order of its rows.
	own := Event{Status: w.timeline.Status}
	for _, e := range events.Events {
		if e.Status == own.Status {
			own.Country = e.Country
			break
		}
	}
	w.step(own)
}

// step moves the parcel by one event.
func (w *walk) step(e Event) {
	stage, firm := w.stage(e)
	i := w.index(stage)
	if i < 0 || !firm && i < w.at {
		return
	}
	// A parcel that goes back (to the depot after a failed attempt, on a flight
	// after customs in its own country) reaches what lies ahead anew.
	for j := i + 1; j <= w.at; j++ {
		w.first[j] = Event{}
	}
	w.at = i
	if _, dated := e.Time.Day(); !dated || offRoad(e.Status) {
		return
	}
	if w.first[i].Time == "" {
		w.first[i] = e
	}
}

// stage returns the stage at which e happened, and whether it is firm. Where it
// happened tells a sorting centre or customs of the one country from that of the
// other.
func (w *walk) stage(e Event) (stage Stage, firm bool) {
	stage, firm = stageOf(e.Status)
	t := &w.timeline
	if e.Country == "" || t.Origin == t.Destination {
		return stage, firm
	}
	switch {
	case stage == StageCustoms && e.Country == t.Origin:
		return StageCollected, false
	case (stage == StageSorted || stage == StageCollected) && !firm && e.Country == t.Destination:
		return StageArrived, false
	}
	return stage, firm
}

// index returns the position of stage on this road, or -1. A sorting scan
// before the border belongs to the first carrier.
func (w *walk) index(stage Stage) int {
	for i, s := range w.stages {
		if s == stage {
			return i
		}
	}
	if stage == StageSorted {
		return w.index(StageCollected)
	}
	return -1
}

// country returns where the i-th stage lies: where it was scanned, or the end of the
// journey on whose side of the border it is.
func (w *walk) country(i int) string {
	if c := w.first[i].Country; c != "" {
		return c
	}
	switch w.stages[i] {
	case StageSent, StageCollected, StageSorted, StageLeft:
		return w.timeline.Origin
	}
	return w.timeline.Destination
}

// quiet writes the long silences on the stretches where they fell.
func (w *walk) quiet(stations []Station, today int) {
	if len(w.past) == 0 {
		return
	}
	for i := range stations {
		s := &stations[i]
		if s.Time == "" || s.State != StateDone {
			continue
		}
		for j := i + 1; j <= w.at; j++ {
			if stations[j].Time != "" {
				s.Quiet = w.longest(s.Time, stations[j].Time)
				break
			}
		}
	}
	if w.timeline.Status.Final() {
		return
	}
	newest, _ := w.past[len(w.past)-1].Time.Day()
	if n := today - newest; n >= QuietDays {
		stations[w.at].Quiet = n
	}
}

// longest returns the most days between two neighbouring events from one
// moment to another, or 0 when they are fewer than QuietDays.
func (w *walk) longest(from, to Time) int {
	most := 0
	for i := 1; i < len(w.past); i++ {
		if w.past[i-1].Time.Compare(from) < 0 || w.past[i].Time.Compare(to) > 0 {
			continue
		}
		before, _ := w.past[i-1].Time.Day()
		after, _ := w.past[i].Time.Day()
		if n := after - before; n >= QuietDays && n > most {
			most = n
		}
	}
	return most
}
