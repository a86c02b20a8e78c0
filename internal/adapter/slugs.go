package adapter

// Slugs gives our slugs of carriers by the codes that an aggregator has for them.
// Several codes may mean one carrier.
type Slugs map[string]string

// Code returns the aggregator's code for one of our carriers, and "" for a carrier
// that it has none for. Of several it is the shortest, and of those the first.
func (s Slugs) Code(slug string) string {
	best := ""
	for code, of := range s {
		if of == slug && (best == "" || len(code) < len(best) || len(code) == len(best) && code < best) {
			best = code
		}
	}
	return best
}

// Carrier returns the carrier that a timeline is of: the one asked about, the one
// that the aggregator's code means, or usual when neither is known.
func (s Slugs) Carrier(q Query, code, usual string) string {
	if slug := s[code]; slug != "" {
		usual = slug
	}
	return CarrierOf(q, usual)
}
