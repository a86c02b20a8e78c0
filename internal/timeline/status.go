package timeline

// Status is where a parcel stands, in the words of the wire format.
// The zero value is no status at all; use [Unknown] for a scan event whose
// meaning could not be established.
type Status string

// The canonical statuses in the order in which a parcel usually meets them,
// then the four that stand beside that order.
const (
	PendingPickup     Status = "pending_pickup"      // label made, parcel not yet handed over
	PickedUp          Status = "picked_up"           // the carrier has it
	ArrivedSorting    Status = "arrived_sorting"     // at a sorting centre or warehouse
	DepartedSorting   Status = "departed_sorting"    // left a sorting centre
	DepartedOrigin    Status = "departed_origin"     // left the country it was posted in
	ArrivedDest       Status = "arrived_destination" // in the destination country, before customs
	CustomsInProgress Status = "customs_in_progress" // customs is looking at it
	CustomsCleared    Status = "customs_cleared"     // customs has released it
	HandedToLocal     Status = "handed_to_local"     // the last-mile carrier has it
	ArrivedLocal      Status = "arrived_local"       // at the distribution centre near the address
	OutForDelivery    Status = "out_for_delivery"    // on the delivery vehicle
	Delivered         Status = "delivered"           // handed over to the recipient
	AttemptFailed     Status = "attempt_failed"      // a delivery was tried and did not succeed
	Incident          Status = "incident"            // lost, damaged, refused or held: somebody must act
	ReturnToSender    Status = "return_to_sender"    // on its way back

	AvailableForPickup Status = "available_for_pickup" // waiting at a pick-up point or locker
	Returned           Status = "returned"             // back with the sender
	InTransit          Status = "in_transit"           // moving; the carrier says no more
	Unknown            Status = "unknown"              // the carrier's words could not be read
)

// Statuses returns all nineteen canonical statuses, the fifteen of the journey
// first and in its order. The slice is the caller's.
func Statuses() []Status {
	return []Status{
		PendingPickup, PickedUp, ArrivedSorting, DepartedSorting, DepartedOrigin,
		ArrivedDest, CustomsInProgress, CustomsCleared, HandedToLocal, ArrivedLocal,
		OutForDelivery, Delivered, AttemptFailed, Incident, ReturnToSender,
		AvailableForPickup, Returned, InTransit, Unknown,
	}
}

// Valid reports whether s is one of the canonical statuses.
func (s Status) Valid() bool {
	for _, known := range Statuses() {
		if s == known {
			return true
		}
	}
	return false
}

// Slug returns the status as it stands in addresses: customs-in-progress.
func (s Status) Slug() string {
	b := []byte(s)
	for i := range b {
		if b[i] == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}

// Final reports whether nothing more is expected after s.
func (s Status) Final() bool { return s == Delivered || s == Returned }
