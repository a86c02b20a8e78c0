package main

import (
	"cmp"
	"fmt"
	"strings"

	"waybill/internal/timeline"
)

// print writes a timeline as a small label: where the parcel is, the road it has
// come, and the carriers' rows day by day, newest first. next is the leg that has been
// merged into it, nil for none.
func (t tracker) print(tl timeline.Timeline, next *timeline.Timeline) error {
	var b strings.Builder
	s := style(t.std.colorOut)
	limit := min(t.std.width, 80)
	t.answer(&b, s, tl, limit)
	t.strip(&b, s, tl, limit)
	t.events(&b, s, tl, limit)
	t.foot(&b, s, tl, next, limit)
	_, err := t.std.out.Write([]byte(b.String()))
	return err
}

// answer writes where the parcel is and since when, what is normal there and
// what to do.
func (t tracker) answer(b *strings.Builder, s style, tl timeline.Timeline, limit int) {
	head := []string{tl.Number, t.name(tl.Carrier)}
	if tl.Service != "" {
		head = append(head, clean(tl.Service))
	}
	fmt.Fprintf(b, "%s\n\n", s.faint(strings.Join(head, " · ")))

	name, normal, act := string(tl.Status), "", ""
	if entry := t.cat.Status(tl.Status); entry != nil {
		name, normal, act = entry.Name, entry.Normal, entry.Act
	}
	fmt.Fprintf(b, "  %s\n", s.paint(stickerColor(tl.Status), name))
	if e, ok := tl.Newest(); ok {
		when := sayDay(e.Time, tl.Fetched)
		if clock := e.Time.Clock(); clock != "" {
			when += ", " + clock
		}
		if ago := sayAgo(e.Time, tl.Fetched); ago != "" {
			when += " · " + ago
		}
		fmt.Fprintf(b, "  %s\n", when)
	}
	b.WriteByte('\n')
	if tl.ETA != nil {
		field(b, "Expected", saySpan(tl.ETA.From, tl.ETA.To)+", says the "+cmp.Or(tl.ETA.Source, "carrier"), limit)
	}
	if !tl.Status.Final() {
		field(b, "Normal", normal, limit)
	}
	field(b, "Do", act, limit)
	if tl.PickupBy != "" && !tl.Status.Final() {
		field(b, "Collect", "by "+sayDay(tl.PickupBy, tl.Fetched), limit)
	}
	if tl.NextLeg != nil {
		leg := clean(tl.NextLeg.Number)
		if tl.NextLeg.Carrier != "" {
			leg = t.name(tl.NextLeg.Carrier) + ", number " + leg
		}
		field(b, "Goes on", leg, limit)
	}
}

// labelWidth is the width of the names before the fields of an answer.
const labelWidth = 10

// field writes one named line of the answer, wrapped; nothing for no text.
func field(b *strings.Builder, name, text string, limit int) {
	if text == "" {
		return
	}
	for i, line := range wrap(text, limit-2-labelWidth) {
		if i > 0 {
			name = ""
		}
		fmt.Fprintf(b, "  %s%s\n", pad(name, labelWidth), line)
	}
}

// stickerColor returns the terminal colour of a status: bold, and red where
// somebody must act, yellow on the way back, green at the end.
func stickerColor(s timeline.Status) string {
	switch s {
	case timeline.AttemptFailed, timeline.Incident:
		return "1;31"
	case timeline.ReturnToSender, timeline.Returned, timeline.AvailableForPickup:
		return "1;33"
	case timeline.Delivered:
		return "1;32"
	}
	return "1"
}

// strip draws the stations of the road on one line, with the station where the
// parcel is named below it.
func (t tracker) strip(b *strings.Builder, s style, tl timeline.Timeline, limit int) {
	today, ok := tl.Fetched.Day()
	if !ok {
		return
	}
	stations := timeline.Journey(&tl, today)
	if len(stations) == 0 {
		return
	}
	stretch := min(8, (limit-4)/len(stations)-1)
	line, under := "", ""
	for i, station := range stations {
		if station.State == timeline.StateNow {
			// Centred below its mark, as far as the edges leave room.
			name := stageName(station.Stage)
			start := max(0, i*(stretch+1)-cells(name)/2)
			under = strings.Repeat(" ", start) + name
		}
		if i > 0 {
			joint := "─"
			if station.State == timeline.StateAhead {
				joint = "·"
			}
			line += strings.Repeat(joint, stretch)
		}
		switch station.State {
		case timeline.StateDone:
			line += "●"
		case timeline.StateNow:
			line += "◆"
		default:
			line += "○"
		}
	}
	fmt.Fprintf(b, "\n  %s\n  %s\n", line, s.bold(under))
}

// stageName returns a station in the words of the page.
func stageName(stage timeline.Stage) string {
	switch stage {
	case timeline.StageSent:
		return "Label made"
	case timeline.StageCollected:
		return "Picked up"
	case timeline.StageSorted:
		return "Sorted"
	case timeline.StageLeft:
		return "Left origin"
	case timeline.StageArrived:
		return "Arrived"
	case timeline.StageCustoms:
		return "Customs"
	case timeline.StageLocal:
		return "Local carrier"
	case timeline.StageOut:
		return "Out for delivery"
	case timeline.StageDone:
		return "Delivered"
	}
	return string(stage)
}

// events writes the carrier's rows under the day they belong to. The text is the
// carrier's own; the status is added where it says something else.
func (t tracker) events(b *strings.Builder, s style, tl timeline.Timeline, limit int) {
	const indent = 9
	day := timeline.Time("")
	for _, e := range tl.Events {
		if date := timeline.Time(e.Time.Date()); date != day {
			day = date
			title := sayDay(e.Time, tl.Fetched)
			rule := strings.Repeat("─", max(0, limit-cells(title)-3))
			fmt.Fprintf(b, "\n  %s %s\n", s.bold(title), s.faint(rule))
		}
		for i, line := range wrap(clean(e.Text), limit-indent) {
			clock := ""
			if i == 0 {
				clock = e.Time.Clock()
			}
			fmt.Fprintf(b, "  %s  %s\n", pad(clock, 5), line)
		}
		if below := t.below(tl, e); below != "" {
			for _, line := range wrap(below, limit-indent) {
				fmt.Fprintf(b, "  %s%s\n", pad("", indent-2), s.faint(line))
			}
		}
	}
	if len(tl.Events) == 0 {
		fmt.Fprintf(b, "\n  The carrier lists no scans.\n")
	}
}

// below returns what stands under a row: its place, what the row means, and whose it
// is when it is not of the carrier that was asked first.
func (t tracker) below(tl timeline.Timeline, e timeline.Event) string {
	place := clean(e.Place)
	if e.Country != "" && !strings.HasSuffix(place, e.Country) {
		place = strings.TrimPrefix(place+", "+e.Country, ", ")
	}
	name := ""
	if entry := t.cat.Status(e.Status); entry != nil && !strings.EqualFold(entry.Name, clean(e.Text)) {
		name = entry.Name
	}
	whose := ""
	if e.Carrier != tl.Carrier {
		whose = t.name(e.Carrier)
	}
	parts := make([]string, 0, 3)
	for _, part := range []string{place, name, whose} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// foot says who was asked when, and where the carriers themselves show the parcel.
func (t tracker) foot(b *strings.Builder, s style, tl timeline.Timeline, next *timeline.Timeline, limit int) {
	b.WriteByte('\n')
	lines := t.asked(tl)
	if next != nil {
		lines = append(lines, t.asked(*next)...)
	}
	for _, line := range append(lines, unzoned(tl)) {
		if line != "" {
			b.WriteString(s.faint(paragraph("  ", line, limit)))
		}
	}
}

// asked returns who was asked for a leg and when, and the carrier's own page for it.
func (t tracker) asked(leg timeline.Timeline) []string {
	asked := t.name(leg.Carrier)
	if leg.Fetched != "" {
		asked += ", asked on " + sayDay(leg.Fetched, leg.Fetched) + " at " + leg.Fetched.Clock() + " UTC"
	}
	return []string{asked, cmp.Or(leg.Source, t.link(leg.Carrier, leg.Number))}
}

// unzoned explains times whose zone the carrier did not give, or returns "".
func unzoned(tl timeline.Timeline) string {
	for _, e := range tl.Events {
		if e.Time.Clock() != "" && e.Time.Offset() == "" {
			return "Times without a zone are shown as the carrier gives them."
		}
	}
	return "Times are local to the place of the scan."
}
