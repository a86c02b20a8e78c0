package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/tracknum"
)

// trouble prints why there is no timeline: what happened, whose fault it is and
// what to do, with the carrier's own page. The first line starts with the
// problem's name in the wire format. It returns errFaults, or err itself when
// that is no problem of tracking.
func (t tracker) trouble(r tracknum.Result, q adapter.Query, err error) error {
	var problem *adapter.Error
	if !errors.As(err, &problem) {
		return err
	}
	carrier := q.Carrier
	if carrier == "" {
		carrier = problem.Carrier
	}
	name := "the carrier"
	if carrier != "" {
		name = t.name(carrier)
		// A carrier without a page here still has a name in the number table.
		if i := slices.IndexFunc(r.Matches, func(m tracknum.Match) bool { return m.Carrier == carrier }); i >= 0 {
			name = r.Matches[i].Name
		}
	}
	link := t.link(carrier, q.Number)
	what, then := advice(problem, name, link != "")
	if problem.Kind == adapter.UnknownCarrier && carrier == "" {
		what, then = "no carrier is known for this number", []string{"It has no shape that is known here. If you know the carrier, name it with -carrier SLUG."}
	}
	var b strings.Builder
	s := style(t.std.colorErr)
	fmt.Fprintf(&b, "waybill: %s: %s\n", s.bold(string(problem.Kind)), what)
	for _, line := range then {
		b.WriteString(paragraph("  ", line, 80))
	}
	if problem.Kind == adapter.InvalidNumber || carrier == "" {
		for _, repair := range r.Repairs {
			fmt.Fprintf(&b, "  Did you mean %s? %s.\n", s.bold(repair.Number), sentence(repair.Reason))
		}
	}
	if link != "" {
		fmt.Fprintf(&b, "  %s: %s\n", name, link)
	}
	fmt.Fprint(t.std.err, b.String())
	return errFaults
}

// advice words a problem: what happened, then what that means and what to do. The
// carrier's page is promised only when it is linked below.
func advice(p *adapter.Error, name string, linked bool) (what string, then []string) {
	again := "Ask again later."
	if p.RetryAfter > 0 {
		again = "Ask again in " + sayDuration(p.RetryAfter) + "."
	}
	switch p.Kind {
	case adapter.InvalidNumber:
		return "this number cannot exist", []string{"Its parts do not fit any format that we know. Compare it with your message, character by character; -carrier SLUG asks a carrier all the same."}
	case adapter.UnknownCarrier:
		then := "No live source for this carrier is built in."
		if linked {
			then += " Its own page has the answer."
		}
		return "we cannot read " + name, []string{then}
	case adapter.NotFound:
		return name + " does not know this number yet", []string{"A label can exist days before the first scan. Compare the number with your message. If it is right, ask again tomorrow; if nothing appears in time, the sender has to act."}
	case adapter.UnreadableAnswer:
		return name + " answered with something we cannot read", []string{"That says nothing about your parcel, and it is our fault or theirs, not yours."}
	case adapter.NeedsKey:
		then := "None is set up here."
		if linked {
			then += " The carrier's own page has the answer."
		}
		return name + " answers only with a key", []string{then}
	case adapter.NeedsPostcode:
		return name + " wants the recipient's postcode too", []string{"Give it with -postcode CODE."}
	case adapter.UpstreamUnavailable:
		return name + " does not answer", []string{"It is down or too slow at the moment. Your parcel is not affected. " + again}
	case adapter.RateLimited:
		return name + " is asked too often", []string{"It limits how often it may be asked. " + again}
	}
	if p.Err != nil {
		return p.Err.Error(), nil
	}
	return "this cannot be asked", []string{"The number holds characters that no carrier uses."}
}

// sentence returns text with its first letter in upper case.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
