package timeline

// Time is a moment as a carrier gave it, in one of three forms:
//
//	2026-11-20T08:15:00+08:00   the carrier gave an offset (Z is +00:00)
//	2026-11-20T08:15            local time, zone unknown: shown as it is, never shifted
//	2026-11-20                  the carrier gave only a day
//
// Seconds may be absent. The zero value, "", is no time at all.
type Time string

// ErrTime is returned by [ParseTime] for text that is none of the three forms.
var ErrTime error = timeError("not a date, a local date-time or a date-time with offset")

// timeError is an error without package errors, which would weigh in the page.
type timeError string

func (e timeError) Error() string { return string(e) }

// ParseTime checks that s has one of the forms of [Time] and names a day that
// exists. It returns ErrTime otherwise.
func ParseTime(s string) (Time, error) {
	if _, ok := parse(s); !ok {
		return "", ErrTime
	}
	return Time(s), nil
}

// Date returns the day as the carrier's clock showed it, "2026-11-20", or ""
// when t is not a valid time.
func (t Time) Date() string {
	if _, ok := parse(string(t)); !ok {
		return ""
	}
	return string(t[:10])
}

// Clock returns hours and minutes as the carrier's clock showed them, "08:15",
// or "" when the carrier gave only a day.
func (t Time) Clock() string {
	p, ok := parse(string(t))
	if !ok || !p.clock {
		return ""
	}
	return string(t[11:16])
}

// Offset returns the offset as written, "+08:00" or "Z", or "" when the zone is
// not known.
func (t Time) Offset() string {
	p, ok := parse(string(t))
	if !ok || !p.zoned {
		return ""
	}
	return string(t[p.zoneAt:])
}

// Unix returns the seconds since 1970-01-01T00:00:00Z. It reports false when t
// is not valid or carries no offset, since then the moment is not known.
func (t Time) Unix() (int64, bool) {
	p, ok := parse(string(t))
	return p.wall - p.offset, ok && p.zoned
}

// Wall returns the seconds between 1970-01-01T00:00:00 and t on the carrier's
// own clock. It reports false when t is not valid.
func (t Time) Wall() (int64, bool) {
	p, ok := parse(string(t))
	return p.wall, ok
}

// Day returns the number of days between 1970-01-01 and t's day on the
// carrier's own calendar. It reports false when t is not valid.
func (t Time) Day() (int, bool) {
	p, ok := parse(string(t))
	return int(floorDiv(p.wall, 86400)), ok
}

// Compare orders two times: the moment where an offset is known, the carrier's
// own clock read as UTC where it is not. An invalid time sorts before all others.
func (t Time) Compare(u Time) int {
	a, b := t.orderKey(), u.orderKey()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (t Time) orderKey() int64 {
	p, ok := parse(string(t))
	if !ok {
		return -1 << 62
	}
	return p.wall - p.offset
}

// FromUnix returns the moment sec as a Time with the given offset in seconds
// east of UTC.
func FromUnix(sec int64, offset int) Time {
	wall := sec + int64(offset)
	days := floorDiv(wall, 86400)
	rest := int(wall - days*86400)
	y, m, d := civil(days)
	b := make([]byte, 0, 25)
	b = appendPadded(b, y, 4)
	b = append(b, '-')
	b = appendPadded(b, m, 2)
	b = append(b, '-')
	b = appendPadded(b, d, 2)
	b = append(b, 'T')
	b = appendPadded(b, rest/3600, 2)
	b = append(b, ':')
	b = appendPadded(b, rest/60%60, 2)
	b = append(b, ':')
	b = appendPadded(b, rest%60, 2)
	if offset == 0 {
		return Time(append(b, 'Z'))
	}
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	b = append(b, sign)
	b = appendPadded(b, offset/3600, 2)
	b = append(b, ':')
	return Time(appendPadded(b, offset/60%60, 2))
}

type moment struct {
	wall   int64 // seconds on the carrier's own clock
	offset int64 // seconds east of UTC, 0 when not zoned
	clock  bool  // a time of day was given
	zoned  bool  // an offset was given
	zoneAt int   // where in the text the offset starts
}

// parse reads the three forms by hand: the page's module has no package time,
// which would weigh more than everything else in it.
func parse(s string) (moment, bool) {
	var p moment
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return p, false
	}
	y, ok1 := digits(s[0:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return p, false
	}
	p.wall = int64(daysFromCivil(y, m, d)) * 86400
	rest := s[10:]
	if rest == "" {
		return p, true
	}
	if len(rest) < 6 || rest[0] != 'T' || rest[3] != ':' {
		return p, false
	}
	hh, ok1 := digits(rest[1:3])
	mm, ok2 := digits(rest[4:6])
	if !ok1 || !ok2 || hh > 23 || mm > 59 {
		return p, false
	}
	p.clock = true
	p.wall += int64(hh*3600 + mm*60)
	rest = rest[6:]
	if len(rest) >= 3 && rest[0] == ':' {
		ss, ok := digits(rest[1:3])
		if !ok || ss > 59 {
			return p, false
		}
		p.wall += int64(ss)
		rest = rest[3:]
	}
	if rest == "" {
		return p, true
	}
	p.zoned, p.zoneAt = true, len(s)-len(rest)
	if rest == "Z" {
		return p, true
	}
	if len(rest) != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':' {
		return p, false
	}
	oh, ok1 := digits(rest[1:3])
	om, ok2 := digits(rest[4:6])
	if !ok1 || !ok2 || oh > 14 || om > 59 {
		return p, false
	}
	p.offset = int64(oh*3600 + om*60)
	if rest[0] == '-' {
		p.offset = -p.offset
	}
	return p, true
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func appendPadded(b []byte, n, width int) []byte {
	if width > 1 || n > 9 {
		b = appendPadded(b, n/10, width-1)
	}
	return append(b, byte('0'+n%10))
}

func daysIn(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysFromCivil counts the days from 1970-01-01 to a day of the Gregorian
// calendar. Years are shifted to start in March, so that the leap day is last.
func daysFromCivil(y, m, d int) int {
	if m <= 2 {
		y--
	}
	era := int(floorDiv(int64(y), 400))
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

// civil is the inverse of daysFromCivil.
func civil(days int64) (y, m, d int) {
	z := days + 719468
	era := floorDiv(z, 146097)
	doe := int(z - era*146097)
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = doy - (153*mp+2)/5 + 1
	m = mp%12 + 3
	if m > 12 {
		m -= 12
	}
	y = yoe + int(era)*400
	if m <= 2 {
		y++
	}
	return y, m, d
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
