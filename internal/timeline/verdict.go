package timeline

// Level says how worried to be about a silence.
type Level string

// The three levels.
const (
	Normal Level = "normal" // within what the source calls usual
	Watch  Level = "watch"  // longer than that
	Act    Level = "act"    // so long that somebody should do something
)

// Band is how long a parcel may usually be silent after a status, and who says so.
type Band struct {
	_        [0]func() // no comparing: the code for it would be weight in the page
	From, To Status    // silent after From, until To; To may be ""
	Service  string    // a line of the carrier that it holds for; "" for all
	Min, Max int       // days, both ends included
	Act      int       // from which day on the source says to act; 0 when it does not
	Working  bool      // working days; calendar days otherwise
	Note     string
	Source   string // who says so, for people: "Cainiao"
	URL      string // where
	Checked  Time   // when that was read, a day
}

// acting is the day of silence from which on somebody should act. Where the source
// names none it is twice the longest usual silence and a day more: a rule of ours,
// which docs/verdicts.md explains.
func (b *Band) acting() int {
	if b.Act > 0 {
		return b.Act
	}
	return 2*b.Max + 1
}

// Verdict is what a silence amounts to. It never stands without the band that it
// rests on.
type Verdict struct {
	_     [0]func() // no comparing: the code for it would be weight in the page
	Level Level
	Quiet int   // days since the newest scan, counted as the band does
	Band  *Band // what it is compared with
	Until int   // the last day, counted from 1970-01-01, on which the silence is usual
	Turn  int   // the first day on which it is time to act
	Since int   // the day of the newest scan
}

// Judge compares the silence of a leg with the first band that fits: one for its
// very status and service, then one for its very status, then one for the same stage
// of the journey. bands are in order of trust, the carrier's own before general ones.
// today is the reader's day. Working days are those of the country of the newest
// scan, or of the destination where a scan names none.
//
// It returns nil when the journey is over, when the parcel waits for the recipient or
// goes back (then its status says what to do), when no scan has a day, and when no
// band fits.
func Judge(t *Timeline, bands []Band, calendar Calendar, today int) *Verdict {
	newest, ok := t.Newest()
	if !ok || silent(t.Status) {
		return nil
	}
	since, dated := newest.Time.Day()
	band := fitting(t, bands)
	if !dated || band == nil {
		return nil
	}
	country := newest.Country
	if country == "" {
		country = t.Destination
	}
	v := &Verdict{Level: Normal, Band: band, Since: since}
	v.Quiet = calendar.Between(since, today, band.Working, country)
	v.Until = calendar.Add(since, band.Max, band.Working, country)
	v.Turn = calendar.Add(since, band.acting(), band.Working, country)
	switch {
	case v.Quiet >= band.acting():
		v.Level = Act
	case v.Quiet > band.Max:
		v.Level = Watch
	}
	return v
}

// silent reports whether no silence is judged in status s.
func silent(s Status) bool {
	return s.Final() || stepOf(s).off || s == "" || s == Unknown
}

func fitting(t *Timeline, bands []Band) *Band {
	var best *Band
	most := 0
	for i := range bands {
		b := &bands[i]
		if b.Max <= 0 || b.Service != "" && !contains(t.Service, b.Service) {
			continue
		}
		fit := 0
		switch {
		case b.From == t.Status && b.Service != "":
			fit = 3
		case b.From == t.Status:
			fit = 2
		case StageOf(b.From) == StageOf(t.Status) && stepOf(b.From).firm:
			fit = 1
		}
		if fit > most {
			best, most = b, fit
		}
	}
	return best
}

// contains reports whether part stands in s, whatever its case as far as ASCII goes.
func contains(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if equalFold(s[i:i+len(part)], part) {
			return true
		}
	}
	return false
}
