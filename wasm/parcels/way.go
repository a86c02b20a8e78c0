package main

import "waybill/wasm/text"

// way lists the countries through which a parcel goes, each code with a space after
// it, and of how many of them there is a scan. It is "" where a map would say nothing:
// for fewer than two countries.
func (c *parcel) way() (codes string, scanned int) {
	t := c.whole()
	last := ""
	add := func(code string) {
		if code != "" && code != last {
			codes, last = codes+code+" ", code
		}
	}
	add(t.Origin)
	for i := len(t.Events) - 1; i >= 0; i-- {
		add(t.Events[i].Country)
	}
	scanned = len(codes) / len("FR ")
	add(c.destination(t))
	if len(codes) < len("CN FR ") {
		return "", 0
	}
	return codes, scanned
}

// drawMap has the way drawn on a map. The label keeps its place free.
func (p *page) drawMap(c *parcel) {
	if codes, scanned := c.way(); codes != "" {
		p.host("map", codes, text.Itoa(scanned))
	}
}
