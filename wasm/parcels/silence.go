package main

import (
	"waybill/internal/timeline"
)

// usual returns the band for the way from station i to the next, nil when nobody
// says how long that is.
func usual(bands []timeline.Band, stations []timeline.Station, i int) *timeline.Band {
	for k := range bands {
		b := &bands[k]
		stage := timeline.StageOf(b.From)
		if b.Max > 0 && stage != "" && stage == stations[i].Stage {
			return b
		}
	}
	return nil
}

// silence is what stands on the stretch after station i: how long no scan came,
// how long that usually takes, or both. It is "" for a stretch that needs no
// word.
func (w words) silence(bands []timeline.Band, stations []timeline.Station, i int) string {
	s := stations[i]
	b := usual(bands, stations, i)
	switch {
	case s.Quiet > 0 && b != nil && s.Alert == "":
		return w.count("quiet-usual", s.Quiet, "span", w.span(b))
	case s.Quiet > 0:
		return w.count("quiet", s.Quiet)
	case b != nil && s.Alert == "" && s.State != timeline.StateDone && i+1 < len(stations):
		return w.phrase("usual", "span", w.span(b))
	}
	return ""
}
