package swisspost

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

const number = "993412345612345678"

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: number})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }

// TestAsk walks through a session whose answers are known.
func TestAsk(t *testing.T) {
	answers := map[string]string{
		"GET /ekp-web/api/user":                                         `{"userIdentifier":"u1"}`,
		"POST /ekp-web/api/history?userId=u1":                           `{"hash":"h 1"}`,
		"GET /ekp-web/api/history/not-included/h%201?userId=u1":         `[{"identity":"i1","shipmentNumber":"99.34.123456.12345678","globalStatus":"DELIVERED"}]`,
		"GET /ekp-web/api/shipment/id/i1/events":                        `[{"eventCode":"PARCEL.X.1.4000","timestamp":"2026-09-12T08:00:00+02:00","city":"Bern"}]`,
		"GET /ekp-web/core/rest/translations/en/shipment-text-messages": `{"PARCEL.*.1.4000.INLAND":"Delivered"}`,
	}
	send := func(req *http.Request) (adapter.Answer, error) {
		body, ok := answers[req.Method+" "+req.URL.RequestURI()]
		if !ok {
			return adapter.Answer{}, fmt.Errorf("asked %s %s", req.Method, req.URL.RequestURI())
		}
		if c, err := req.Cookie("s"); strings.Contains(req.URL.Path, "history") && (err != nil || c.Value != "1" || req.Header.Get("X-Csrf-Token") != "t") {
			t.Errorf("%s has no session", req.URL)
		}
		return adapter.Answer{Status: 200, Header: http.Header{"Set-Cookie": {"s=1"}, "X-Csrf-Token": {"t"}}, Body: []byte(body)}, nil
	}
	ans, err := Adapter{}.Ask(t.Context(), adapter.Query{Number: number}, send)
	if err != nil {
		t.Fatal(err)
	}
	tl, err := adapter.Read(Adapter{}, adapter.Query{Number: number}, ans, nil)
	if err != nil || tl.Status != "delivered" || tl.Events[0].Text != "Delivered" || tl.Events[0].Place != "Bern" {
		t.Errorf("got %+v, error %v", tl, err)
	}
	answers["GET /ekp-web/api/history/not-included/h%201?userId=u1"] = `[]`
	if _, err := (Adapter{}).Ask(t.Context(), adapter.Query{Number: number}, send); adapter.KindOf(err) != adapter.NotFound {
		t.Errorf("no shipment: %v", err)
	}
}
