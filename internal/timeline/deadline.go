package timeline

// Occasion is an event of a purchase or of a parcel from which a time limit counts.
type Occasion string

// The occasions. A timeline tells of some; the others only the reader knows.
const (
	Ordered  Occasion = "ordered"   // the contract was made
	Paid     Occasion = "paid"      // the money went out
	Posted   Occasion = "posted"    // the carrier got the parcel
	Due      Occasion = "due"       // the last day on which delivery was promised
	Handed   Occasion = "delivered" // the carrier says that it was delivered
	Waiting  Occasion = "arrived"   // it waits for the recipient
	Notice   Occasion = "notice"    // a letter about it came: from customs, from the carrier
	Billed   Occasion = "statement" // the card's statement lists it
	Scanned  Occasion = "scanned"   // the newest scan
	Complain Occasion = "complaint" // the trader was told
)

// Occasions returns all occasions, in the order in which they usually come.
func Occasions() []Occasion {
	return []Occasion{Ordered, Paid, Posted, Scanned, Due, Waiting, Handed, Notice, Complain, Billed}
}

// Valid reports whether o is one of [Occasions].
func (o Occasion) Valid() bool {
	for _, known := range Occasions() {
		if o == known {
			return true
		}
	}
	return false
}

// Trouble is a kind of worry about a parcel that rules help against.
type Trouble string

// The troubles.
const (
	NoScan      Trouble = "no-scan"      // a number without any scan
	Late        Trouble = "late"         // not there when it should be
	Lost        Trouble = "lost"         // nobody knows where it is
	Damaged     Trouble = "damaged"      // it came broken, or with parts missing
	NotReceived Trouble = "not-received" // "delivered", and not there
	AtCustoms   Trouble = "customs"      // customs or its charges
	Pickup      Trouble = "pickup"       // it waits to be collected
	GoingBack   Trouble = "returned"     // it goes back, or went
)

// Troubles returns all troubles.
func Troubles() []Trouble {
	return []Trouble{NoScan, Late, Lost, Damaged, NotReceived, AtCustoms, Pickup, GoingBack}
}

// TroublesOf returns what can be the matter with a parcel in status s, the likeliest
// first.
func TroublesOf(s Status) []Trouble {
	switch s {
	case Delivered:
		return []Trouble{NotReceived, Damaged}
	case AvailableForPickup, AttemptFailed:
		return []Trouble{Pickup, Late}
	case ReturnToSender, Returned:
		return []Trouble{GoingBack, Late}
	case Incident:
		return []Trouble{Lost, Damaged, Late}
	case CustomsInProgress:
		return []Trouble{AtCustoms, Late, Lost}
	case PendingPickup:
		return []Trouble{NoScan, Late}
	}
	return []Trouble{Late, Lost}
}

// Unit is what a time limit counts in.
type Unit string

// The units.
const (
	CalendarDays Unit = "days"
	WorkingDays  Unit = "working"
	Months       Unit = "months"
)

// Rule is a time limit of a carrier, a marketplace, a means of payment or the law:
// from which day to which one may do something, counted from an occasion.
type Rule struct {
	_         [0]func() // no comparing: the code for it would be weight in the page
	ID        string    // "royal-mail-lost"
	Body      string    // whose rule it is, as people know it: "Royal Mail"
	Kind      string    // carrier, marketplace, payment or law
	What      string    // what one may do: "Claim for a lost item"
	For       []Trouble // what it helps against
	Countries []string  // where it holds, by the destination; none for everywhere
	Opens     Limit     // until when one has to wait; the zero value for not at all
	Closes    Limit     // until when it can be done; the zero value when no day is named
	Who       string    // sender, recipient, either: who may do it
	Note      string    // what else to know, one sentence
	Address   string    // where it is done
	Source    string    // who says so, for people
	URL       string    // where
	Checked   Time      // when that was read, a day
}

// Limit is a number of days, working days or months from an occasion.
type Limit struct {
	_    [0]func() // no comparing: the code for it would be weight in the page
	N    int
	Unit Unit
	From []Occasion // the first of them that is known
}

// day lays the limit on days. It returns the day and from which occasion it was
// counted, or 0 and "" where none of them is known.
func (l *Limit) day(days Days, calendar Calendar, country string) (int, Occasion) {
	if l.N == 0 {
		return 0, ""
	}
	for _, o := range l.From {
		if from, known := days[o]; known {
			return calendar.after(from, l.N, l.Unit, country), o
		}
	}
	return 0, ""
}

// Helps reports whether r is about a trouble.
func (r *Rule) Helps(trouble Trouble) bool {
	for _, t := range r.For {
		if t == trouble {
			return true
		}
	}
	return false
}

// Holds reports whether r holds for a parcel to a country. Where the country is not
// known it does.
func (r *Rule) Holds(country string) bool {
	return len(r.Countries) == 0 || country == "" || listed(r.Countries, country)
}

// Deadline is a rule on the days of one parcel.
type Deadline struct {
	_          [0]func() // no comparing: the code for it would be weight in the page
	Rule       *Rule
	Opens      int      // first day, counted from 1970-01-01; 0 when it is open at once
	Closes     int      // last day; 0 when the rule names none
	OpensFrom  Occasion // from which Opens was counted, "" where that day is not known
	ClosesFrom Occasion // the same for Closes
}

// Lacks returns the occasions of which one has to be known to reckon more of the
// deadline; none when nothing is missing.
func (d *Deadline) Lacks() []Occasion {
	var out []Occasion
	if d.Rule.Opens.N > 0 && d.OpensFrom == "" {
		out = append(out, d.Rule.Opens.From...)
	}
	if d.Rule.Closes.N > 0 && d.ClosesFrom == "" {
		out = append(out, d.Rule.Closes.From...)
	}
	return out
}

// Days is the day of each occasion that is known, counted from 1970-01-01.
type Days map[Occasion]int

// DaysOf reads the days of a timeline: when the carrier got the parcel, when it was
// last scanned, when it was promised, since when it waits, when it was delivered.
func DaysOf(t *Timeline) Days {
	days := Days{}
	for i := range t.Events {
		e := &t.Events[i]
		day, dated := e.Time.Day()
		if !dated {
			continue
		}
		if _, newer := days[Scanned]; !newer {
			days[Scanned] = day
		}
		switch {
		case e.Status == Delivered:
			days.first(Handed, day)
		case e.Status == AvailableForPickup:
			days[Waiting] = day // the oldest: since then it waits
		}
		if e.Status != PendingPickup && e.Status != Unknown {
			days[Posted] = day // the oldest scan of the parcel itself
		}
	}
	if t.Status != Delivered {
		delete(days, Handed)
	}
	if t.ETA != nil {
		if day, ok := t.ETA.To.Day(); ok {
			days[Due] = day
		} else if day, ok := t.ETA.From.Day(); ok {
			days[Due] = day
		}
	}
	return days
}

func (d Days) first(o Occasion, day int) {
	if _, known := d[o]; !known {
		d[o] = day
	}
}

// On lays the rule on the days of a parcel. Working days are those of country.
func (r *Rule) On(days Days, calendar Calendar, country string) Deadline {
	d := Deadline{Rule: r}
	d.Opens, d.OpensFrom = r.Opens.day(days, calendar, country)
	d.Closes, d.ClosesFrom = r.Closes.day(days, calendar, country)
	return d
}

func (c Calendar) after(day, n int, unit Unit, country string) int {
	if unit == Months {
		return addMonths(day, n)
	}
	return c.Add(day, n, unit == WorkingDays, country)
}

// Deadlines lays rules on a parcel and puts them in order: what can be done today and
// closes soonest, what can be done today and closes at no known day, what opens
// later, what has closed, and last those whose days are not known. Only rules that
// help against one of the troubles and hold in the country are among them.
func Deadlines(rules []*Rule, troubles []Trouble, days Days, calendar Calendar, country string, today int) []Deadline {
	var out []Deadline
	for _, r := range rules {
		helps := false
		for _, trouble := range troubles {
			helps = helps || r.Helps(trouble)
		}
		if helps && r.Holds(country) {
			out = insert(out, r.On(days, calendar, country), today)
		}
	}
	return out
}

// insert keeps a short list in order.
func insert(list []Deadline, d Deadline, today int) []Deadline {
	at := len(list)
	for at > 0 && d.before(&list[at-1], today) {
		at--
	}
	list = append(list, d)
	copy(list[at+1:], list[at:])
	list[at] = d
	return list
}

func (d *Deadline) before(e *Deadline, today int) bool {
	a, b := d.group(today), e.group(today)
	switch {
	case a != b:
		return a < b
	case a == 2:
		return d.Opens < e.Opens
	}
	return d.Closes < e.Closes
}

// group is the place of a deadline in the order of [Deadlines].
func (d *Deadline) group(today int) int {
	switch {
	case d.Closes > 0 && d.Closes < today:
		return 3
	case d.Opens > today:
		return 2
	case len(d.Lacks()) > 0 && d.Closes == 0:
		return 4
	case d.Closes == 0:
		return 1
	}
	return 0
}

// Over reports whether the last day has passed.
func (d *Deadline) Over(today int) bool { return d.group(today) == 3 }

// Open reports whether it can be done today.
func (d *Deadline) Open(today int) bool { return d.group(today) < 2 }
