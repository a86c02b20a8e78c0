package timeline

// Closure is a day, or a run of days, on which carriers of a country do not work.
// It is given in one of three ways: a day of every year (Month and Day), a distance
// from Easter Sunday of the western churches (Easter, with Movable set), or a run of
// days of one year (From and To, counted from 1970-01-01 as [Time.Day] does).
type Closure struct {
	_          [0]func() // no comparing: the code for it would be weight in the page
	Name       string    // "Christmas Day"
	Countries  []string  // ISO 3166-1 alpha-2
	Month, Day int
	Movable    bool
	Easter     int // days after Easter Sunday, -2 for Good Friday
	From, To   int
}

// Calendar knows which days carriers work. Saturdays and Sundays are no working
// days anywhere in it.
type Calendar []Closure

// Closed returns the closure that holds on a day in a country, or nil when there
// is none.
func (c Calendar) Closed(day int, country string) *Closure {
	y, m, d := civil(int64(day))
	for i := range c {
		k := &c[i]
		if !listed(k.Countries, country) {
			continue
		}
		switch {
		case k.Month > 0:
			if k.Month == m && k.Day == d {
				return k
			}
		case k.Movable:
			if easter(y)+k.Easter == day {
				return k
			}
		case k.From <= day && day <= k.To:
			return k
		}
	}
	return nil
}

// Working reports whether a day is a working day in a country. With "" for the
// country only the weekend counts.
func (c Calendar) Working(day int, country string) bool {
	const saturday = 2 // 1970-01-01 was a Thursday
	n := (day - saturday) % 7
	if n < 0 {
		n += 7
	}
	return n > 1 && c.Closed(day, country) == nil
}

// farthest is how many days are counted one by one at most. No rule reaches
// beyond a few years.
const farthest = 4000

// Between counts the days after from up to and with to: all of them, or the
// working days of a country. It returns 0 when to is not after from.
func (c Calendar) Between(from, to int, working bool, country string) int {
	if !working {
		return max(0, to-from)
	}
	n := 0
	for day := from + 1; day <= min(to, from+farthest); day++ {
		if c.Working(day, country) {
			n++
		}
	}
	return n
}

// Add returns the day that lies n days after another: all of them counted, or the
// working days of a country.
func (c Calendar) Add(day, n int, working bool, country string) int {
	if !working {
		return day + n
	}
	for end := day + farthest; n > 0 && day < end; {
		day++
		if c.Working(day, country) {
			n--
		}
	}
	return day
}

// addMonths returns the day n months after another: the same day of that month, or
// its last where that month is shorter.
func addMonths(day, n int) int {
	y, m, d := civil(int64(day))
	m += n - 1
	y, m = y+m/12, m%12+1
	return daysFromCivil(y, m, min(d, daysIn(y, m)))
}

// easter returns the day of Easter Sunday in the Gregorian calendar, by the
// algorithm that J. M. Oudin published in 1940.
func easter(y int) int {
	g := y % 19
	century := y / 100
	h := (century - century/4 - (8*century+13)/25 + 19*g + 15) % 30
	i := h - h/28*(1-29/(h+1)*((21-g)/11))
	j := (y + y/4 + i + 2 - century + century/4) % 7
	l := i - j
	month := 3 + (l+40)/44
	return daysFromCivil(y, month, l+28-31*(month/4))
}

// DateOf returns a day, counted from 1970-01-01, in the form 2026-11-20.
func DateOf(day int) Time {
	y, m, d := civil(int64(day))
	b := make([]byte, 0, 10)
	b = append(appendPadded(b, y, 4), '-')
	b = append(appendPadded(b, m, 2), '-')
	return Time(appendPadded(b, d, 2))
}

func listed(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}
