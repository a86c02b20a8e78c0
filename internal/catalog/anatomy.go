package catalog

import "waybill/internal/tracknum"

// NumberPart is a part of a format's example number, ready to be drawn.
type NumberPart struct {
	Text    string // the characters of this part
	Name    string // "service indicator"
	Kind    string // "literal", "service", "serial", "check", "country" or "other"
	Check   string // "pass" or "fail" for a check digit and for a country, "" otherwise
	Meaning string // what the characters stand for, "" when that is not known
}

// Anatomy takes the example of f apart. It returns nil when the format is not
// in the catalogue's number table.
func (c *Catalog) Anatomy(f *Format) []NumberPart {
	if len(c.Table) == 0 {
		return nil
	}
	c.decode.Do(func() {
		if table, err := tracknum.Decode(c.Table, c.Say.Tracknum()); err == nil {
			c.numbers = table
		}
	})
	if c.numbers == nil {
		return nil
	}
	number := tracknum.Normalize(f.Example)
	for _, match := range c.numbers.Match(nil, number) {
		if match.Format != f.ID {
			continue
		}
		var parts []NumberPart
		for _, p := range c.numbers.Anatomy(number, &match) {
			part := NumberPart{Text: p.Text, Name: p.Name, Kind: string(p.Kind), Meaning: p.Meaning}
			if p.OK != tracknum.CheckNone {
				part.Check = string(p.OK)
			}
			parts = append(parts, part)
		}
		return parts
	}
	return nil
}
