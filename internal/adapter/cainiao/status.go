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

// eventStatus reads an event: its code, else its group. It returns "" when neither is
// known, and leaves the event to its words.
func eventStatus(code, node string) timeline.Status {
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
	return groups[normal(node)]
}

// overall returns what the carrier's own word for the parcel means, "" for an unknown
// word and for one that is no status, such as "expired": the events stand. "Signed"
// while the newest event is a pick-up point's signature is not delivery.
func overall(word string, newest timeline.Status) timeline.Status {
	word = normal(word)
	status := parcels[word]
	switch {
	case strings.HasPrefix(word, "RETURN"):
		return timeline.ReturnToSender
	case status == timeline.Delivered && newest == timeline.AvailableForPickup:
		return newest
	}
	return status
}

// normal brings a code into the tables' form.
func normal(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }
