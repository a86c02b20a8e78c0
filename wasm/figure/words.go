package figure

import "waybill/internal/tracknum"

// Words returns what the page calls things of a number, from its own words: each key is
// followed by what it stands for. The phrases of package tracknum have the key "#", in
// their order, and the names of parts have their own behind it: "#serial number".
func Words(said []string) *tracknum.Words {
	w := new(tracknum.Words)
	n := 0
	for i := 0; i+1 < len(said); i += 2 {
		key := said[i]
		switch {
		case key == "#" && n < len(w.Phrases):
			w.Phrases[n] = said[i+1]
			n++
		case len(key) > 1 && key[0] == '#':
			w.Parts = append(w.Parts, key[1:], said[i+1])
		}
	}
	return w
}
