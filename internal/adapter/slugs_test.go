package adapter_test

import (
	"testing"

	"waybill/internal/adapter"
)

func TestSlugs(t *testing.T) {
	s := adapter.Slugs{"usps": "usps", "stamps_com": "usps", "dhl_b": "dhl-express", "dhl_a": "dhl-express"}
	for slug, want := range map[string]string{"usps": "usps", "dhl-express": "dhl_a", "nobody": "", "": ""} {
		if got := s.Code(slug); got != want {
			t.Errorf("the code of %q is %q, want %q", slug, got, want)
		}
	}
	for _, c := range []struct{ asked, code, want string }{
		{"ups", "usps", "ups"},
		{"", "stamps_com", "usps"},
		{"", "new", "service"},
		{"", "", "service"},
	} {
		if got := s.Carrier(adapter.Query{Carrier: c.asked}, c.code, "service"); got != c.want {
			t.Errorf("asked %q, code %q: got %q, want %q", c.asked, c.code, got, c.want)
		}
	}
}
