package evri

import (
	"net/http"
	"strings"
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "H0000000000000000"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }

func TestAsk(t *testing.T) {
	var asked []string
	send := func(req *http.Request) (adapter.Answer, error) {
		asked = append(asked, req.URL.RequestURI())
		if len(asked) == 1 {
			return adapter.Answer{Status: 200, Body: []byte(`{"parcelIdentifiers":[{"urn":"a b"}]}`)}, nil
		}
		return adapter.Answer{Status: 200, Body: []byte(`{"results":[]}`)}, nil
	}
	if _, err := (Adapter{}).Ask(t.Context(), adapter.Query{Number: "H1", Postcode: "AB1 2CD"}, send); err != nil {
		t.Fatal(err)
	}
	want := "/enterprise-tracking-api/v1/parcels/reference/H1 /enterprise-tracking-api/v1/parcels?postcode=AB1+2CD&uniqueIds=a+b"
	if got := strings.Join(asked, " "); got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
	for body, want := range map[string]adapter.Kind{`{"parcelIdentifiers":[]}`: adapter.NotFound, `{"parcelIdentifiers":[{}]}`: adapter.UnreadableAnswer, `{}`: adapter.UnreadableAnswer} {
		_, err := Adapter{}.Ask(t.Context(), adapter.Query{Number: "H1"}, func(*http.Request) (adapter.Answer, error) {
			return adapter.Answer{Status: 200, Body: []byte(body)}, nil
		})
		if adapter.KindOf(err) != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}
