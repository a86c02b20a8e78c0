package main

import (
	"waybill/internal/timeline"
)

// usual returns the band for the way from station i to the next, or false when
// the carrier's profile has none.
func usual(bands []band, stations []timeline.Station, i int) (band, bool) {
	for _, b := range bands {
		stage := timeline.StageOf(b.from)
		if b.max > 0 && stage != "" && stage == stations[i].Stage {
			return b, true
		}
	}
	return band{}, false
}

// silence is what stands on the stretch after station i: how long no scan came,
// how long that usually takes, or both. It is "" for a stretch that needs no
// word.
func (w words) silence(bands []band, stations []timeline.Station, i int) string {
	s := stations[i]
	b, known := usual(bands, stations, i)
	switch {
	case s.Quiet > 0 && known && s.Alert == "":
		return w.phrase("quiet-usual", "n", itoa(s.Quiet), "span", w.span(b))
	case s.Quiet > 0:
		return w.count("quiet", s.Quiet)
	case known && s.Alert == "" && s.State != timeline.StateDone && i+1 < len(stations):
		return w.phrase("usual", "span", w.span(b))
	}
	return ""
}
