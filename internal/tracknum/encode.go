//go:build !js || compiler

package tracknum

import (
	"slices"
)

// writer builds the bytes of a table.
type writer struct {
	out   []byte
	texts []string // sorted
}

func (w *writer) number(n int) {
	for ; n >= 0x80; n >>= 7 {
		w.out = append(w.out, byte(n)|0x80)
	}
	w.out = append(w.out, byte(n))
}

func (w *writer) text(s string) {
	i, _ := slices.BinarySearch(w.texts, s)
	w.number(i)
}

func (w *writer) flag(b bool) {
	n := 0
	if b {
		n = 1
	}
	w.number(n)
}

// encode returns the bytes of the table, whose contents are checked and sorted.
func (t *Table) encode() []byte {
	w := writer{texts: t.texts()}
	w.number(len(w.texts))
	for _, s := range w.texts {
		w.number(len(s))
	}
	for _, s := range w.texts {
		w.out = append(w.out, s...)
	}
	w.number(len(t.carriers))
	place := map[string]int{}
	for i, c := range t.carriers {
		place[c.Slug] = i
		for _, s := range c.texts() {
			w.text(s)
		}
		w.flag(c.Page)
	}
	w.number(len(t.meanings))
	for _, m := range t.meanings {
		w.number(place[m.carrier.Slug])
		w.text(m.part)
		w.text(m.text)
		w.text(m.says)
	}
	w.number(len(t.issuers))
	for _, is := range t.issuers {
		w.out = append(w.out, is.code...)
		w.text(is.country)
		w.text(is.operator)
		w.text(is.slug)
		w.flag(is.verified)
	}
	w.number(len(t.indicators))
	for _, in := range t.indicators {
		w.out = append(w.out, in.from+in.to...)
		w.text(in.meaning)
	}
	w.number(len(t.formats))
	for i := range t.formats {
		w.format(&t.formats[i], place)
	}
	return append(header(fingerprint(w.out)), w.out...)
}

// texts returns the texts of a carrier in the order in which they are stored.
func (c *CarrierInfo) texts() []string {
	return []string{c.Slug, c.Name, c.Country, c.Tracking, c.Needs, c.Adapter, c.Hosts}
}

// texts returns every text of the table once, sorted.
func (t *Table) texts() []string {
	all := []string{""}
	for i := range t.carriers {
		all = append(all, t.carriers[i].texts()...)
	}
	for _, m := range t.meanings {
		all = append(all, m.part, m.text, m.says)
	}
	for _, is := range t.issuers {
		all = append(all, is.country, is.operator, is.slug)
	}
	for _, in := range t.indicators {
		all = append(all, in.meaning)
	}
	for i := range t.formats {
		f := &t.formats[i]
		all = append(all, f.id, f.country, f.service)
		if f.rule != nil {
			all = append(all, f.rule.name)
		}
		for _, it := range f.items {
			all = append(all, it.name)
			all = append(all, it.alts...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (w *writer) format(f *format, place map[string]int) {
	w.text(f.id)
	w.number(place[f.carrier.Slug])
	w.text(f.country)
	w.text(f.service)
	rule := ""
	if f.rule != nil {
		rule = f.rule.name
	}
	w.text(rule)
	w.number(int(f.covers))
	w.number(int(f.trust))
	w.out = append(w.out, f.fits, f.fails, f.most)
	w.number(len(f.items))
	for _, it := range f.items {
		w.number(int(it.kind))
		flags := 0
		if it.optional {
			flags |= flagOptional
		}
		if it.mixed {
			flags |= flagMixed
		}
		w.number(flags)
		w.text(it.name)
		switch it.kind {
		case kindLiteral:
			w.number(len(it.alts))
			for _, a := range it.alts {
				w.text(a)
			}
		case kindDigits, kindLetters, kindCharacters, kindHex:
			w.number(it.min)
			w.number(it.max)
		}
	}
}
