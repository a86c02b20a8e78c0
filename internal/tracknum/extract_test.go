package tracknum

import (
	"strings"
	"testing"
)

func TestExtract(t *testing.T) {
	table := testTable(t)
	tests := []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"alone", "LP00123456789012", "LP00123456789012"},
		{"in a sentence", "Your parcel (RR473124829GB) is here.", "RR473124829GB"},
		{"at the end", "It is 1Z999AA10123456784.", "1Z999AA10123456784"},
		{"lower case", "number 1z999aa10123456784, thanks", "1Z999AA10123456784"},
		{"grouped", "Tracking number: 1Z 999 AA1 01 2345 6784\nThanks", "1Z999AA10123456784"},
		{"grouped, lower case", "is 1z 999 aa1 01 2345 6784 it", "1Z999AA10123456784"},
		{"grouped S10", "Nummer RA 123 456 785 CH bitte", "RA123456785CH"},
		{"dashes", "LP-00123-456789012", "LP00123456789012"},
		{"fours", "LP00 1234 5678 9012", "LP00123456789012"},
		{"no-break spaces", "RA 123 456 785 CH", "RA123456785CH"},
		{"zero-width", "LP0012345\u200B6789012\uFEFF", "LP00123456789012"},
		{"full width", "番号：ＲＲ４７３１２４８２９ＧＢ。", "RR473124829GB"},
		{"glued to Chinese", "单号LP00123456789012请查收", "LP00123456789012"},
		{"two in a row", "LP00123456789012 LP00123456789013", "LP00123456789012 LP00123456789013"},
		{"twice", "LP00123456789012, again lp00123456789012", "LP00123456789012"},
		{"CSV", "order;date;number\n12;2026-11-22;RR473124829GB\n13;2026-11-23;\"LX877279345FR\"\n", "RR473124829GB LX877279345FR"},
		{"tabs", "RA123456785CH\t123", "RA123456785CH"},
		{"query", "https://www.ups.com/track?loc=en_US&tracknum=1Z999AA10123456784&requester=ST/", "1Z999AA10123456784"},
		{"query of several", "https://global.cainiao.com/detail.htm?mailNoList=LP00123456789012%2CLP00123456789013", "LP00123456789012 LP00123456789013"},
		{"query with spaces", "<https://x.example/?n=1Z%20999%20AA1%2001%202345%206784>", "1Z999AA10123456784"},
		{"path", "see https://t.17track.net/en/RR473124829GB/details", "RR473124829GB"},
		{"fragment", "https://waybill.example/#n=LP00123456789012&n=RR473124829GB", "LP00123456789012 RR473124829GB"},
		{"HTML", `<a href="https://x.example/t/LP00123456789012">LP00123456789012</a>`, "LP00123456789012"},
		{"demo", "Try DEMOSTUCK or demostuck", "DEMOSTUCK"},
		{"domestic S10", "Objeto: NN 123 456 785 BR", "NN123456785BR"},

		{"flights", "AE1234, UZ 055, LX 38 and AP 1234 on 22 Nov 2026 at 10:15", ""},
		{"VAT", "ATU12345678, DE123456789, GB 123 4567 89, FR12345678901", ""},
		{"wrong check digit", "1Z999AA10123456785 RR473124828GB", ""},
		{"unknown issuer", "RB123456785XX", ""},
		{"part of something longer", "X1Z999AA10123456784 LP001234567890123 RR473124829GBX", ""},
		{"across lines", "RA 123 456\n785 CH", ""},
		{"two spaces", "RA 123  456 785 CH", ""},
		{"words", "look at 123 456 785 us, ra 123 456 785 ch", ""},
		{"phone", "+41 44 123 45 67, (555) 123-4567, 0800 123 456 789, +1 800 742 5877", ""},
		{"date", "2026-11-22 10:15:00, 22.11.2026, 20261122T101500Z", ""},
		{"order", "Order 123-1234567-1234567, invoice 2026-000123, A4603636537, K1506235620", ""},
		{"IBAN", "DE89 3704 0044 0532 0130 00, GB29 NWBK 6016 1331 9268 19, CH9300762011623852957", ""},
		{"IBAN then number", "DE89 3704 0044 0532 0130 00 LP00123456789012", "LP00123456789012"},
		{"from memory", "CAINIAO12345678", ""},
		{"hash", "commit 92644bf0a1b2c3d4e5f60718293a4b5c6d7e8f90, 550e8400-e29b-41d4-a716-446655440000", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range table.Extract(tt.text) {
			got = append(got, f.Number)
			if f.Input != tt.text[f.Start:f.End] || f.Verdict != Valid || len(f.Matches) == 0 || Normalize(f.Input) != f.Number && !strings.Contains(f.Input, "%") {
				t.Errorf("%s: %+v at %q", tt.name, f, tt.text[f.Start:f.End])
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, s, tt.want)
		}
	}
}

// TestExtractPrefixed has formats of which a source shows only the shape: less is
// known of them, but their fixed letters tell.
func TestExtractPrefixed(t *testing.T) {
	table := tableOf(t, Source{Carriers: []Carrier{{Slug: "a", Name: "A", Formats: []Format{
		{ID: "ae", Pattern: "AE + 9 digits", Confidence: "shape"},
		{ID: "uz", Pattern: "UZ + 10 digits + Y", Confidence: "shape"},
		{ID: "one", Pattern: "A|H|J|K|T|V + 9 digits + check digit", Check: "ups", Covers: 9, Confidence: "verified"},
		{ID: "digits", Pattern: "9 digits + check digit", Check: "ups", Covers: 9, Confidence: "verified"},
		{ID: "none", Pattern: "12 digits", Confidence: "verified"},
	}}}})
	tests := []struct{ name, text, want string }{
		{"seen in a source", "Your parcels: AE010698498 and UZ0556033196Y", "AE010698498 UZ0556033196Y"},
		{"lower case", "ae010698498.", "AE010698498"},
		{"in an address", "https://x.example/?n=AE010698498&l=en", "AE010698498"},
		{"in groups", "AE12 3456, AE 2023 00123, AE-2023-001234, invoice AE-2023-00123, AE 010 698 498", ""},
		{"other lengths", "AE01069849 AE0106984981 UZ055603319Y UZ0556033196", ""},
		{"flights", "AE1234, UZ 055, LX 38 and AP 1234 on 22 Nov 2026 at 10:15", ""},
		{"VAT", "ATU12345678, DE123456789, GB 123 4567 89, FR12345678901", ""},
		{"IBAN", "DE89 3704 0044 0532 0130 00, AE07 0331 2345 6789 0123 456, AE070331234567890123456", ""},
		{"one fixed letter", "J4603636537, 4603636537, 123456789012", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range table.Extract(tt.text) {
			got = append(got, f.Number)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, s, tt.want)
		}
	}
}

// contextTable has carriers whose numbers only the text around them tells.
func contextTable(tb testing.TB) *Table {
	return tableOf(tb, Source{Carriers: []Carrier{
		{Slug: "fedex", Name: "FedEx", Hosts: "fedex.com", Formats: []Format{{ID: "fedex-12", Pattern: "11 digits + check digit", Check: "fedex", Confidence: "verified"}}},
		{Slug: "dhl", Name: "DHL Express", Hosts: "dhl.com dhl.de", Formats: []Format{{ID: "dhl-10", Pattern: "9 digits + check digit", Check: "mod7", Confidence: "verified"}}},
		{Slug: "zto", Name: "ZTO Express", Hosts: "zto.com", Formats: []Format{{ID: "zto-12", Pattern: "12 digits", Confidence: "verified"}}},
		{Slug: "gls", Name: "GLS", Hosts: "gls-group.eu", Formats: []Format{{ID: "gls-11", Pattern: "11 digits", Confidence: "verified"}}},
		{Slug: "royal", Name: "Royal Mail", Formats: []Format{{ID: "rm-9", Pattern: "9 digits", Confidence: "verified"}}},
	}})
}

func TestExtractInContext(t *testing.T) {
	table := contextTable(t)
	tests := []struct{ name, text, want string }{ // "number carrier"
		{"nothing said", "986578788855", ""},
		{"label", "Tracking number: 986578788855", "986578788855 fedex"},
		{"label on the line above", "Your tracking number\n986578788855", "986578788855 fedex"},
		{"label, grouped", "Tracking no. 9865 7878 8855", "986578788855 fedex"},
		{"label in German", "Ihre Sendungsnummer lautet 2451080365.", "2451080365 dhl"},
		{"label in Russian", "Трек-номер 2451080365", "2451080365 dhl"},
		{"label in Chinese", "运单号：2451080365", "2451080365 dhl"},
		{"label, no check passes", "Tracking number: 986578788856", ""},
		{"label, and the carrier named", "ZTO Express, tracking number: 986578788856", "986578788856 zto"},
		{"the carrier that is named comes first", "ZTO. Waybill 986578788855", "986578788855 zto"},
		{"a name of two words", "Royal Mail parcel 123456789", "123456789 royal"},
		{"an order", "Track your order 986578788855", ""},
		{"a phone number", "Questions about your parcel? Call 2451080365", ""},
		{"an international phone number", "Parcel desk: +2451080365", ""},
		{"an invoice", "Invoice 986578788855", ""},
		{"a date", "Parcel sent on 20261122", ""},
		{"link", "https://www.fedex.com/fedextrack/?trknbr=986578788855", "986578788855 fedex"},
		{"link, whatever the label", "Order: https://www.dhl.de/en/track?piececode=2451080365", "2451080365 dhl"},
		{"link without a check digit", "https://zto.com/t/986578788856", "986578788856 zto"},
		{"link with a port and capitals", "HTTPS://WWW.GLS-GROUP.EU:443/track/12345678901", "12345678901 gls"},
		{"another number tells", "Tracking number 986578788855, and https://zto.com/t/986578788856", "986578788855 zto, 986578788856 zto"},
		{"a label in the address", "https://shop.example/?tracking_number=986578788855", "986578788855 fedex"},
		{"a label before the address", "Your parcel: https://shop.example/?n=986578788855", ""},
		{"a name in an address", "Parcel 986578788856: https://shop.example/zto/express", ""},
		{"link to somebody else", "https://shop.example/orders/986578788855", ""},
		{"link to a host that pretends", "https://fedex.com.evil.example/?n=986578788855", ""},
		{"link with a name in front", "https://fedex.com@evil.example/?n=986578788855", ""},
		{"link with a backslash", `https://evil.example\@fedex.com/?n=986578788855`, ""},
		{"link to a host with a longer name", "https://notfedex.com/?n=986578788855", ""},
		{"the link ends at the space", "https://www.fedex.com/ 986578788855", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range table.Extract(tt.text) {
			got = append(got, f.Number+" "+f.Matches[0].Carrier)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, s, tt.want)
		}
	}
}

// TestHostileInput gives a megabyte of each to everything that takes text. Work
// that grows with the square of the length would not end.
func TestHostileInput(t *testing.T) {
	table := testTable(t)
	for name, unit := range map[string]string{
		"digits": "1", "spaced digits": "1 ", "dashed letters": "A-", "NULs": "\x00", "right-to-left marks": "\u200F",
		"full-width digits": "７", "emoji": "📦", "broken UTF-8": "\xF0\x9F", "almost UPS": "1Z ", "almost IBAN": "DE89 ",
		"percents": "://%20%", "joiners": "1\u200D", "numbers": "RR473124829GB ", "slashes": "/", "links": "://", "links to a carrier": "://ups.com/", "bare digits": "986578788855 ",
		"labelled digits": "track 986578788855 ", "links with digits": "://a/986578788855/",
	} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		r := table.Identify(text, Hints{})
		if r.Verdict != Unrecognised || r.Repairs != nil {
			t.Errorf("%s: %s", name, r.Verdict)
		}
		found := table.Extract(text)
		if want := name == "numbers"; (len(found) == 1) != want {
			t.Errorf("%s: %d found", name, len(found))
		}
		if table.Expect(text) != nil {
			t.Errorf("%s: something is expected", name)
		}
	}
}

func FuzzExtract(f *testing.F) {
	table := testTable(f)
	f.Add("Your 1Z 999 AA1 01 2345 6784, RA 123 456 785 CH and https://x.example/?n=LP00123456789012%2C1")
	f.Add("DE89 3704 0044 0532 0130 00 ＲＲ４７３１２４８２９ＧＢ\u200B\xff")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, found := range table.Extract(text) {
			if found.Start < end || found.End <= found.Start || found.End > len(text) {
				t.Fatalf("%q: found at %d to %d after %d", text, found.Start, found.End, end)
			}
			end = found.End
			r := table.Identify(found.Number, Hints{})
			if r.Verdict != Valid || r.Matches[0].Confidence < leastPrefixed || found.Input != text[found.Start:found.End] {
				t.Fatalf("%q: found %+v", text, found)
			}
		}
	})
}
