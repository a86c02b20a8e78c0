package main

import (
	"fmt"
	"time"

	"waybill/internal/timeline"
)

// sayDay writes a day as people say it, "Tuesday 24 November 2026", without the
// year when it is the same as that of today. An invalid day is returned as it is.
func sayDay(t, today timeline.Time) string {
	day, err := time.Parse(time.DateOnly, t.Date())
	if err != nil {
		return string(t)
	}
	if len(today) >= 4 && today[:4] == t[:4] {
		return day.Format("Monday 2 January")
	}
	return day.Format("Monday 2 January 2006")
}

// sayAgo writes how many days lie between t's day and today, "3 days ago". It
// returns "" when one of them is not known or t lies ahead.
func sayAgo(t, today timeline.Time) string {
	a, ok1 := t.Day()
	b, ok2 := today.Day()
	switch {
	case !ok1 || !ok2 || a > b:
		return ""
	case a == b:
		return "today"
	case a == b-1:
		return "yesterday"
	}
	return fmt.Sprintf("%d days ago", b-a)
}

// saySpan writes a window of days, "25 November to 2 December".
func saySpan(from, to timeline.Time) string {
	a, err1 := time.Parse(time.DateOnly, from.Date())
	b, err2 := time.Parse(time.DateOnly, to.Date())
	switch {
	case err1 != nil || err2 != nil:
		return string(from) + " to " + string(to)
	case a.Equal(b):
		return a.Format("Monday 2 January")
	}
	return a.Format("2 January") + " to " + b.Format("2 January")
}

// sayDuration writes a wait, "30 seconds", "2 minutes", rounded up.
func sayDuration(d time.Duration) string {
	if seconds := int((d + time.Second - 1) / time.Second); seconds < 120 && seconds != 60 {
		return count(seconds, "second")
	}
	return count(int((d+time.Minute-1)/time.Minute), "minute")
}
