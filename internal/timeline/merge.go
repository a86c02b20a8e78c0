package timeline

// closeBy is how far apart two carriers may date the same scan, in seconds.
const closeBy = 30 * 60

// Merge joins two legs of one parcel's journey: first, and next, which the carrier of
// the last mile or the same carrier under another number tells. The events of both are
// in one order, newest first, each with its carrier.
//
// A scan that both tell is there once, as the carrier of the next leg told it: it was
// there. It is the same scan when the statuses are equal, the places are equal or one
// of them is not given, and the times are at most half an hour apart. Rows of one
// carrier are never taken for each other.
//
// The parcel stands where the leg says whose newest event is the newer one. What is
// expected is what the next leg says, and what the first one says where that is
// silent.
func Merge(first, next Timeline) Timeline {
	joined := first
	joined.Events = append(without(first.Events, next.Events), next.Events...)
	joined.Sort()
	if newest, ok := next.Newest(); ok {
		before, told := first.Newest()
		if !told || before.Time.orderKey() <= newest.Time.orderKey() {
			joined.Status = next.Status
		}
	}
	if next.ETA != nil {
		joined.ETA = next.ETA
	}
	if next.PickupBy != "" {
		joined.PickupBy = next.PickupBy
	}
	if joined.Origin == "" {
		joined.Origin = next.Origin
	}
	if joined.Destination == "" {
		joined.Destination = next.Destination
	}
	joined.Stale = first.Stale || next.Stale
	return joined
}

// without returns the events that none of the others tells too. Each of the others
// stands for one at most.
func without(events, others []Event) []Event {
	taken := make([]bool, len(others))
	kept := make([]Event, 0, len(events)+len(others))
	for i := range events {
		double := false
		for j := range others {
			if !taken[j] && sameScan(&events[i], &others[j]) {
				taken[j], double = true, true
				break
			}
		}
		if !double {
			kept = append(kept, events[i])
		}
	}
	return kept
}

func sameScan(a, b *Event) bool {
	if a.Carrier == b.Carrier || a.Status != b.Status || a.Status == Unknown || a.Time.Clock() == "" || b.Time.Clock() == "" {
		return false
	}
	if a.Place != "" && b.Place != "" && !equalFold(a.Place, b.Place) {
		return false
	}
	apart := a.Time.orderKey() - b.Time.orderKey()
	if a.Time.Offset() == "" || b.Time.Offset() == "" {
		// One zone is not known: the clocks on the wall are compared.
		wallA, _ := a.Time.Wall()
		wallB, _ := b.Time.Wall()
		apart = wallA - wallB
	}
	return apart >= -closeBy && apart <= closeBy
}

// equalFold compares places whatever their case, as far as ASCII goes.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i++ {
		x, y := a[i], b[i]
		if x != y && (x|0x20 != y|0x20 || x|0x20 < 'a' || x|0x20 > 'z') {
			return false
		}
	}
	return true
}
