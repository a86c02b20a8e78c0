package fedex

import "waybill/internal/timeline"

// codes gives the meaning of the codes of scans and parcels.
var codes = map[string]timeline.Status{
	"OC": timeline.PendingPickup, "IN": timeline.PendingPickup, "OX": timeline.PendingPickup,
	"EP": timeline.PendingPickup, "MD": timeline.PendingPickup,
	"PU": timeline.PickedUp, "PX": timeline.PickedUp, "AP": timeline.PickedUp,
	"AF": timeline.ArrivedSorting, "AR": timeline.ArrivedSorting, "SF": timeline.ArrivedSorting,
	"AX": timeline.ArrivedSorting, "AC": timeline.ArrivedSorting,
	"FD": timeline.ArrivedLocal,
	"OF": timeline.InTransit, "IT": timeline.InTransit, "IX": timeline.InTransit, "EA": timeline.InTransit,
	"EO": timeline.InTransit, "AA": timeline.InTransit,
	"PF": timeline.InTransit, "PL": timeline.InTransit, "PM": timeline.InTransit, "TR": timeline.InTransit,
	"OW": timeline.InTransit, "AO": timeline.InTransit,
	"DY": timeline.InTransit, "DD": timeline.InTransit, "PD": timeline.InTransit, // delays
	"DP": timeline.DepartedSorting, "LO": timeline.DepartedSorting,
	"CP": timeline.CustomsInProgress, "CC": timeline.CustomsCleared,
	"CD": timeline.Incident, "SE": timeline.Incident, "CA": timeline.Incident, "HA": timeline.Incident,
	"OD": timeline.OutForDelivery, "ED": timeline.OutForDelivery, "AD": timeline.OutForDelivery,
	"HL": timeline.AvailableForPickup, "HP": timeline.AvailableForPickup,
	"DL": timeline.Delivered,
	"DE": timeline.AttemptFailed,
	"RS": timeline.ReturnToSender, "RT": timeline.ReturnToSender,
}

// statusOf reads a code. An arrival at the destination's own facility is local.
func statusOf(code, location string) timeline.Status {
	s := codes[code]
	if s == timeline.ArrivedSorting && location == "DESTINATION_FEDEX_FACILITY" {
		return timeline.ArrivedLocal
	}
	return s
}
