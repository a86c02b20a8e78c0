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
	_       [0]func() // no comparing: the code for it would be weight in the page
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

// rank is the place of a stage in the list of all stages.
type rank = int

const (
	sent rank = iota
	collected
	sorted
	left
	arrived
	customs
	local
	out
	done
	ranks
	nowhere rank = -1
)

// stages are all stages by rank.
var stages = [ranks]Stage{
	StageSent, StageCollected, StageSorted, StageLeft, StageArrived, StageCustoms, StageLocal, StageOut, StageDone,
}

// step says what a status means for the road: the rank it stands at, and whether
// that is firm. One that is not says only "at least there": a sorting scan happens
// at the start of the road and near its end, and must not move the parcel back.
type step struct {
	status Status
	at     rank
	firm   bool
	off    bool // the parcel left the road
}

// steps are those of all statuses but Unknown, which says nothing.
var steps = [...]step{
	{status: PendingPickup, at: sent}, // whoever takes it over announces it too
	{status: PickedUp, at: collected, firm: true},
	{status: ArrivedSorting, at: sorted},
	{status: DepartedSorting, at: sorted},
	{status: DepartedOrigin, at: left, firm: true},
	{status: ArrivedDest, at: arrived, firm: true},
	{status: CustomsInProgress, at: customs, firm: true},
	{status: CustomsCleared, at: customs, firm: true},
	{status: HandedToLocal, at: local, firm: true},
	{status: ArrivedLocal, at: local, firm: true},
	{status: OutForDelivery, at: out, firm: true},
	{status: Delivered, at: done, firm: true},
	{status: InTransit, at: collected},
	{status: AttemptFailed, at: local, off: true},
	{status: AvailableForPickup, at: local, off: true},
	{status: Incident, at: sent, off: true},
	{status: ReturnToSender, at: collected, off: true},
	{status: Returned, at: collected, off: true},
}

// stepOf returns the step of a status; one that stands nowhere for a status that
// says nothing about the road.
func stepOf(s Status) step {
	for i := range steps {
		if steps[i].status == s {
			return steps[i]
		}
	}
	return step{at: nowhere}
}

// StageOf returns the stage of the journey at which s holds, or "" for a status
// that says nothing about it.
func StageOf(s Status) Stage {
	if at := stepOf(s).at; at != nowhere {
		return stages[at]
	}
	return ""
}

// Journey lays t, whose events are newest first, out as the stations of its road.
// today is the reader's day, counted from 1970-01-01 as [Time.Day] does. Journey
// returns nil when nothing in t tells where the parcel is.
func Journey(t *Timeline, today int) []Station {
	w := walk{timeline: t, abroad: crossesBorder(t), at: nowhere}
	w.run()
	if w.at == nowhere {
		return nil
	}
	var stations []Station
	marker := 0
	for at, stage := range stages {
		if w.abroad && at == sorted || !w.abroad && at >= left && at <= customs {
			continue
		}
		s := Station{Stage: stage, State: StateAhead, Country: w.country(at)}
		if at < w.at {
			s.State = StateDone
		}
		if at <= w.at && w.first[at] != nil {
			s.Time = w.first[at].Time
		}
		if at == w.at {
			s.State = StateNow
			if stepOf(t.Status).off {
				s.Alert = t.Status
			}
			marker = len(stations)
		}
		stations = append(stations, s)
	}
	w.quiet(stations, marker, today)
	return stations
}

// crossesBorder reports whether anything in t says that two countries are
// involved.
func crossesBorder(t *Timeline) bool {
	if t.Origin != "" && t.Destination != "" && t.Origin != t.Destination || atBorder(t.Status) {
		return true
	}
	seen := t.Origin
	for i := range t.Events {
		e := &t.Events[i]
		if atBorder(e.Status) || e.Country != "" && seen != "" && e.Country != seen {
			return true
		}
		if e.Country != "" {
			seen = e.Country
		}
	}
	return false
}

func atBorder(s Status) bool {
	at := stepOf(s).at
	return at >= left && at <= customs
}

// walk follows the events of a timeline, oldest first, along its road.
type walk struct {
	timeline *Timeline
	abroad   bool
	at       rank          // where the parcel is
	first    [ranks]*Event // the event that first reached each stage
	past     []*Event      // events with a day, oldest first
}

func (w *walk) run() {
	events := w.timeline.Events
	// The timeline's own status is what the carrier's answer comes down to,
	// and stands above the order of its rows.
	own := Event{Status: w.timeline.Status}
	for i := len(events) - 1; i >= 0; i-- {
		e := &events[i]
		if _, dated := e.Time.Day(); dated {
			w.past = append(w.past, e)
		}
		if e.Status == own.Status {
			own.Country = e.Country
		}
		w.step(e)
	}
	w.step(&own)
}

// step moves the parcel by one event.
func (w *walk) step(e *Event) {
	s := w.place(e)
	if s.at == nowhere || !s.firm && s.at < w.at {
		return
	}
	// A parcel that goes back (to the depot after a failed attempt, on a flight
	// after customs in its own country) reaches what lies ahead anew.
	for at := s.at + 1; at <= w.at; at++ {
		w.first[at] = nil
	}
	w.at = s.at
	if _, dated := e.Time.Day(); dated && !s.off && w.first[s.at] == nil {
		w.first[s.at] = e
	}
}

// place returns the step of an event on this road. Where it happened tells a
// sorting centre or customs of the one country from that of the other.
func (w *walk) place(e *Event) step {
	s, t := stepOf(e.Status), w.timeline
	if !w.abroad {
		return s
	}
	two := e.Country != "" && t.Origin != t.Destination
	switch {
	case two && s.at == customs && e.Country == t.Origin:
		s.at, s.firm = collected, false
	case two && (s.at == sorted || s.at == collected) && !s.firm && e.Country == t.Destination:
		s.at = arrived
	case two && e.Status == PickedUp && e.Country == t.Destination && w.at >= left:
		s.at = local // who takes it over there delivers it
	case s.at == sorted:
		s.at = collected
	}
	return s
}

// country returns where a stage lies: where it was scanned, or the end of the
// journey on whose side of the border it is.
func (w *walk) country(at rank) string {
	if e := w.first[at]; e != nil && e.Country != "" {
		return e.Country
	}
	if at <= left {
		return w.timeline.Origin
	}
	return w.timeline.Destination
}

// quiet writes the long silences on the stretches where they fell.
func (w *walk) quiet(stations []Station, marker, today int) {
	if len(w.past) == 0 {
		return
	}
	from := -1 // the last station with a time
	for i := range stations[:marker+1] {
		if stations[i].Time == "" {
			continue
		}
		if from >= 0 {
			stations[from].Quiet = w.longest(stations[from].Time, stations[i].Time)
		}
		from = i
	}
	newest, _ := w.past[len(w.past)-1].Time.Day()
	if n := today - newest; n >= QuietDays && !w.timeline.Status.Final() {
		stations[marker].Quiet = n
	}
}

// longest returns the most days between two neighbouring events from one
// moment to another, or 0 when they are fewer than QuietDays.
func (w *walk) longest(from, to Time) int {
	most, before := 0, 0
	for i, e := range w.past {
		day, _ := e.Time.Day()
		if n := day - before; i > 0 && n >= QuietDays && n > most &&
			w.past[i-1].Time.Compare(from) >= 0 && e.Time.Compare(to) <= 0 {
			most = n
		}
		before = day
	}
	return most
}
