package postnl

import (
	"strings"

	"waybill/internal/timeline"
)

// silent are the codes of rows that tell nothing of where the parcel is.
var silent = map[string]bool{"A04": true, "A19": true, "A95": true, "A96": true, "A97": true, "A98": true}

// codes gives the meaning of the codes of observations.
var codes = map[string]timeline.Status{
	"A01": timeline.PendingPickup, "A10": timeline.PendingPickup, "A98": timeline.PendingPickup,
	"X80": timeline.PendingPickup,
	"B01": timeline.PickedUp, "X40": timeline.PickedUp, "C02": timeline.PickedUp,
	"J01": timeline.ArrivedSorting, "J04": timeline.ArrivedSorting, "J28": timeline.ArrivedSorting,
	"J40": timeline.ArrivedSorting,
	"J05": timeline.OutForDelivery,
	"I01": timeline.Delivered, "I02": timeline.Delivered, "I03": timeline.Delivered, "I05": timeline.Delivered,
	"I07": timeline.Delivered,
	"I10": timeline.Delivered, "I11": timeline.Delivered, "I12": timeline.Delivered, "I22": timeline.Delivered,
	"J02": timeline.AvailableForPickup, "J12": timeline.AvailableForPickup, "J23": timeline.AvailableForPickup,
	"I08": timeline.AvailableForPickup, "X05": timeline.AvailableForPickup,
	"H16": timeline.ReturnToSender, "H25": timeline.ReturnToSender, "Y37": timeline.ReturnToSender,
	"X30": timeline.CustomsInProgress, "J59": timeline.CustomsInProgress, "Y25": timeline.CustomsInProgress,
	"Y29": timeline.CustomsInProgress,
	"A76": timeline.CustomsInProgress, "X10": timeline.CustomsInProgress,
	"A72": timeline.DepartedOrigin, "A74": timeline.DepartedOrigin, "A75": timeline.DepartedOrigin,
	"X15": timeline.DepartedOrigin,
	"M02": timeline.InTransit, // it is busy: a delay
}

// groups gives the meaning of a code's beginning, the longer ones first.
var groups = []struct {
	prefix string
	status timeline.Status
}{
	{"X6", timeline.CustomsInProgress},
	{"Z0", timeline.Delivered},
	{"F", timeline.Incident},
	{"G0", timeline.Incident}, // missing
	{"H", timeline.AttemptFailed},
	{"Y", timeline.AttemptFailed},
	{"K0", timeline.InTransit},
	{"V0", timeline.InTransit},
}

// status reads an observation by its code, else by the code's group.
func (o observation) status() timeline.Status {
	code := strings.ToUpper(string(o.Code))
	if s, ok := codes[code]; ok {
		return s
	}
	for _, g := range groups {
		if strings.HasPrefix(code, g.prefix) {
			return g.status
		}
	}
	return ""
}

// phases gives the meaning of the parcel's own phase.
var phases = map[string]timeline.Status{
	"0": timeline.PendingPickup, "1": timeline.PickedUp, "2": timeline.InTransit, "3": timeline.OutForDelivery,
	"4": timeline.Delivered,
}

// status returns where the parcel stands. The marks of the answer count, then the
// newest scan, then the phase, which is coarser.
func (c *colli) status(tl timeline.Timeline) timeline.Status {
	newest, _ := tl.Newest()
	switch {
	case bool(c.IsDelivered) && bool(c.IsReturn):
		return timeline.Returned
	case bool(c.IsDelivered):
		return timeline.Delivered
	case bool(c.AtRetail):
		return timeline.AvailableForPickup
	case newest.Status != "":
		return newest.Status
	}
	return phases[string(c.Phase.V.Index)]
}
