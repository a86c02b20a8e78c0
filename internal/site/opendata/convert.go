package opendata

import (
	"waybill/internal/catalog"
	"waybill/internal/timeline"
)

// The functions here copy field by field: the catalogue may change its shape,
// the published data may not.

func lineOf(c *catalog.Carrier, prefix string) Line {
	return Line{
		Slug: c.Slug, Name: c.Name, Aliases: c.Aliases, Country: country(c.Country), Kind: string(c.Kind),
		Website: c.Website, Tracking: c.Tracking, Needs: c.Needs, Adapter: c.Adapter,
		Page: prefix + c.URL, Data: prefix + "/data/carriers/" + c.Slug + ".json", Updated: string(c.Updated),
	}
}

func carrierOf(c *catalog.Carrier, prefix string) Carrier {
	return Carrier{
		Line: lineOf(c, prefix), Title: c.Title, Description: c.Description, Legal: c.Legal, Checked: string(c.Checked),
		Facts: each(c.Facts, func(f catalog.Fact) Fact { return Fact(f) }),
		Formats: each(c.Formats, func(f catalog.Format) Format {
			return Format{f.ID, f.Pattern, f.Check, f.Covers, f.Example, country(f.Country), f.Service, f.Note, f.Confidence, f.Source}
		}),
		Meanings: each(c.Meanings, func(m catalog.Meaning) Meaning { return Meaning(m) }),
		Services: each(c.Services, func(s catalog.Service) Service {
			return Service{s.Name, days(s.Days), s.Scans, s.Note, s.Source}
		}),
		Silences:  each(c.Silences, func(s catalog.Silence) Silence { return silenceOf(s, s.Source) }),
		Deadlines: each(c.Deadlines, func(d catalog.Deadline) Deadline { return deadlineOf(d, d.Source) }),
		Wordings: each(c.Wordings, func(w catalog.Wording) Wording {
			return Wording{w.Text, w.Code, string(w.Status), w.Note, w.Source}
		}),
		Partners: each(c.Partners, func(p catalog.Partner) Partner {
			return Partner{p.Name, p.Carrier, country(p.Country), p.Role, p.Source}
		}),
		Contacts: each(c.Contacts, func(c catalog.Contact) Contact {
			return Contact{c.Scope, c.Label, c.URL, c.Note, c.Source}
		}),
		Issuers: each(c.Issuers, func(i catalog.Issuer) Issuer {
			return Issuer{i.Code, i.Country, i.Operator, i.Carrier, i.Confidence}
		}),
		Indicators: each(c.Indicator, func(i catalog.Indicator) Indicator {
			return Indicator{i.From, i.To, i.Meaning}
		}),
		Sources: sources(c.Sources),
	}
}

func statusOf(s *catalog.Status, prefix string) Status {
	out := Status{
		Status: string(s.Status), Name: s.Name, Description: s.Description, Short: s.Short, Normal: s.Normal, Act: s.Act,
		Phrases: s.Phrases, Page: prefix + s.URL, Updated: string(s.Updated), Sources: sources(s.Sources),
	}
	for _, next := range s.Next {
		out.Next = append(out.Next, string(next))
	}
	return out
}

func sources(list []catalog.Source) []Source {
	return each(list, func(s catalog.Source) Source { return Source{s.ID, s.Title, s.URL, string(s.Checked)} })
}

// days returns nil for a span that no source gives.
func days(d catalog.Days) *Days {
	if d.Max == 0 {
		return nil
	}
	return &Days{d.Min, d.Max, d.Working}
}

// country drops ZZ, by which the catalogue says that there is none.
func country(code string) string {
	if code == "ZZ" {
		return ""
	}
	return code
}

func each[A, B any](list []A, convert func(A) B) []B {
	out := make([]B, 0, len(list))
	for _, a := range list {
		out = append(out, convert(a))
	}
	return out
}

func silenceOf(s catalog.Silence, source any) Silence {
	return Silence{string(s.From), string(s.To), s.Service, days(s.Days), s.Act, s.Who, s.Note, source}
}

func deadlineOf(d catalog.Deadline, source any) Deadline {
	return Deadline{
		ID: d.ID, Body: d.Body, Kind: d.Kind, What: d.What,
		For:   each(d.For, func(t timeline.Trouble) string { return string(t) }),
		Opens: limit(d.Opens), Closes: limit(d.Closes),
		Who: d.Who, Countries: d.Countries, Note: d.Note, URL: d.URL, Source: source,
	}
}

func closureOf(c catalog.Closure, source any) Closure {
	out := Closure{Name: c.Name, Countries: c.Countries, On: c.On, From: string(c.From), To: string(c.To), Source: source}
	if c.Movable {
		out.Easter = &c.Easter
	}
	return out
}

// limit returns nil for one that is not set.
func limit(l catalog.Limit) *Limit {
	if l.N == 0 {
		return nil
	}
	return &Limit{l.N, string(l.Unit), each(l.From, func(o timeline.Occasion) string { return string(o) })}
}

// sourceOf is a source written out, for data that several pages feed.
func sourceOf(p *catalog.Page, id string) any {
	s := p.Source(id)
	return Source{ID: s.ID, Title: s.Title, URL: s.URL, Checked: string(s.Checked)}
}
