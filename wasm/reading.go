package main

import (
	"unicode/utf8"

	"waybill/internal/tracknum"
	"waybill/wasm/figure"
)

// outcome is what can be said of what stands in the field. Its value is the id,
// after "t-", of the template that says it.
type outcome string

const (
	outcomeNothing outcome = "hint"    // the field is empty
	outcomeShort   outcome = "short"   // too little to say anything
	outcomeBegun   outcome = "begun"   // how a number of a known shape begins
	outcomeMatch   outcome = "match"   // one carrier fits best
	outcomeChoose  outcome = "choose"  // several fit alike
	outcomeInvalid outcome = "invalid" // the check digit does not agree
	outcomeIssuer  outcome = "issuer"  // no post issues numbers with this ending
	outcomeUnknown outcome = "unknown" // no shape fits
	outcomeSeveral outcome = "several" // a text with several numbers
)

const (
	shortest   = 5   // characters below which nothing is said
	sure       = 0.6 // least confidence of a match that is not to be chosen by hand
	mostChoice = 8   // carriers offered when several fit
	mostBegun  = 3   // carriers named whose numbers begin so
	mostRepair = 3   // repairs offered
	mostFound  = 40  // numbers taken from one text
)

// asked is what is read: the field, and what is known beside it.
type asked struct {
	typed   string           // the field's value
	lead    string           // slug of the carrier whose page this is, or ""
	chosen  string           // slug of the carrier that was chosen by hand or by a link, or ""
	settled bool             // nobody is typing any more
	found   []tracknum.Found // numbers of a pasted text, to choose from
}

// reading is what can be said of a number.
type reading struct {
	outcome  outcome
	number   string           // normalised
	match    *tracknum.Match  // the one that is meant; nil when none fits or none is clear
	choices  []tracknum.Match // when several fit alike, or may once the number is whole
	segments []figure.Segment // the number in its parts, nil when they are not known
	missing  string           // what a beginning lacks
	repairs  []tracknum.Repair
	found    []tracknum.Found // numbers of the text, when there are several
}

// read says what can be said of what stands in the field.
func read(table *tracknum.Table, a asked) reading {
	result := table.Identify(a.typed, tracknum.Hints{Carrier: a.lead})
	r := reading{number: result.Number}
	if r.number == "" {
		r.outcome = outcomeNothing
		if len(a.found) > 0 {
			r.outcome, r.found = outcomeSeveral, a.found
		}
		return r
	}
	if _, listed := said(a.found, r.number); listed {
		r.found = a.found
	}
	r.repairs = result.Repairs[:min(mostRepair, len(result.Repairs))]
	switch result.Verdict {
	case tracknum.Valid:
		r.valid(result.Matches, a)
	case tracknum.Invalid:
		r.match = &result.Matches[0]
		r.outcome = outcomeInvalid
		if r.match.Check != tracknum.CheckFail {
			r.outcome = outcomeIssuer
		}
	default:
		r.unknown(table, a)
	}
	if m := r.drawn(table); m != nil {
		parts := table.Anatomy(r.number, m)
		for n := len(parts); n > 0 && parts[n-1].Start >= len(r.number); n-- {
			parts = parts[:n-1] // still to be typed
		}
		r.segments = figure.Cut(a.typed, r.number, parts)
	}
	return r
}

// valid chooses among the matches of a number that can exist. One that is twice
// as likely as the next, and likelier than not, is meant; otherwise the person
// knows better.
func (r *reading) valid(matches []tracknum.Match, a asked) {
	r.outcome = outcomeMatch
	best := &matches[0]
	for i := range matches {
		if matches[i].Carrier == a.chosen {
			r.match = &matches[i]
		}
	}
	if len(matches) == 1 || best.Carrier == a.lead || best.Confidence >= sure && best.Confidence > 2*matches[1].Confidence {
		if r.match == nil {
			r.match = best
		}
		return
	}
	r.outcome = outcomeChoose
	r.choices = matches[:min(len(matches), mostChoice)]
}

// unknown looks for numbers inside a text that is none itself, or says whose
// number it may become.
func (r *reading) unknown(table *tracknum.Table, a asked) {
	r.outcome = outcomeUnknown
	begun := table.Expect(r.number)
	switch {
	case len(begun) > 0 && !a.settled:
		r.repairs = nil
	case len(begun) == 0 && utf8.RuneCountInString(r.number) < shortest:
		r.outcome = outcomeShort
		return
	case a.typed != r.number:
		switch found := extract(table, a.typed); len(found) {
		case 0:
		case 1:
			only := tracknum.Repair{Number: found[0].Number}
			r.repairs = append([]tracknum.Repair{only}, r.repairs[:min(mostRepair-1, len(r.repairs))]...)
		default:
			r.outcome, r.found = outcomeSeveral, found
			return
		}
	}
	switch {
	case len(begun) > 0 && len(r.repairs) == 0:
		r.outcome, r.match = outcomeBegun, &begun[0]
		r.choices = begun[:min(len(begun), mostBegun)]
		if a.settled { // before that it would change with each character
			r.missing = begun[0].Why()
		}
	case !a.settled:
		r.outcome, r.repairs = outcomeShort, nil
	}
}

// extract returns the different numbers of a text, in its order.
func extract(table *tracknum.Table, text string) []tracknum.Found {
	found := table.Extract(text)
	return found[:min(mostFound, len(found))]
}

// drawn returns the match whose parts are drawn: the one that is meant, or any
// of several when all would be drawn alike.
func (r *reading) drawn(table *tracknum.Table) *tracknum.Match {
	if r.match != nil || len(r.choices) == 0 {
		return r.match
	}
	parts := table.Anatomy(r.number, &r.choices[0])
	for i := range r.choices[1:] {
		others := table.Anatomy(r.number, &r.choices[i+1])
		if len(others) != len(parts) {
			return nil
		}
		for j := range parts {
			if parts[j].End != others[j].End || parts[j].Kind != others[j].Kind {
				return nil
			}
		}
	}
	return &r.choices[0]
}

// wrong reports whether what stands in the field cannot be a tracking number.
func (r *reading) wrong() bool {
	switch r.outcome {
	case outcomeInvalid, outcomeIssuer, outcomeUnknown:
		return true
	}
	return false
}

// best returns the carrier that is asked when nothing more is said: the one that
// is meant, the first of several, or "".
func (r *reading) best() string {
	if r.match != nil {
		return r.match.Carrier
	}
	if len(r.choices) > 0 {
		return r.choices[0].Carrier
	}
	return ""
}
