// Package clock reads the times of carriers' answers. It never guesses a zone: a
// time has an offset when the carrier wrote one, and stays a local time without
// offset when it did not. What cannot be read is "", no time at all.
package clock

import (
	"strconv"
	"strings"
	"time"

	"waybill/internal/timeline"
)

// ISO reads what upstreams take for ISO 8601: a day, or a day and a time of day
// apart by T or spaces, with or without seconds, parts of a second (dropped) and an
// offset written as Z, +02:00, +0200 or +02. A lone day is a day.
func ISO(s string) timeline.Time {
	s = strings.TrimSpace(s)
	if len(s) < len("2006-01-02") {
		return ""
	}
	day, rest := s[:10], strings.TrimLeft(s[10:], " T")
	if rest == "" {
		return valid(day)
	}
	at := strings.IndexAny(rest, "Zz+-")
	if at < 0 {
		at = len(rest)
	}
	clock, _, _ := strings.Cut(strings.TrimSpace(rest[:at]), ".")
	clock, _, _ = strings.Cut(clock, ",")
	zone := ""
	if at < len(rest) {
		var ok bool
		if zone, ok = Offset(rest[at:]); !ok {
			return ""
		}
	}
	return valid(day + "T" + clock + zone)
}

// Layout reads s by a layout of package time. A layout with a numeric zone gives a
// time with an offset; one that knows no time of day gives a day. Names of zones
// such as CET are not for it: they do not tell an offset everywhere.
func Layout(layout, s string) timeline.Time {
	t, err := time.Parse(layout, strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	switch {
	case strings.Contains(layout, "Z07") || strings.Contains(layout, "-07"):
		_, offset := t.Zone()
		return valid(t.Format("2006-01-02T15:04:05") + offsetOf(offset))
	case !strings.Contains(layout, "15") && !strings.Contains(layout, "03") && !strings.Contains(layout, "3:04"):
		return valid(t.Format("2006-01-02"))
	case !strings.Contains(layout, "05"):
		return valid(t.Format("2006-01-02T15:04"))
	}
	return valid(t.Format("2006-01-02T15:04:05"))
}

// Layouts reads s by the first layout that fits.
func Layouts(s string, layouts ...string) timeline.Time {
	for _, layout := range layouts {
		if t := Layout(layout, s); t != "" {
			return t
		}
	}
	return ""
}

// Join puts a day and a time of day that an answer gives apart into one time. The
// time of day is 15:04, 15:04:05, 1504 or 150405. A time of day that cannot be read
// leaves the day.
func Join(day timeline.Time, clock string) timeline.Time {
	d := day.Date()
	if d == "" {
		return ""
	}
	clock, _, _ = strings.Cut(strings.TrimSpace(clock), ".")
	if !strings.Contains(clock, ":") {
		switch len(clock) {
		case len("1504"):
			clock = clock[:2] + ":" + clock[2:]
		case len("150405"):
			clock = clock[:2] + ":" + clock[2:4] + ":" + clock[4:]
		}
	} else if len(clock) > 1 && clock[1] == ':' {
		clock = "0" + clock
	}
	if t := valid(d + "T" + clock); t != "" {
		return t
	}
	return timeline.Time(d)
}

// At adds an offset, in any form that [Offset] reads, to a local time. A time that
// has an offset, a lone day, and an offset that cannot be read leave t as it is.
func At(t timeline.Time, offset string) timeline.Time {
	zone, ok := Offset(offset)
	if !ok || t.Clock() == "" || t.Offset() != "" {
		return t
	}
	return valid(string(t) + zone)
}

// Offset brings an offset into the form of the wire format: "Z", "+08:00" from
// "+0800", "+08", "+8", "GMT+8", "UTC+08:00" and "GMT". It reports false for
// anything else, names of zones among it.
func Offset(s string) (string, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	named := strings.HasPrefix(s, "GMT") || strings.HasPrefix(s, "UTC")
	if named {
		s = strings.TrimSpace(s[3:])
	}
	if s == "Z" || s == "" && named {
		return "Z", true
	}
	if s == "" || s[0] != '+' && s[0] != '-' {
		return "", false
	}
	hours, minutes, _ := strings.Cut(s[1:], ":")
	if minutes == "" && len(hours) > 2 {
		hours, minutes = hours[:len(hours)-2], hours[len(hours)-2:]
	}
	h, err := strconv.ParseUint(hours, 10, 8)
	if err != nil || h > 14 {
		return "", false
	}
	m := uint64(0)
	if minutes != "" {
		if m, err = strconv.ParseUint(minutes, 10, 8); err != nil || m > 59 {
			return "", false
		}
	}
	return string(s[0]) + two(h) + ":" + two(m), true
}

func two(n uint64) string {
	if n < 10 {
		return "0" + strconv.FormatUint(n, 10)
	}
	return strconv.FormatUint(n, 10)
}

func offsetOf(seconds int) string {
	if seconds == 0 {
		return "Z"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	return sign + two(uint64(seconds/3600)) + ":" + two(uint64(seconds/60%60))
}

// bounds of moments that a count of seconds may name: anything else is a zero, a
// sentinel or another unit, and no date.
const year2000, year2100 = 946684800, 4102444800

// Unix reads a count of seconds since 1970, UTC.
func Unix(seconds int64) timeline.Time {
	if seconds < year2000 || seconds >= year2100 {
		return ""
	}
	return timeline.FromUnix(seconds, 0)
}

// Millis reads a count of milliseconds since 1970, UTC.
func Millis(ms int64) timeline.Time { return Unix(ms / 1000) }

// Day returns the day of a time, on the carrier's calendar, or "".
func Day(t timeline.Time) timeline.Time { return timeline.Time(t.Date()) }

// Window returns the days between which a carrier expects delivery, or nil when it
// gives none. Either end may be "", and their order does not matter.
func Window(from, to timeline.Time) *timeline.ETA {
	from, to = Day(from), Day(to)
	switch {
	case from == "" && to == "":
		return nil
	case from == "":
		from = to
	case to == "":
		to = from
	}
	if from.Compare(to) > 0 {
		from, to = to, from
	}
	return &timeline.ETA{From: from, To: to, Source: "carrier"}
}

// valid returns s when it is a time of the wire format in a year that a carrier can
// mean, and "" otherwise: 0001-01-01 is how some upstreams write "none".
func valid(s string) timeline.Time {
	t, err := timeline.ParseTime(s)
	if err != nil || s < "1990" || s >= "2100" {
		return ""
	}
	return t
}

// In returns the same moment on the clock of another offset, in any form that [Offset]
// reads. A time without an offset, or an offset that cannot be read, leaves t as it is.
func In(t timeline.Time, offset string) timeline.Time {
	sec, ok := t.Unix()
	zone, read := Offset(offset)
	if !ok || !read {
		return t
	}
	if zone == "Z" {
		return timeline.FromUnix(sec, 0)
	}
	east := (int(zone[1]-'0')*10+int(zone[2]-'0'))*3600 + (int(zone[4]-'0')*10+int(zone[5]-'0'))*60
	if zone[0] == '-' {
		east = -east
	}
	return timeline.FromUnix(sec, east)
}
