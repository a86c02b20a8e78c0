package main

import (
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
	"waybill/wasm/text"
)

// json writes the list as a file that can be read back, here or by a program:
// {"waybill":1,"parcels":[{"number":"…","carrier":"…",…},…]}. All values are texts.
func (l *list) json() string {
	b := []byte("{\"waybill\":1,\"parcels\":[")
	for i, k := range l.kept {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '\n', '{')
		var r pairs
		k.write(&r)
		rest := string(r.b)
		for n := 0; rest != ""; n++ {
			var one string
			one, rest, _ = text.Cut(rest, "\x00")
			switch {
			case n%2 == 1:
				b = append(b, ':')
			case n > 0:
				b = append(b, ',')
			}
			b = appendJSON(b, one)
		}
		b = append(b, '}')
	}
	return string(append(b, "\n]}\n"...))
}

// appendJSON writes a text as JSON.
func appendJSON(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// csv writes the list as a table for a spreadsheet (RFC 4180).
func (p *page) csv() string {
	var b []byte
	b = append(b, "number,carrier,name,tags,status,since,expected,archived\r\n"...)
	for _, k := range p.list.kept {
		archived := ""
		if k.archived {
			archived = "yes"
		}
		cells := []string{k.number, k.carrier, k.name, k.tags, string(k.status), k.since.Date(), k.eta.Date(), archived}
		for i, cell := range cells {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendCell(b, cell)
		}
		b = append(b, '\r', '\n')
	}
	return string(b)
}

// appendCell writes a cell. One that a spreadsheet would take for a formula gets an
// apostrophe in front, by which spreadsheets know that it is text.
func appendCell(b []byte, s string) []byte {
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@') {
		s = "'" + s
	}
	b = append(b, '"')
	for _, c := range []byte(s) {
		if c == '"' {
			b = append(b, '"')
		}
		b = append(b, c)
	}
	return append(b, '"')
}

// rows reads a table with commas, semicolons or tabs between its cells. It stops
// after mostKept rows.
func rows(table string) [][]string {
	head, _, _ := text.Cut(table, "\n")
	comma := byte(',')
	for _, c := range []byte{';', '\t'} {
		if count(head, c) > count(head, comma) {
			comma = c
		}
	}
	var out [][]string
	var row []string
	var cell []byte
	quoted := false
	end := func() {
		row = append(row, string(cell))
		cell = nil
	}
	for i := 0; i < len(table) && len(out) < mostKept; i++ {
		c := table[i]
		switch {
		case quoted && c == '"' && i+1 < len(table) && table[i+1] == '"':
			cell = append(cell, c)
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && c == comma:
			end()
		case !quoted && c == '\n':
			end()
			out = append(out, row)
			row = nil
		case !quoted && c == '\r':
		default:
			cell = append(cell, c)
		}
	}
	if len(cell) > 0 || len(row) > 0 {
		end()
		out = append(out, row)
	}
	return out
}

func count(s string, c byte) int {
	n := 0
	for i := range len(s) {
		if s[i] == c {
			n++
		}
	}
	return n
}

// imported adds the parcels of a file to the list: our own JSON, or a table whose
// first row names its columns. A parcel that is kept already keeps what is known of
// it. The page sends no other files here.
func (p *page) imported(table string, body answer) {
	var found []*kept
	for _, path := range body.rows("parcels", mostKept) {
		if k := body.kept(path); k != nil {
			found = append(found, k)
		}
	}
	if table != "" {
		found = p.fromTable(rows(table))
	}
	n := 0
	for _, k := range found {
		k.number = tracknum.Normalize(k.number)
		if k.carrier == "" {
			k.carrier = p.guess(k.number)
		}
		if k.number == "" || p.list.find(k.id()) != nil {
			continue
		}
		if k.added == 0 {
			k.added = p.now()
		}
		p.list.kept = append(p.list.kept, k)
		p.store(k, "")
		n++
	}
	p.list.undo = undo{}
	p.drawList()
	p.host.Do("say", p.words.count("imported", n, "of", text.Itoa(len(found))))
	p.host("focus", "[data-parcels] h2", "")
}

func (p *page) guess(number string) string {
	matches := p.table.Identify(number, tracknum.Hints{}).Matches
	if len(matches) == 0 {
		return ""
	}
	return matches[0].Carrier
}

// fromTable reads parcels out of a table.
func (p *page) fromTable(rows [][]string) []*kept {
	if len(rows) == 0 {
		return nil
	}
	var found []*kept
	for _, row := range rows[1:] {
		k := &kept{}
		for i, cell := range row {
			if i >= len(rows[0]) {
				break
			}
			if len(cell) > 1 && cell[0] == '\'' {
				cell = cell[1:]
			}
			cell = text.Plain(cell)
			switch rows[0][i] {
			case "number":
				k.number = cell
			case "carrier":
				k.carrier = cell
			case "name":
				k.name = cell
			case "tags":
				k.tags = cell
			case "archived":
				k.archived = cell == "yes"
			case "status":
				if s := timeline.Status(cell); s.Valid() {
					k.status = s
				}
			}
		}
		if k.number != "" {
			found = append(found, k)
		}
	}
	return found
}
