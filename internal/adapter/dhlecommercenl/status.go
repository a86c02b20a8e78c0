package dhlecommercenl

import (
	"strings"

	"waybill/internal/timeline"
)

// statuses gives the meaning of the finer names.
var statuses = map[string]timeline.Status{
	"PRENOTIFICATION_RECEIVED":      timeline.PendingPickup,
	"PARCEL_SORTED_AT_HUB":          timeline.ArrivedSorting,
	"PARCEL_ARRIVED_AT_LOCAL_DEPOT": timeline.ArrivedLocal,
	"OUT_FOR_DELIVERY":              timeline.OutForDelivery,
	"PARCEL_HANDED_OVER_TO_COURIER": timeline.OutForDelivery,
	"PARCEL_RETURNED_FROM_ROUTE":    timeline.ArrivedLocal,
	"DELIVERED":                     timeline.Delivered,
	"DELIVERED_AT_NEIGHBOURS":       timeline.Delivered,
	"DELIVERED_IN_MAILBOX":          timeline.Delivered,
	"NOT_HOME":                      timeline.AttemptFailed,
	"NOT_HOME_SYSTEM_INTERVENTION_DELIVERY_AT_PARCELSHOP": timeline.AttemptFailed,
	"DELIVERED_AT_PARCELSHOP":                             timeline.AvailableForPickup,
	"AVAILABLE_AT_PARCELSHOP":                             timeline.AvailableForPickup,
	"COLLECTED_AT_PARCELSHOP":                             timeline.Delivered,
	"DELIVERY_DATE_CHANGED_BY_DEPOT_MANAGER":              timeline.InTransit, // a delay, no more
}

// categories gives the meaning of the coarser groups.
var categories = map[string]timeline.Status{
	"DATA_RECEIVED": timeline.PendingPickup,
	"UNDERWAY":      timeline.InTransit,
	"LEG":           timeline.InTransit,
	"INTERVENTION":  timeline.InTransit, // somebody changed the day or the place
	"CUSTOMS":       timeline.CustomsInProgress,
	"IN_DELIVERY":   timeline.OutForDelivery,
	"DELIVERED":     timeline.Delivered,
	"PROBLEM":       timeline.AttemptFailed,
	"EXCEPTION":     timeline.Incident,
}

// status reads a row: its name, else its group. A name that only adds to a known one
// is read like that one.
func (e event) status() timeline.Status {
	name := strings.ToUpper(string(e.Status))
	if s, ok := statuses[name]; ok {
		return s
	}
	if strings.HasPrefix(name, "NOT_HOME") {
		return timeline.AttemptFailed
	}
	if strings.HasPrefix(name, "RETURN") {
		return timeline.ReturnToSender
	}
	return categories[strings.ToUpper(string(e.Category))]
}
