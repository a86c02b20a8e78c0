package adapter

import "waybill/internal/timeline"

// Shipments chooses among the shipments of one answer: several in a batch, or several
// with one number, which carriers use again. The zero value is
// ready for use.
type Shipments struct {
	best *timeline.Timeline
	err  error
}

// Add takes one shipment in, if it is about q, and reads it. Where q has no number, the
// first shipment that can be read says which one is meant.
func (s *Shipments) Add(q Query, number string, read func(number string) (timeline.Timeline, error)) {
	number, err := About(q, number)
	if err != nil || s.best != nil && s.best.Number != number {
		return
	}
	tl, err := read(number)
	switch {
	case err != nil:
		if s.err == nil {
			s.err = err
		}
	case s.best == nil || newer(&tl, s.best):
		s.best = &tl
	}
}

// Latest returns the shipment whose newest event is the latest. When none could be
// read the error is that of the first, and when none is about the number asked for it
// is of kind [UnreadableAnswer].
func (s *Shipments) Latest() (timeline.Timeline, error) {
	switch {
	case s.best != nil:
		return *s.best, nil
	case s.err != nil:
		return timeline.Timeline{}, s.err
	}
	return timeline.Timeline{}, Errorf(UnreadableAnswer, "the answer is about another number, or about none")
}

// newer reports whether a goes on for longer than b.
func newer(a, b *timeline.Timeline) bool {
	last, _ := a.Newest()
	known, _ := b.Newest()
	return last.Time.Compare(known.Time) > 0
}
