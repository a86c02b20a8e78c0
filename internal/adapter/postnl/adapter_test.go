package postnl

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
	"waybill/internal/timeline"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "3SIJVT005836083", Postcode: "1234AB"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }

func TestPostcode(t *testing.T) {
	for postcode, want := range map[string]string{"1234 ab": "3S1-NL-1234AB", "2000": "3S1-BE-2000"} {
		req, err := Adapter{}.Request(t.Context(), adapter.Query{Number: "3S1", Postcode: postcode})
		if err != nil || !strings.HasSuffix(req.URL.Path, "/"+want) {
			t.Errorf("%q: %v, error %v", postcode, req, err)
		}
	}
	if _, err := (Adapter{}).Request(t.Context(), adapter.Query{Number: "3S1"}); !errors.Is(err, adapter.NeedsPostcode) {
		t.Errorf("without a postcode: %v", err)
	}
}

func TestRows(t *testing.T) {
	const form = `{"colli":{"3S1":{"barcode":"3S1","partnerBarcode":%s,"analyticsInfo":{"allObservations":[%s]}}}}`
	row := func(clock, code string) string {
		return fmt.Sprintf(`{"observationDate":"2026-11-20T%s:00+01:00","observationCode":%q,"description":"x"}`, clock, code)
	}
	for rows, want := range map[string]timeline.Status{
		row("08:00", "B01") + "," + row("08:01", "A96"): timeline.PickedUp, // a row that tells nothing
		row("08:00", "A96"):                             timeline.PendingPickup,
		row("08:00", "H07"):                             timeline.AttemptFailed,
		row("08:00", "H25"):                             timeline.ReturnToSender,
		row("08:00", "X65"):                             timeline.CustomsInProgress,
		row("08:00", "Q99"):                             timeline.Unknown,
		row("08:00", "H25") + "," + row("09:00", "I01"): timeline.Returned,
	} {
		tl, err := adapter.Read(Adapter{}, adapter.Query{}, adapter.Answer{Body: fmt.Appendf(nil, form, `"RA123456785BE"`, rows)}, nil)
		if err != nil || tl.Status != want || tl.NextLeg == nil || tl.NextLeg.Number != "RA123456785BE" {
			t.Errorf("%s\ngot %s, next %v, error %v; want %s", rows, tl.Status, tl.NextLeg, err, want)
		}
	}
	for body, want := range map[string]adapter.Kind{
		`{"colli":{}}`:                adapter.NotFound,
		fmt.Sprintf(form, "null", ""): adapter.NotFound,
		fmt.Sprintf(form, "null", `{"observationDate":null}`): adapter.UnreadableAnswer,
	} {
		if _, err := adapter.Read(Adapter{}, adapter.Query{}, adapter.Answer{Body: []byte(body)}, nil); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}
