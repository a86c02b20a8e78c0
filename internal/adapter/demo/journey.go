package demo

import (
	"time"

	"waybill/internal/timeline"
)

// The sandbox has two clocks. They are fixed offsets, so that it needs no time
// zone data; summer time is left out.
const (
	china  = 8 * 60 * 60
	france = 1 * 60 * 60
)

const secondsADay = 24 * 60 * 60

// step is one scan event of a journey.
type step struct {
	day     int    // days after the journey's first day
	clock   string // local time of day, "08:15"
	zone    int    // seconds east of UTC
	status  timeline.Status
	text    string
	place   string
	country string
	code    string
}

// parcel is a journey with everything around it.
type parcel struct {
	steps   []step          // oldest first
	status  timeline.Status // "" for the newest step's
	quiet   int             // further days without a scan since the newest step
	latest  *step           // the step of the whole parcel that is newest, when it is another leg's; nil for this one's
	expects []int           // expected days, from and to, counted from the journey's first day; nil for none
	waits   int             // days that it waits at the pick-up point, the first not counted; 0 for no such point
	next    *timeline.Leg
	origin  string // "" for CN
	service string // "" for the usual one
}

// start returns the journey's first day, such that its newest step lies within the
// 24 hours before now, or p.quiet days earlier.
func (p parcel) start(now int64) int64 {
	newest := p.steps[len(p.steps)-1]
	if p.latest != nil {
		newest = *p.latest
	}
	quiet := int64(p.quiet) * secondsADay
	start := now/secondsADay*secondsADay - int64(newest.day)*secondsADay - quiet
	for newest.at(start)+quiet > now {
		start -= secondsADay
	}
	for newest.at(start)+quiet+secondsADay <= now {
		start += secondsADay
	}
	return start
}

// timeline tells the journey as of now.
func (p parcel) timeline(number string, now time.Time) timeline.Timeline {
	last := p.steps[len(p.steps)-1]
	start := p.start(now.Unix())
	tl := timeline.Timeline{
		Number:      number,
		Carrier:     slug,
		Service:     service,
		Status:      last.status,
		Origin:      "CN",
		Destination: "FR",
		NextLeg:     p.next,
	}
	if p.status != "" {
		tl.Status = p.status
	}
	if p.origin != "" {
		tl.Origin = p.origin
	}
	if p.service != "" {
		tl.Service = p.service
	}
	if p.expects != nil {
		tl.ETA = &timeline.ETA{From: day(start, p.expects[0]), To: day(start, p.expects[1]), Source: "carrier"}
	}
	if p.waits > 0 {
		tl.PickupBy = day(start, last.day+p.waits)
	}
	for i := len(p.steps) - 1; i >= 0; i-- {
		s := p.steps[i]
		tl.Events = append(tl.Events, timeline.Event{
			Time:    timeline.FromUnix(s.at(start), s.zone),
			Status:  s.status,
			Text:    s.text,
			Place:   s.place,
			Country: s.country,
			Code:    s.code,
			Carrier: slug,
		})
	}
	return tl
}

// at returns the moment of a step of a journey that starts on the day at start.
func (s step) at(start int64) int64 {
	hours := int64(s.clock[0]-'0')*10 + int64(s.clock[1]-'0')
	minutes := int64(s.clock[3]-'0')*10 + int64(s.clock[4]-'0')
	return start + int64(s.day)*secondsADay + hours*3600 + minutes*60 - int64(s.zone)
}

func day(start int64, n int) timeline.Time {
	return timeline.Time(timeline.FromUnix(start+int64(n)*secondsADay, 0).Date())
}
