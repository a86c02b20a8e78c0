package catalog

import (
	"errors"
	"fmt"

	"waybill/internal/diag"
	"waybill/internal/tracknum"
)

// compile makes the compact number table out of the carriers' formats and
// points its problems to the values in the files.
func (l *loader) compile() {
	again := l.duplicates()
	var src tracknum.Source
	places := map[string]place{}
	for _, p := range l.profiles {
		c := p.carrier
		entry := tracknum.Carrier{
			Slug: c.Slug, Name: c.Name, Country: c.Country, Tracking: c.Tracking,
			Needs: c.Needs, Adapter: c.Adapter, Page: true,
		}
		at := place{profile: p}
		for i := range c.Formats {
			f := &c.Formats[i]
			if f.ID == "" || f.Pattern == "" || again[f] {
				continue // reported where they stand
			}
			at.formats = append(at.formats, i)
			entry.Formats = append(entry.Formats, tracknum.Format{
				ID: f.ID, Pattern: f.Pattern, Check: f.Check, Example: f.Example,
				Country: f.Country, Service: f.Service, Confidence: f.Confidence,
			})
		}
		places[c.Slug] = at
		src.Carriers = append(src.Carriers, entry)
		for _, i := range c.Issuers {
			src.Issuers = append(src.Issuers, tracknum.Issuer{
				Code: i.Code, Country: i.Country, Operator: i.Operator,
				Carrier: i.Carrier, Verified: i.Confidence == "verified",
			})
		}
		for _, i := range c.Indicator {
			src.Indicators = append(src.Indicators, tracknum.Indicator{From: i.From, To: i.To, Meaning: i.Meaning})
		}
	}
	table, err := tracknum.Compile(src)
	if err != nil {
		for _, err := range flatten(err) {
			l.problems = append(l.problems, l.locate(err, places))
		}
		return
	}
	l.catalog.Table = table
}

// place finds a carrier's formats again after some were left out.
type place struct {
	profile *profile
	formats []int // position in the file of each format that was compiled
}

// duplicates reports and returns the formats whose ID another one has already.
func (l *loader) duplicates() map[*Format]bool {
	again := map[*Format]bool{}
	first := map[string]*profile{}
	for _, p := range l.profiles {
		for i := range p.carrier.Formats {
			f := &p.carrier.Formats[i]
			if f.ID == "" {
				continue
			}
			if other, taken := first[f.ID]; taken {
				s := p.formats[i]["id"]
				d := p.file.Line(s.line, s.column, s.width)
				d.ID, d.Message = "format/duplicate", fmt.Sprintf("two formats have the id %q", f.ID)
				d.Hint = "the other one is in " + other.file.Name
				l.problems = append(l.problems, d)
				again[f] = true
				continue
			}
			first[f.ID] = p
		}
	}
	return again
}

// flatten takes joined errors apart.
func flatten(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range joined.Unwrap() {
			out = append(out, flatten(e)...)
		}
		return out
	}
	return []error{err}
}

// locate turns an error of the table's compiler into a problem at the value
// that causes it.
func (l *loader) locate(err error, places map[string]place) diag.Problem {
	var fault *tracknum.FormatError
	if !errors.As(err, &fault) {
		p := diag.File{Name: l.shown(l.lang)}.Whole()
		p.ID, p.Message = "format/table", err.Error()
		return p
	}
	p, ok := places[fault.Carrier]
	if !ok {
		// Issuers and indicators belong to no carrier but stand in one's file.
		for _, candidate := range l.profiles {
			if _, there := candidate.lists["issuers"]; there {
				p = place{profile: candidate}
			}
		}
	}
	if p.profile == nil {
		d := diag.File{Name: l.shown(l.lang)}.Whole()
		d.ID, d.Message, d.Hint = "format/table", fault.Msg, fault.Hint
		return d
	}
	s := span{line: 1, column: 1, width: len(fence)}
	if list, there := p.profile.lists[fault.Field]; there {
		s = list
	} else if list, there := p.profile.lists["formats"]; there {
		s = list
	}
	if fault.Format >= 0 && fault.Format < len(p.formats) {
		spans := p.profile.formats[p.formats[fault.Format]]
		s = spans[""]
		if value, there := spans[fault.Field]; there {
			s = value.part(fault.Offset, fault.Length)
		}
	}
	d := p.profile.file.Line(s.line, s.column, s.width)
	d.ID, d.Message, d.Hint = "format/"+fault.Field, fault.Msg, fault.Hint
	return d
}
