package tracknum

// Expect returns the formats of which start, normalised or not, may become a
// number when more characters are typed, those of which most is already fixed
// first. A carrier appears once. Formats that nothing but their length tells are
// left out, and so is everything for fewer than two characters.
//
// The matches are not valid and have no confidence yet. [Match.Why] says what is
// missing, and [Table.Anatomy] lays the whole number out, with the text that is
// there so far.
func (t *Table) Expect(start string) []Match {
	start = Normalize(start)
	has, ok := layoutOf(start)
	if !ok || len(start) < 2 {
		return nil
	}
	var open []*shape
	for i := range t.shapes {
		s := &t.shapes[i]
		if int(s.n) > len(start) && s.begins(start, has) && (s.fixedOf(len(start)) > 0 || s.country >= 0) {
			open = append(open, s)
		}
	}
	for i := 1; i < len(open); i++ {
		for j := i; j > 0 && open[j].nearer(open[j-1], len(start)); j-- {
			open[j-1], open[j] = open[j], open[j-1]
		}
	}
	var out []Match
	for _, s := range open {
		if f := s.format; !listed(out, f.carrier) {
			out = append(out, Match{words: t.words, Carrier: f.carrier.Slug, Name: f.carrier.Name, Format: f.id, Service: f.service,
				Check: CheckNone, Country: f.country, number: start, shape: s})
		}
	}
	return out
}

// nearer reports whether, of typed characters, more are fixed in s than in q; or
// as many, and s needs less luck with those to come.
func (s *shape) nearer(q *shape, typed int) bool {
	a, b := s.fixedOf(typed), q.fixedOf(typed)
	return a > b || a == b && s.fixedOf(int(s.n)) < q.fixedOf(int(q.n))
}

// listed reports whether matches have one of the carrier.
func listed(matches []Match, c *CarrierInfo) bool {
	for i := range matches {
		if matches[i].shape.format.carrier == c {
			return true
		}
	}
	return false
}

// begins reports whether start, shorter than the shape, is how a number of it
// can begin.
func (s *shape) begins(start string, has layout) bool {
	typed := uint64(1)<<len(start) - 1
	if has.digits&s.digits != s.digits&typed || has.letters&s.letters != s.letters&typed ||
		(has.digits|has.letters)&s.either != s.either&typed || has.hex&s.hex != s.hex&typed {
		return false
	}
	for i := range s.lits {
		if !s.lits[i].begins(start) {
			return false
		}
	}
	return true
}

// begins reports whether what start has of the literal is the beginning of one
// of its alternatives.
func (l *lit) begins(start string) bool {
	n := min(len(start)-int(l.at), int(l.size))
	if n <= 0 {
		return true
	}
	here := start[l.at : int(l.at)+n]
	for i := 0; i < len(l.packed); i += int(l.size) {
		if l.packed[i:i+n] == here {
			return true
		}
	}
	return false
}

// fixedOf counts the literal characters among the first n.
func (s *shape) fixedOf(n int) int {
	count := 0
	for _, l := range s.lits {
		count += max(0, min(n-int(l.at), int(l.size)))
	}
	return count
}
