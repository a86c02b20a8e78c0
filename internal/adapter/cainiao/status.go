package cainiao

import (
	"strings"

	"waybill/internal/timeline"
)

// actions gives the meaning of the codes that are known, one row an event.
var actions = map[string]timeline.Status{
	"GWMS_ACCEPT":       timeline.PendingPickup,
	"GWMS_PACKAGE":      timeline.PendingPickup,
	"PRE_READY_TO_SHIP": timeline.PendingPickup,
	"WMS_CONFIRMED":     timeline.PendingPickup,

	"PU_PICKUP_SUCCESS":     timeline.PickedUp,
	"PU_PRE_PICKUP_SUCCESS": timeline.PickedUp,

	"SC_INBOUND_SUCCESS":  timeline.ArrivedSorting,
	"LH_HO_IN_SUCCESS":    timeline.ArrivedSorting, // the hub from which it departs
	"SC_OUTBOUND_SUCCESS": timeline.DepartedSorting,

	"LH_HO_AIRLINE": timeline.DepartedOrigin,
	"LH_DEPART":     timeline.DepartedOrigin,
	"LH_ARRIVE":     timeline.ArrivedDest,

	"CC_EX_START":                      timeline.CustomsInProgress,
	"CC_IM_START":                      timeline.CustomsInProgress,
	"CC_HO_IN_SUCCESS":                 timeline.CustomsInProgress,
	"CUSTOMS_ARRIVED_IN_AREA_CALLBACK": timeline.CustomsInProgress,
	"CC_EX_SUCCESS":                    timeline.CustomsCleared,
	"CC_IM_SUCCESS":                    timeline.CustomsCleared,
	"CC_HO_OUT_SUCCESS":                timeline.CustomsCleared,

	"GTMS_ACCEPT":     timeline.HandedToLocal,
	"GTMS_SC_ARRIVE":  timeline.ArrivedLocal,
	"GTMS_DO_ARRIVE":  timeline.ArrivedLocal,
	"GTMS_DO_DEPART":  timeline.OutForDelivery,
	"GSTA_INBOUND":    timeline.AvailableForPickup,
	"GTMS_STA_SIGNED": timeline.AvailableForPickup, // the pick-up point signed, not the recipient
	"GTMS_SIGNED":     timeline.Delivered,

	"GTMS_DEL_FAILURE": timeline.AttemptFailed,

	"COMMON_INTRANSIT":              timeline.InTransit,
	"CW_OUTBOUND":                   timeline.InTransit,
	"GTMS_SC_DEPART":                timeline.InTransit,
	"GTMS_STATION_OUT":              timeline.InTransit,
	"GWMS_OUTBOUND":                 timeline.InTransit,
	"LH_BIGBAG_SHELVE":              timeline.InTransit,
	"TRANSIT_PORT_REROUTE_CALLBACK": timeline.InTransit,
}

// groups gives the meaning of the coarser steps, for codes that are not known.
// A step that covers arrival and departure alike means no more than moving.
var groups = map[string]timeline.Status{
	"AE_GROUP_WH_PROCESSING":       timeline.PendingPickup,
	"AE_GROUP_PU_PROCESSING":       timeline.PickedUp,
	"AE_GROUP_SC_PROCESSING":       timeline.InTransit,
	"AE_GROUP_LH_PROCESSING":       timeline.InTransit,
	"AE_GROUP_LH_ARRIVE":           timeline.ArrivedDest,
	"AE_GROUP_EX_CLEARING_CUSTOMS": timeline.CustomsInProgress,
	"AE_GROUP_IM_CLEARING_CUSTOMS": timeline.CustomsInProgress,
}

// parcels gives the meaning of the parcel's own status.
var parcels = map[string]timeline.Status{
	"SELLER_PREPARING":        timeline.PendingPickup,
	"WAIT_ACCEPT":             timeline.PendingPickup,
	"ACCEPTED":                timeline.InTransit,
	"WAIT_BUYER_ACCEPT_GOODS": timeline.InTransit,
	"TRANSITING":              timeline.InTransit,
	"DEPART_ORIGIN":           timeline.InTransit,
	"CLEAR_CUSTOMS":           timeline.CustomsInProgress,
	"ARRIVED_DEST":            timeline.ArrivedDest,
	"DELIVERING":              timeline.OutForDelivery,
	"WAIT_PICKUP":             timeline.AvailableForPickup,
	"SIGN":                    timeline.Delivered,
	"DELIVERED":               timeline.Delivered,
	"DELIVER_FAILED":          timeline.AttemptFailed,
}

// phrases gives the meaning of wordings, for rows whose code and group are not
// known. The first that the text holds counts, so the narrower ones come first.
var phrases = []struct {
	text   string
	status timeline.Status
}{
	{"return to sender", timeline.ReturnToSender},
	{"returned to sender", timeline.ReturnToSender},
	{"being returned", timeline.ReturnToSender},
	{"returning to sender", timeline.ReturnToSender},
	{"delivery attempt failed", timeline.AttemptFailed},
	{"delivery failed", timeline.AttemptFailed},
	{"failed delivery", timeline.AttemptFailed},
	{"unsuccessful delivery", timeline.AttemptFailed},
	{"delivery attempt unsuccessful", timeline.AttemptFailed},
	{"out for delivery", timeline.OutForDelivery},
	{"ready for pickup", timeline.AvailableForPickup},
	{"ready for collection", timeline.AvailableForPickup},
	{"available for pickup", timeline.AvailableForPickup},
	{"awaiting collection", timeline.AvailableForPickup},
	{"customs clearance complete", timeline.CustomsCleared},
	{"customs clearance success", timeline.CustomsCleared},
	{"departed from customs", timeline.CustomsCleared},
	{"customs clearance started", timeline.CustomsInProgress},
	{"arrived at customs", timeline.CustomsInProgress},
	{"departed from departure country", timeline.DepartedOrigin},
	{"leaving from departure country", timeline.DepartedOrigin},
	{"arrived at destination country", timeline.ArrivedDest},
	{"arrived in destination country", timeline.ArrivedDest},
	{"arrived at linehaul office", timeline.ArrivedDest},
	{"departed from sorting center", timeline.DepartedSorting},
	{"processing at sorting center", timeline.ArrivedSorting},
	{"arrived at sorting center", timeline.ArrivedSorting},
	{"arrived at departure transport hub", timeline.ArrivedSorting},
	{"received by local delivery company", timeline.HandedToLocal},
	{"handed over to local carrier", timeline.HandedToLocal},
	{"received by logistics company", timeline.PickedUp},
	{"accepted by carrier", timeline.PickedUp},
	{"in transit", timeline.InTransit},
}

// eventStatus reads an event: its code, else its group, else its words. It returns
// Unknown when none of them is known; the text is kept in any case.
func eventStatus(code, node, text string) timeline.Status {
	code = normal(code)
	if s, ok := actions[code]; ok {
		return s
	}
	switch {
	case strings.HasPrefix(code, "TD_TRANS"):
		return timeline.InTransit
	case strings.HasPrefix(code, "RETURN"):
		return timeline.ReturnToSender
	}
	if s, ok := groups[normal(node)]; ok {
		return s
	}
	lower := strings.ToLower(text)
	if lower == "delivered" || strings.HasSuffix(lower, "] delivered") {
		return timeline.Delivered
	}
	for _, p := range phrases {
		if strings.Contains(lower, p.text) {
			return p.status
		}
	}
	return timeline.Unknown
}

// overall returns where the parcel stands. The carrier's own word for the parcel
// counts, except where its newest event knows better:
//
//   - "in transit" covers most of the journey, so a more precise event says more;
//   - "expired" is no status, and an unknown word none either: the event stands;
//   - "signed" while the newest event is a pick-up point's signature is not delivery,
//     and after the parcel turned back it is delivery to the sender.
func overall(word string, newest timeline.Status, events []timeline.Event) timeline.Status {
	word = normal(word)
	status, known := parcels[word]
	if strings.HasPrefix(word, "RETURN") {
		status, known = timeline.ReturnToSender, true
	}
	switch {
	case !known:
		return newest
	case status == timeline.InTransit && newest != timeline.Unknown:
		return newest
	case status == timeline.Delivered && newest == timeline.AvailableForPickup:
		return newest
	case status == timeline.Delivered && turnedBack(events):
		return timeline.Returned
	}
	return status
}

func turnedBack(events []timeline.Event) bool {
	for _, e := range events {
		if e.Status == timeline.ReturnToSender {
			return true
		}
	}
	return false
}

// normal brings a code into the tables' form.
func normal(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }
