package demo

import (
	"strings"

	"waybill/internal/timeline"
)

// Number is one sandbox number.
type Number struct {
	Number string
	What   string // what it shows, as one sentence
}

// Numbers returns every sandbox number with what it shows: one for each status in
// the journey's order, then the failures and the special journeys.
func Numbers() []Number {
	var list []Number
	for _, s := range timeline.Statuses() {
		list = append(list, Number{statusNumber(s), statusWhat[s]})
	}
	return append(list,
		Number{"DEMOPICKUP", "Ready in a parcel locker, to be collected within seven days."},
		Number{"DEMOTWOLEGS", "Handed over to a local carrier under another number, DEMOLASTMILE."},
		Number{"DEMOLASTMILE", "The second leg of DEMOTWOLEGS, as the local carrier tells it."},
		Number{"DEMOSTUCK", "Left the country of origin; no scan for 23 days since."},
		Number{"DEMOMANY", "A parcel with 200 events."},
		Number{"DEMOSLOW", "The carrier takes eight seconds to answer."},
		Number{"DEMONOTFOUND", "The carrier does not know the number yet."},
		Number{"DEMOUNREADABLE", "The carrier answers something that cannot be read."},
		Number{"DEMODOWN", "The carrier does not answer; try again after a minute."},
		Number{"DEMOLIMITED", "Asked too often; try again after 30 seconds."},
	)
}

// statusNumber returns the number that shows s: DEMOCUSTOMSINPROGRESS.
func statusNumber(s timeline.Status) string {
	return "DEMO" + strings.ToUpper(strings.ReplaceAll(string(s), "_", ""))
}

var statusWhat = map[timeline.Status]string{
	timeline.PendingPickup:      "The label is made; the parcel has not been handed over.",
	timeline.PickedUp:           "The carrier has collected the parcel.",
	timeline.ArrivedSorting:     "At a sorting centre in the country of origin.",
	timeline.DepartedSorting:    "Left the sorting centre for the airport.",
	timeline.DepartedOrigin:     "On a flight out of the country of origin.",
	timeline.ArrivedDest:        "Landed in the destination country, before customs.",
	timeline.CustomsInProgress:  "Customs is looking at the parcel.",
	timeline.CustomsCleared:     "Customs has released the parcel.",
	timeline.HandedToLocal:      "The last-mile carrier has the parcel.",
	timeline.ArrivedLocal:       "At the depot near the address.",
	timeline.OutForDelivery:     "On the delivery vehicle.",
	timeline.Delivered:          "Handed over to the recipient.",
	timeline.AttemptFailed:      "Nobody was at home; a second attempt follows.",
	timeline.Incident:           "Damaged in the depot and held; somebody must act.",
	timeline.ReturnToSender:     "The address could not be found; on its way back.",
	timeline.AvailableForPickup: "Waits at a pick-up point in a shop.",
	timeline.Returned:           "Back with the sender after failed attempts.",
	timeline.InTransit:          "Moving; the carrier says no more than that.",
	timeline.Unknown:            "The newest scan has words that we cannot read.",
}
