// Package dhlexpress reads what the answers of DHL Express's interfaces have in common:
// the codes of checkpoints and the names of service areas.
package dhlexpress

import (
	"strings"

	"waybill/internal/adapter/country"
	"waybill/internal/timeline"
)

// Status returns the meaning of a checkpoint's code, "" when its wording must tell.
func Status(code string) timeline.Status { return statuses[strings.TrimSpace(code)] }

// Area parts the name of a service area: "Barcelona - Spain", "KINGSTON-JAM", "New
// York, NY". What stands behind the last hyphen is a country when it names one; its
// code is "" otherwise.
func Area(name string) (town, land string) {
	name = strings.TrimSpace(name)
	if i := strings.LastIndexByte(name, '-'); i > 0 {
		if land = country.Code(strings.TrimSpace(name[i+1:])); land != "" {
			return strings.TrimSpace(name[:i]), land
		}
	}
	return name, ""
}

// statuses gives the meaning of the codes of checkpoints. CC means two things, and codes
// that are not here mean little; both are read by their wording.
var statuses = map[string]timeline.Status{
	"PU": timeline.PickedUp, "OR": timeline.PickedUp,
	"SD": timeline.ArrivedSorting, "PL": timeline.ArrivedSorting, "AF": timeline.ArrivedSorting,
	"DF": timeline.DepartedSorting, "PO": timeline.DepartedSorting,
	"AR": timeline.ArrivedLocal,
	"TR": timeline.InTransit, "RR": timeline.InTransit, "CI": timeline.InTransit, "IN": timeline.InTransit,
	"CR": timeline.CustomsCleared,
	"CU": timeline.CustomsInProgress, "UD": timeline.CustomsInProgress, "CS": timeline.CustomsInProgress,
	"MC": timeline.CustomsInProgress,
	"WC": timeline.OutForDelivery, "OO": timeline.OutForDelivery,
	"OK": timeline.Delivered, "DL": timeline.Delivered, "PD": timeline.Delivered, "DD": timeline.Delivered,
	"TP": timeline.HandedToLocal,
	"NH": timeline.AttemptFailed, "BA": timeline.AttemptFailed, "CA": timeline.AttemptFailed,
	"AD": timeline.AttemptFailed,
	"RD": timeline.Incident, "OH": timeline.Incident, "HP": timeline.Incident, "HI": timeline.Incident,
	"HO": timeline.Incident,
	"MS": timeline.Incident, "LX": timeline.Incident, "SS": timeline.Incident, "ST": timeline.Incident,
	"DS": timeline.Incident,
	"RT": timeline.ReturnToSender, "RS": timeline.ReturnToSender,
}
