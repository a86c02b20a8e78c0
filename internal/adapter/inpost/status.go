package inpost

import (
	"strings"

	"waybill/internal/timeline"
)

// statuses gives the meaning of ShipX's names, and of the codes of the newer service.
var statuses = map[string]timeline.Status{
	"created": timeline.PendingPickup, "offers_prepared": timeline.PendingPickup,
	"offer_selected": timeline.PendingPickup, "confirmed": timeline.PendingPickup,
	"dispatched_by_sender": timeline.PickedUp, "dispatched_by_sender_to_pok": timeline.PickedUp,
	"collected_from_sender": timeline.PickedUp,
	"taken_by_courier":      timeline.PickedUp, "taken_by_courier_from_pok": timeline.PickedUp,
	"adopted_at_source_branch": timeline.ArrivedSorting, "adopted_at_sorting_center": timeline.ArrivedSorting,
	"sent_from_source_branch": timeline.DepartedSorting, "sent_from_sorting_center": timeline.DepartedSorting,
	"adopted_at_target_branch": timeline.ArrivedLocal,
	"out_for_delivery":         timeline.OutForDelivery, "out_for_delivery_to_address": timeline.OutForDelivery,
	"ready_to_pickup": timeline.AvailableForPickup, "ready_to_pickup_from_pok": timeline.AvailableForPickup,
	"ready_to_pickup_from_branch": timeline.AvailableForPickup, "stack_in_box_machine": timeline.AvailableForPickup,
	"stack_in_customer_service_point": timeline.AvailableForPickup,
	"pickup_reminder_sent":            timeline.AvailableForPickup,
	"delivered":                       timeline.Delivered,
	"avizo":                           timeline.AttemptFailed,
	"courier_avizo_in_customer_service_point": timeline.AttemptFailed,
	"pickup_time_expired":                     timeline.AvailableForPickup, // it still lies there
	"rejected_by_receiver":                    timeline.Incident, "oversized": timeline.Incident, "claimed": timeline.Incident,
	"missing": timeline.Incident, "canceled": timeline.Incident,
	"returned_to_sender": timeline.Returned,
	"readdressed":        timeline.InTransit, "redirect_to_box": timeline.InTransit,
	"canceled_redirect_to_box": timeline.InTransit,

	"fmd.1001": timeline.PendingPickup,
	"mmd.1001": timeline.ArrivedSorting, "mmd.1002": timeline.ArrivedSorting,
	"mmd.1003": timeline.DepartedSorting, "mmd.1004": timeline.DepartedSorting,
	"lmd.1001": timeline.OutForDelivery, "lmd.1002": timeline.ArrivedLocal,
	"lmd.1003": timeline.AvailableForPickup, "lmd.1004": timeline.AvailableForPickup,
	"lmd.1005": timeline.AvailableForPickup,
	"lmd.9012": timeline.AvailableForPickup, "lmd.9013": timeline.AvailableForPickup,
	"lmd.3007": timeline.AvailableForPickup,
	"lmd.9002": timeline.AvailableForPickup, "lmd.9006": timeline.Incident,
	"cc.001": timeline.CustomsInProgress, "cc.002": timeline.CustomsCleared, "cc.003": timeline.Incident,
	"rts.1001": timeline.ReturnToSender, "rts.1002": timeline.Returned,
	"han.1001": timeline.HandedToLocal,
}

// groups gives the meaning of how a name or code begins.
var groups = []struct {
	prefix string
	status timeline.Status
}{
	{"undelivered", timeline.AttemptFailed},
	{"stack_parcel_", timeline.AvailableForPickup}, // its time is over, it still lies there
	{"cre.", timeline.PendingPickup},
	{"fmd.", timeline.PickedUp},
	{"mmd.", timeline.InTransit},
	{"lmd.30", timeline.AvailableForPickup},
	{"lmd.9", timeline.AttemptFailed},
	{"eol.1", timeline.Delivered},
	{"eol.9", timeline.Incident},
	{"rts.", timeline.ReturnToSender},
	{"inf.", timeline.InTransit},
}

// statusOf reads a name or a code, else how it begins.
func statusOf(code string) timeline.Status {
	code = strings.ToLower(code)
	if s, ok := statuses[code]; ok {
		return s
	}
	for _, g := range groups {
		if strings.HasPrefix(code, g.prefix) {
			return g.status
		}
	}
	return ""
}
