package canadapost

import (
	"strconv"
	"strings"

	"waybill/internal/timeline"
)

// zones gives the offsets of the abbreviations that Canada Post uses.
var zones = map[string]string{
	"NST": "-03:30", "NDT": "-02:30", "AST": "-04:00", "ADT": "-03:00", "EST": "-05:00", "EDT": "-04:00",
	"CST": "-06:00", "CDT": "-05:00",
	"MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}

// span is a range of identifiers, both ends included.
type span struct {
	from, to int
	status   timeline.Status
}

// spans gives the meaning of identifiers, compared as numbers: some answers drop their
// leading zeros. The first that holds one counts.
var spans = []span{
	{1479, 1479, timeline.AttemptFailed}, // attempted, and a card was left
	{100, 100, timeline.InTransit}, {101, 107, timeline.PickedUp}, {1301, 1302, timeline.PickedUp}, {1400, 1405, timeline.PickedUp},
	{117, 117, timeline.Incident}, {120, 121, timeline.Incident}, {125, 125, timeline.Incident}, {127, 127, timeline.Incident}, {810, 810, timeline.Incident},
	{1411, 1411, timeline.Incident}, {1414, 1414, timeline.Incident}, {1443, 1443, timeline.Incident}, {1484, 1484, timeline.Incident}, {1487, 1487, timeline.Incident},
	{1494, 1494, timeline.Incident}, {4700, 4700, timeline.Incident},
	{118, 118, timeline.AvailableForPickup}, {156, 156, timeline.AvailableForPickup}, {1407, 1407, timeline.AvailableForPickup}, {1410, 1410, timeline.AvailableForPickup},
	{1435, 1438, timeline.AvailableForPickup}, {1488, 1488, timeline.AvailableForPickup}, {1701, 1701, timeline.AvailableForPickup},
	{150, 150, timeline.AttemptFailed}, {154, 154, timeline.AttemptFailed}, {167, 169, timeline.AttemptFailed}, {179, 179, timeline.AttemptFailed},
	{181, 184, timeline.AttemptFailed}, {190, 190, timeline.AttemptFailed},
	{159, 159, timeline.ReturnToSender}, {172, 172, timeline.ReturnToSender}, {1415, 1420, timeline.ReturnToSender},
	{170, 170, timeline.InTransit}, {175, 175, timeline.InTransit},
	{174, 174, timeline.OutForDelivery}, {500, 500, timeline.OutForDelivery},
	{400, 402, timeline.CustomsInProgress}, {403, 410, timeline.CustomsCleared},
	{1408, 1409, timeline.Delivered}, {1421, 1434, timeline.Delivered}, {1441, 1442, timeline.Delivered}, {1466, 1466, timeline.Delivered}, {1496, 1499, timeline.Delivered},
	{3000, 3999, timeline.PendingPickup},
}

// types gives the meaning of the page's coarse types.
var types = map[string]timeline.Status{
	"Induction": timeline.PickedUp, "Out": timeline.OutForDelivery, "Delivered": timeline.Delivered,
	"Attempted": timeline.AttemptFailed,
}

// eventStatus reads an identifier, else the type, else leaves it to the wording.
func eventStatus(code, kind string) timeline.Status {
	if n, err := strconv.Atoi(strings.TrimSpace(code)); err == nil {
		for _, s := range spans {
			if n >= s.from && n <= s.to {
				return s.status
			}
		}
	}
	return types[kind]
}
