package ups

import (
	"strings"

	"waybill/internal/timeline"
)

// letters gives the meaning of the two letters of an activity.
var letters = map[string]timeline.Status{
	"MP": timeline.PendingPickup,
	"OR": timeline.PickedUp, "PU": timeline.PickedUp, "OC": timeline.PickedUp,
	"AR": timeline.ArrivedSorting, "AA": timeline.ArrivedSorting,
	"DP": timeline.DepartedSorting,
	"SR": timeline.CustomsCleared,
	"OT": timeline.OutForDelivery, "OF": timeline.OutForDelivery, "OD": timeline.OutForDelivery,
	"FS": timeline.Delivered, "KB": timeline.Delivered, "F4": timeline.Delivered, "KM": timeline.Delivered,
	"RS": timeline.ReturnToSender, "RT": timeline.ReturnToSender,
}

// numbers gives the meaning of the three digits of a status.
var numbers = map[string]timeline.Status{
	"003": timeline.PendingPickup,
	"005": timeline.InTransit, "010": timeline.InTransit, "025": timeline.InTransit, "039": timeline.InTransit,
	"044": timeline.InTransit,
	"045": timeline.InTransit, "047": timeline.InTransit, "057": timeline.InTransit, "073": timeline.InTransit,
	"074": timeline.InTransit,
	"079": timeline.InTransit, "080": timeline.InTransit, "087": timeline.InTransit, "093": timeline.InTransit,
	"094": timeline.InTransit,
	"006": timeline.OutForDelivery, "021": timeline.OutForDelivery, "037": timeline.OutForDelivery,
	"071": timeline.OutForDelivery, "072": timeline.OutForDelivery,
	"075": timeline.OutForDelivery, "078": timeline.OutForDelivery, "089": timeline.OutForDelivery,
	"091": timeline.OutForDelivery,
	"007": timeline.Incident, "043": timeline.Incident,
	"011": timeline.Delivered, "026": timeline.Delivered,
	"012": timeline.CustomsInProgress, "058": timeline.CustomsInProgress, "092": timeline.CustomsInProgress,
	"014": timeline.CustomsCleared, "084": timeline.CustomsCleared,
	"013": timeline.Incident, "029": timeline.Incident, "030": timeline.Incident, "048": timeline.Incident,
	"049": timeline.Incident, "051": timeline.Incident,
	"052": timeline.Incident, "053": timeline.Incident, "059": timeline.Incident, "076": timeline.Incident,
	"081": timeline.Incident, "086": timeline.Incident,
	"090": timeline.Incident, "016": timeline.Incident, "019": timeline.Incident, "020": timeline.Incident,
	"083": timeline.Incident, "085": timeline.Incident,
	"064": timeline.Incident, "068": timeline.Incident, "069": timeline.Incident,
	"017": timeline.AvailableForPickup, "018": timeline.AvailableForPickup, "040": timeline.AvailableForPickup,
	"022": timeline.AttemptFailed, "023": timeline.AttemptFailed, "024": timeline.AttemptFailed,
	"060": timeline.AttemptFailed, "061": timeline.AttemptFailed,
	"062": timeline.AttemptFailed, "066": timeline.AttemptFailed,
	"033": timeline.ReturnToSender, "035": timeline.ReturnToSender, "036": timeline.ReturnToSender,
	"034": timeline.Returned, "067": timeline.Returned,
	"038": timeline.PickedUp,
}

// types gives the meaning of the coarse types. W, U and NA say nothing.
var types = map[string]timeline.Status{
	"M": timeline.PendingPickup, "MV": timeline.Incident, "P": timeline.PickedUp, "I": timeline.InTransit,
	"O": timeline.OutForDelivery,
	"D": timeline.Delivered, "X": timeline.Incident, "RS": timeline.ReturnToSender,
}

// meaning reads a status: its two letters, its three digits, its type, else its words.
// Digits that speak of a pick-up point or of the sender are not overruled by letters
// that speak of a delivery.
func (s status) meaning() timeline.Status {
	fine := string(s.Fine)
	if fine == "" {
		fine = string(s.Desc)
	}
	number := numbers[fine]
	if number == timeline.AvailableForPickup || number == timeline.Returned {
		return number
	}
	if m, ok := letters[strings.ToUpper(string(s.Code))]; ok {
		return m
	}
	if number != "" {
		return number
	}
	return types[strings.ToUpper(string(s.Type))]
}
