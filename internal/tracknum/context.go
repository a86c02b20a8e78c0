package tracknum

// What a text says of the numbers in it.

// labels are words that announce a tracking number, in the languages in which
// people get such messages; strangers announce something else. Both are looked for
// in the few characters before a number, and the nearest word decides.
const (
	labels = "track|shipment|parcel|package|consignment|waybill|awb|airbill|barcode|sendung|paket|suivi|" +
		"colis|expédition|seguimiento|envío|paquete|rastre|encomenda|objeto|spedizione|tracciat|" +
		"lettera di vettura|zending|pakke|forsendelse|sändning|kolli|przesyłk|paczk|zásilk|трек|" +
		"рек-ном|тправл|тслеж|单号|單號|运单|伝票|追跡|운송장|"
	strangers = "order|invoice|customer|account|phone|mobile|tel:|tel.|tel |fax|call |vat|amount|total|date|" +
		"ref|item|sku|case|bestell|rechnung|kunden|telefon|auftrag|commande|facture|client|pedido|" +
		"factura|cliente|ordine|fattura|iban|+|(|订单|注文|"
)

// labelWindow is how many bytes before a number are looked at.
const labelWindow = 48

// labelled reports whether the words before a token announce a tracking number.
// Inside a web address only those of the address count: what stands before it was
// written by somebody else.
func (x *extraction) labelled(k *token) bool {
	from := max(0, k.start-labelWindow)
	if k.link > 0 {
		from = max(from, x.links[k.link-1].start)
	}
	window := lower(x.text[from:k.start])
	label := lastOf(window, labels)
	return label >= 0 && label > lastOf(window, strangers)
}

// lastOf returns where the last of words, each of which a bar ends, begins in s; -1
// when none does.
func lastOf(s, words string) int {
	last := -1
	for words != "" {
		var w string
		w, words, _ = cut(words, "|")
		for i := len(s) - len(w); i > last; i-- {
			if s[i] == w[0] && s[i:i+len(w)] == w {
				last = i
			}
		}
	}
	return last
}

// named returns the slugs of the carriers whose names stand in the text as words.
func (x *extraction) named() []string {
	edges := make([]bool, len(x.folded)+1) // where tokens begin and end
	for i := range x.tokens {
		if k := &x.tokens[i]; k.link == 0 { // anybody may put a name into an address
			edges[k.from], edges[k.to] = true, true
		}
	}
	var out []string
	for i := range x.t.carriers {
		c := &x.t.carriers[i]
		whole, brand := spoken(c.Name)
		if x.says(whole, edges) || brand != whole && x.says(brand, edges) {
			out = append(out, c.Slug)
		}
	}
	return out
}

// says reports whether name stands in the folded text between edges.
func (x *extraction) says(name string, edges []bool) bool {
	for i := 0; name != "" && i+len(name) <= len(x.folded); i++ {
		if x.folded[i] == name[0] && edges[i] && edges[i+len(name)] && x.folded[i:i+len(name)] == name {
			return true
		}
	}
	return false
}

// spoken returns a carrier's name as it stands in a folded text, and its first
// word when that is an abbreviation and so the name by which people know it: DHL of
// DHL Express.
func spoken(name string) (whole, brand string) {
	whole = letters(name)
	if first, _, more := cut(name, " "); more && len(first) > 2 && letters(first) == first {
		return whole, first
	}
	return whole, whole
}

// letters returns the letters and digits of name, in upper case.
func letters(name string) string {
	var b []byte
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if charClass[c]&(classDigit|classLetter) != 0 {
			b = append(b, c)
		}
	}
	return string(b)
}

// hostOf returns the host of an address, of which rest is what follows the
// scheme, in lower case. Whoever wrote the address may want to deceive: what stands
// before an at sign is no host, and neither is what follows a backslash.
func hostOf(rest string) string {
	host := rest
	for i := range len(rest) {
		if c := rest[i]; c <= ' ' || c == '/' || c == '?' || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>' || i > 255 {
			host = rest[:i]
			break
		}
	}
	for i := len(host) - 1; i >= 0; i-- {
		if host[i] == '@' {
			host = host[i+1:]
			break
		}
	}
	host, _, _ = cut(host, ":")
	return lower(host)
}

// link is a web address in the text.
type link struct {
	start  int            // in the text, behind the scheme
	owners []*CarrierInfo // carriers to whose own site it leads
}

// mostLinks is how many addresses of one text are looked up.
const mostLinks = 500

// follow notes the address that starts behind its scheme, and returns its number,
// counted from 1.
func (x *extraction) follow(start int) int {
	l := link{start: start}
	if len(x.links) < mostLinks {
		host := hostOf(x.text[start:])
		for i := range x.t.carriers {
			if c := &x.t.carriers[i]; at(host, c.Hosts) {
				l.owners = append(l.owners, c)
			}
		}
	}
	x.links = append(x.links, l)
	return len(x.links)
}

// linked returns the slug of a carrier to whose own site the link leads and whose
// number number is, or "".
func (x *extraction) linked(l *link, number string) string {
	for _, c := range l.owners {
		x.buf = x.t.match(x.buf[:0], number, &Hints{Carrier: c.Slug})
		for j := range x.buf {
			if m := &x.buf[j]; m.Carrier == c.Slug && m.valid && m.tells(true) {
				return c.Slug
			}
		}
	}
	return ""
}

// at reports whether host is one of sites, which are separated by spaces, or is
// below one of them.
func at(host, sites string) bool {
	for sites != "" {
		var site string
		site, sites, _ = cut(sites, " ")
		if host == site || len(host) > len(site) && host[len(host)-len(site)-1] == '.' && host[len(host)-len(site):] == site {
			return true
		}
	}
	return false
}
