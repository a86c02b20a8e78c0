package lookup

import (
	"testing"

	"waybill/internal/catalog"
	"waybill/internal/locale"
	"waybill/internal/timeline"
)

func TestCarriers(t *testing.T) {
	c := &catalog.Catalog{Lang: "en", Say: locale.Builtin("en"), Carriers: []*catalog.Carrier{
		{Page: catalog.Page{Slug: "ceska-posta"}, Name: "Česká pošta", Country: "CZ", Kind: catalog.KindPost, Website: "https://www.ceskaposta.cz/en", Aliases: []string{"Balíkovna", "Česká pošta s.p."}},
		{Page: catalog.Page{Slug: "s10"}, Name: "Postal operator", Country: "ZZ", Kind: catalog.KindStandard, Issuers: []catalog.Issuer{{Code: "CZ", Country: "Czech Republic", Carrier: "ceska-posta"}, {Code: "FR", Country: "France", Carrier: "s10"}}},
	}}
	got, err := Carriers(c)
	want := `{"ceska-posta":"ceska posta post ceskaposta cz balikovna s p czechia czech republic","s10":"postal operator standard"}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

func TestWordings(t *testing.T) {
	c := &catalog.Catalog{
		Statuses: []*catalog.Status{{Status: timeline.Delivered, Phrases: []string{"livré", "delivered … parcel shop"}}},
		Carriers: []*catalog.Carrier{
			{Name: "Cainiao", Wordings: []catalog.Wording{{Text: "Signed", Status: timeline.Delivered}, {Text: "Accepted", Status: timeline.PickedUp}}},
			{Name: "Yanwen", Wordings: []catalog.Wording{{Text: "Signed", Status: timeline.Delivered}, {Text: "Accepted", Status: timeline.ArrivedSorting}}},
			{Name: "Silent"},
		},
	}
	got, err := Wordings(c)
	want := `{"phrases":{"delivered":["livré","delivered … parcel shop"]},"carriers":[["Signed","delivered"]]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}
