package catalog

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"waybill/internal/diag"
	"waybill/internal/tracknum"
)

// compile makes the compact number table out of the carriers' formats and
// points its problems to the values in the files.
//
// The table's compiler tries the examples only when all formats are good, so
// what it refuses is left out and the rest is compiled once more.
func (l *loader) compile() {
	skip := l.duplicates()
	for {
		src, places := l.source(skip)
		table, err := tracknum.Compile(src)
		if err == nil {
			l.catalog.Table = table
			return
		}
		again := true
		for _, err := range flatten(err) {
			var fault *tracknum.FormatError
			if !errors.As(err, &fault) {
				p := diag.File{Name: l.shown(l.lang)}.Whole()
				p.ID, p.Message = "format/table", err.Error()
				l.problems = append(l.problems, p)
				return
			}
			l.problems = append(l.problems, l.locate(fault, places))
			if f := places[fault.Carrier].format(fault.Format); f != nil && fault.Field != "meanings" {
				skip[f] = true
			} else {
				again = false // without its issuers the table would refuse good examples
			}
		}
		if !again {
			return
		}
	}
}

// source gathers what the number table is compiled from, without the formats in
// skip.
func (l *loader) source(skip map[*Format]bool) (tracknum.Source, map[string]place) {
	var src tracknum.Source
	places := map[string]place{}
	for _, p := range l.profiles {
		c := p.carrier
		entry := tracknum.Carrier{
			Slug: c.Slug, Name: c.Name, Country: c.Country, Tracking: c.Tracking,
			Needs: c.Needs, Adapter: c.Adapter, Hosts: c.Hosts(), Page: true,
		}
		at := place{profile: p}
		for i := range c.Formats {
			f := &c.Formats[i]
			if f.ID == "" || f.Pattern == "" || f.Example == "" || f.Confidence == "" || skip[f] {
				continue // reported where they stand
			}
			at.formats = append(at.formats, i)
			entry.Formats = append(entry.Formats, tracknum.Format{
				ID: f.ID, Pattern: f.Pattern, Check: f.Check, Covers: f.Covers, Example: f.Example,
				Country: f.Country, Service: f.Service, Confidence: f.Confidence,
			})
		}
		for _, m := range c.Meanings {
			entry.Meanings = append(entry.Meanings, tracknum.Meaning{Part: m.Part, Text: m.Text, Says: m.Meaning})
		}
		places[c.Slug] = at
		if c.Name != "" && slugPattern.MatchString(c.Slug) { // else reported where it stands
			src.Carriers = append(src.Carriers, entry)
		}
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
	for _, s := range l.shared {
		for _, one := range s.page.Shared {
			src.Shared = append(src.Shared, tracknum.Shared{Formats: one.Formats})
		}
	}
	return src, places
}

// Hosts returns the hosts of the carrier's own sites, without www, separated by
// spaces: a number in a link to one of them is the carrier's.
func (c *Carrier) Hosts() string {
	var out []string
	for _, address := range []string{c.Website, c.Tracking} {
		u, err := url.Parse(strings.ReplaceAll(address, "{number}", ""))
		if err != nil || u.Hostname() == "" {
			continue
		}
		host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		if !slices.ContainsFunc(out, func(known string) bool { return host == known || strings.HasSuffix(host, "."+known) }) {
			out = append(out, host)
		}
	}
	return strings.Join(out, " ")
}

// place finds a carrier's formats again after some were left out.
type place struct {
	profile *profile
	formats []int // position in the file of each format that was compiled
}

// format returns the i-th format that was compiled, or nil when there is none.
func (p place) format(i int) *Format {
	if i < 0 || i >= len(p.formats) {
		return nil
	}
	return &p.profile.carrier.Formats[p.formats[i]]
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
				s := p.spans(i)["id"]
				d := p.file().Line(s.line, s.column, s.width)
				d.ID, d.Message = "format/duplicate", fmt.Sprintf("two formats have the id %q", f.ID)
				d.Hint = "the other one is in " + other.carrier.body.label
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

// locate turns a mistake that the table's compiler found into a problem at the
// value that causes it.
func (l *loader) locate(fault *tracknum.FormatError, places map[string]place) diag.Problem {
	p := places[fault.Carrier]
	if fault.Field == "shared" {
		return l.locateShared(fault)
	}
	if fault.Carrier == "" {
		p.profile = l.numbering()
	}
	if p.profile == nil {
		d := diag.File{Name: l.shown(l.lang)}.Whole()
		d.ID, d.Message, d.Hint = "format/table", fault.Msg, fault.Hint
		return d
	}
	s := span{line: 1, column: 1, width: len(fence)}
	if key, there := p.profile.keys[fault.Field]; there {
		s = key
	}
	if f := p.format(fault.Format); f != nil && p.profile.entries[fault.Field] == nil {
		spans := p.profile.spans(p.formats[fault.Format])
		s = spans[""]
		if value, there := spans[fault.Field]; there {
			s = value.part(fault.Offset, fault.Length)
		}
	} else if entries := p.profile.entries[fault.Field]; fault.Format >= 0 && fault.Format < len(entries) {
		s = entries[fault.Format]
	}
	d := p.profile.file().Line(s.line, s.column, s.width)
	d.ID, d.Message, d.Hint = "format/"+fault.Field, fault.Msg, fault.Hint
	return d
}

// locateShared points to the format that a help page names wrongly.
func (l *loader) locateShared(fault *tracknum.FormatError) diag.Problem {
	at := fault.Format
	for _, s := range l.shared {
		if at < len(s.formats) {
			d := s.file.Line(s.formats[at].line, s.formats[at].column, s.formats[at].width)
			d.ID, d.Message, d.Hint = "format/shared", fault.Msg, fault.Hint
			return d
		}
		at -= len(s.formats)
	}
	d := diag.File{Name: l.shown(l.lang)}.Whole()
	d.ID, d.Message, d.Hint = "format/table", fault.Msg, fault.Hint
	return d
}

// numbering returns the profile of the standard that has issuers and
// indicators, or nil when there is none.
func (l *loader) numbering() *profile {
	for _, p := range l.profiles {
		if p.carrier.Slug == numberingSlug {
			return p
		}
	}
	return nil
}
