package tracknum

import "testing"

func TestSay(t *testing.T) {
	w := English()
	w.Phrases[insteadOf] = "en {3}: {1} por {2}, {4} {x"
	if got := w.say(insteadOf, "A", "B", "7"); got != "en 7: A por B, {4} {x" {
		t.Errorf("say: %q", got)
	}
	if got := (*Words)(nil).say(insteadOf, "A"); got != "" {
		t.Errorf("without words something is said: %q", got)
	}
	w.Parts = []string{"serial number", "número de serie"}
	for name, want := range map[string]string{"serial number": "número de serie", "depot": "depot"} {
		if got := w.part(name); got != want {
			t.Errorf("part %q is called %q, want %q", name, got, want)
		}
	}
}

// A table speaks the language of the words that it was read with.
func TestTableSpeaksItsWords(t *testing.T) {
	w := English()
	w.Phrases[startsWith] = "empieza por {1}"
	w.Phrases[checkAgrees] = "el dígito de control {1} cuadra"
	w.Phrases[nameCheckDigit] = "dígito de control"
	w.Parts = []string{"shipper", "remitente"}
	data, err := Compile(Source{Carriers: []Carrier{{Slug: "ups", Name: "UPS", Country: "US", Formats: []Format{{ID: "1z", Check: "ups", Covers: 15,
		Confidence: "verified", Pattern: "1Z + 6 characters (shipper) + 2 characters (service) + 7 characters (package) + check digit"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	table, err := Decode(data, w)
	if err != nil {
		t.Fatal(err)
	}
	r := table.Identify("1Z999AA10123456784", Hints{})
	if got, want := r.Matches[0].Why(), "empieza por 1Z; el dígito de control 4 cuadra"; got != want {
		t.Errorf("why: %q, want %q", got, want)
	}
	parts := table.Anatomy(r.Number, &r.Matches[0])
	if got := parts[1].Name + ", " + parts[len(parts)-1].Name; got != "remitente, dígito de control" {
		t.Errorf("parts: %q", got)
	}
}
