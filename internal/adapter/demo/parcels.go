package demo

import (
	"fmt"
	"maps"
	"slices"

	"waybill/internal/timeline"
)

// towns are the places of one journey. Three sets give the sandbox some variety.
type towns struct {
	warehouse, sorting, airport string // in China
	landing, depot, street      string // around Paris
}

func routes() []towns {
	return []towns{
		{"Shenzhen", "Dongguan", "Shenzhen Bao'an Airport", "Roissy-en-France", "Montreuil", "Vincennes"},
		{"Yiwu", "Hangzhou", "Hangzhou Xiaoshan Airport", "Roissy-en-France", "Saint-Denis", "Épinay-sur-Seine"},
		{"Guangzhou", "Foshan", "Guangzhou Baiyun Airport", "Orly", "Créteil", "Maisons-Alfort"},
	}
}

// usual is the journey of a parcel with which nothing goes wrong, from label to
// letter box.
func usual(t towns) []step {
	return []step{
		{0, "21:04", china, timeline.PendingPickup, "Shipping label created, waiting for the parcel", t.warehouse, "CN", "LABEL"},
		{1, "10:37", china, timeline.PickedUp, "Parcel collected from the seller's warehouse", t.warehouse, "CN", "COLLECTED"},
		{1, "19:52", china, timeline.ArrivedSorting, "Arrived at the sorting centre", t.sorting, "CN", "SORT_IN"},
		{2, "03:18", china, timeline.DepartedSorting, "Left the sorting centre", t.sorting, "CN", "SORT_OUT"},
		{2, "09:40", china, timeline.ArrivedSorting, "Received at the departure hub", t.airport, "CN", "HUB_IN"},
		{2, "16:25", china, timeline.CustomsInProgress, "Export clearance started", t.airport, "CN", "EXPORT_START"},
		{2, "18:10", china, timeline.CustomsCleared, "Export clearance finished", t.airport, "CN", "EXPORT_OK"},
		{3, "01:45", china, timeline.DepartedOrigin, "Departed on flight to the destination country", t.airport, "CN", "DEPART"},
		{4, "06:20", france, timeline.ArrivedDest, "Landed in the destination country", t.landing, "FR", "ARRIVE"},
		{4, "14:05", france, timeline.CustomsInProgress, "Import clearance started", t.landing, "FR", "IMPORT_START"},
		{6, "11:32", france, timeline.CustomsCleared, "Released by customs", t.landing, "FR", "IMPORT_OK"},
		{7, "05:50", france, timeline.HandedToLocal, "Handed over to the local delivery company", t.landing, "FR", "HANDOVER"},
		{8, "04:15", france, timeline.ArrivedLocal, "Arrived at the local depot", t.depot, "FR", "DEPOT_IN"},
		{8, "07:48", france, timeline.OutForDelivery, "Out for delivery", t.depot, "FR", "ON_ROUND"},
		{8, "13:26", france, timeline.Delivered, "Delivered to the letter box", t.street, "FR", "DELIVERED"},
	}
}

// parcels returns every number that has a timeline.
func parcels() map[string]parcel {
	all := map[string]parcel{}
	for i, s := range timeline.Statuses() {
		t := routes()[i%len(routes())]
		steps := until(usual(t), s)
		p := parcel{steps: steps, expects: []int{10, 14}}
		if s.Final() {
			p.expects = nil
		}
		all[statusNumber(s)] = p
	}
	maps.Copy(all, sideways(routes()))
	maps.Copy(all, special(routes()[0]))
	return all
}

// until cuts a journey after the last step with the status: customs in progress is
// the customs of the destination. A status that the journey does not meet leaves
// it whole.
func until(steps []step, s timeline.Status) []step {
	for i := len(steps) - 1; i >= 0; i-- {
		if s == timeline.ArrivedSorting && steps[i].code == "HUB_IN" {
			continue // the hub at the airport comes after the sorting centre has been left
		}
		if steps[i].status == s {
			return steps[:i+1]
		}
	}
	return steps
}

// sideways returns the parcels whose status lies beside the usual journey.
func sideways(r []towns) map[string]parcel {
	onRound := func(t towns) []step { return until(usual(t), timeline.OutForDelivery) }
	atDepot := func(t towns) []step { return until(usual(t), timeline.ArrivedLocal) }
	missed := func(t towns) []step {
		return extend(onRound(t),
			step{8, "12:41", france, timeline.AttemptFailed, "Delivery attempted, nobody at home", t.street, "FR", "MISSED"})
	}
	return map[string]parcel{
		statusNumber(timeline.AttemptFailed): {steps: missed(r[0]), expects: []int{9, 10}},

		statusNumber(timeline.Incident): {steps: extend(atDepot(r[1]),
			step{8, "06:33", france, timeline.Incident, "Packaging damaged, parcel held for inspection", r[1].depot, "FR", "DAMAGED"})},

		statusNumber(timeline.ReturnToSender): {steps: extend(onRound(r[2]),
			step{8, "15:02", france, timeline.AttemptFailed, "Address incomplete, delivery not possible", r[2].street, "FR", "BAD_ADDRESS"},
			step{10, "09:20", france, timeline.ReturnToSender, "Return to sender started", r[2].depot, "FR", "RETURN_START"})},

		statusNumber(timeline.Returned): {steps: extend(missed(r[0]),
			step{9, "12:17", france, timeline.AttemptFailed, "Second delivery attempt, nobody at home", r[0].street, "FR", "MISSED"},
			step{24, "10:00", france, timeline.ReturnToSender, "Not collected in time, return to sender started", r[0].depot, "FR", "RETURN_START"},
			step{27, "22:30", france, timeline.ReturnToSender, "Departed to the country of origin", r[0].landing, "FR", "RETURN_DEPART"},
			step{31, "16:44", china, timeline.Returned, "Handed back to the sender", r[0].warehouse, "CN", "RETURN_DONE"})},

		statusNumber(timeline.AvailableForPickup): {steps: extend(missed(r[1]),
			step{9, "10:15", france, timeline.AvailableForPickup, "Ready for collection at the pick-up point", r[1].street, "FR", "PICKUP_READY"})},

		statusNumber(timeline.InTransit): {steps: extend(until(usual(r[2]), timeline.CustomsCleared),
			step{6, "23:58", france, timeline.InTransit, "In transit", r[2].landing, "FR", "MOVING"}), expects: []int{10, 14}},

		statusNumber(timeline.Unknown): {steps: extend(until(usual(r[0]), timeline.CustomsCleared),
			step{7, "02:11", france, timeline.Unknown, "ZK-44 NODE ACK 0017", r[0].landing, "FR", "ZK44"}), expects: []int{10, 14}},
	}
}

// special returns the numbers that show more than a status.
func special(t towns) map[string]parcel {
	const lastMile = "DEMOLASTMILE"
	second := []step{
		{5, "18:30", france, timeline.PendingPickup, "Announced electronically, parcel not yet received", "", "FR", "ANNOUNCED"},
		{7, "06:10", france, timeline.PickedUp, "Parcel taken over from the international carrier", t.landing, "FR", "TAKEN_OVER"},
		{7, "13:35", france, timeline.InTransit, "Sorted for the delivery region", "Gonesse", "FR", "REGION"},
		{8, "04:15", france, timeline.ArrivedLocal, "Arrived at the delivery depot", t.depot, "FR", "DEPOT_IN"},
	}
	return map[string]parcel{
		"DEMOPICKUP": {steps: extend(until(usual(t), timeline.ArrivedLocal),
			step{8, "09:05", france, timeline.OutForDelivery, "On the way to the parcel locker", t.depot, "FR", "ON_ROUND"},
			step{8, "11:50", france, timeline.AvailableForPickup, "Ready in the parcel locker, collect within 7 days", t.street, "FR", "LOCKER_READY"}), waits: 7},

		"DEMOTWOLEGS": {steps: until(usual(t), timeline.HandedToLocal), expects: []int{9, 11},
			next: &timeline.Leg{Carrier: slug, Number: lastMile}, latest: &second[len(second)-1]},

		lastMile: {steps: second, service: "Sandbox Last Mile", origin: "FR", expects: []int{8, 9}},

		"DEMOSTUCK": {steps: until(usual(t), timeline.DepartedOrigin), quiet: 23, expects: []int{10, 14}},
		"DEMOSLOW":  {steps: until(usual(t), timeline.CustomsInProgress), expects: []int{10, 14}},
		"DEMOMANY":  {steps: many(t), expects: []int{40, 46}},
	}
}

// many returns a journey of 200 steps: the usual start, then a parcel that is
// scanned at every stop of a long tour over land.
func many(t towns) []step {
	steps := until(usual(t), timeline.CustomsCleared)[:7] // up to the export clearance
	stops := []struct {
		town, country string
		zone          int
	}{
		{"Chongqing", "CN", china}, {"Xi'an", "CN", china}, {"Lanzhou", "CN", china}, {"Ürümqi", "CN", china},
		{"Khorgos", "KZ", 5 * 3600}, {"Almaty", "KZ", 5 * 3600}, {"Astana", "KZ", 5 * 3600}, {"Aktau", "KZ", 5 * 3600},
		{"Baku", "AZ", 4 * 3600}, {"Tbilisi", "GE", 4 * 3600}, {"Istanbul", "TR", 3 * 3600}, {"Sofia", "BG", 2 * 3600},
		{"Budapest", "HU", france}, {"Vienna", "AT", france}, {"Munich", "DE", france}, {"Strasbourg", "FR", france},
	}
	const scans = 200 - 7
	for i := range scans {
		stop := stops[i*len(stops)/scans]
		arrive := i%2 == 0
		status, text, code := timeline.ArrivedSorting, "Scanned in at the transit centre", "STOP_IN"
		if !arrive {
			status, text, code = timeline.DepartedSorting, "Scanned out of the transit centre", "STOP_OUT"
		}
		// Six scans a day, four hours apart, offset by the minutes of the scan.
		clock := fmt.Sprintf("%02d:%02d", i%6*4, i*7%60)
		steps = append(steps, step{4 + i/6, clock, stop.zone, status, text, stop.town, stop.country, code})
	}
	return steps
}

// extend returns a copy of steps with more at its end.
func extend(steps []step, more ...step) []step { return append(slices.Clone(steps), more...) }
