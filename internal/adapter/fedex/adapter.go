// Package fedex reads FedEx by its Track API, version 1, which wants the operator's
// keys. The JSON behind FedEx's own page is read too, from files.
//
// Its traps: numbers are used again, so one number has several parcels, of which the
// one with the newest scan is meant; a number that is not known is an error object
// within a successful answer; windows may be empty objects.
package fedex

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// Adapter asks FedEx. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Tokener = Adapter{}

const (
	host = "apis.fedex.com"
	slug = "fedex"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "fedex", Carriers: []string{slug}, Hosts: []string{"apis.fedex.com"}, Evidence: adapter.Recorded,
		Keys: adapter.ClientKeys("a project in the FedEx developer portal"),
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	info := map[string]any{"trackingNumberInfo": map[string]string{"trackingNumber": q.Number}}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/track/v1/trackingnumbers", map[string]any{"includeDetailedScans": true, "trackingInfo": []any{info}})
	if err != nil {
		return nil, err
	}
	adapter.SetBearer(req, q)
	req.Header.Set("X-locale", "en_US")
	return req, nil
}

// TokenRequest buys a token.
func (Adapter) TokenRequest(ctx context.Context, keys adapter.Keys) (*http.Request, error) {
	return adapter.ClientCredentials(ctx, "https://"+host+"/oauth/token", keys, false, nil)
}

// DecodeToken reads the token.
func (Adapter) DecodeToken(a adapter.Answer) (adapter.Token, error) { return adapter.BearerToken(a) }

// Decode reads the parcel that the answer holds, of several under one number the one
// with the newest scan.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case len(in.Errors) > 0:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code))
	case in.Output == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no output")
	}
	var best *timeline.Timeline
	var why error
	consider := func(tl timeline.Timeline, err error) {
		if err != nil {
			why = err
			return
		}
		newest, _ := tl.Newest()
		if best != nil {
			if known, _ := best.Newest(); known.Time.Compare(newest.Time) >= 0 {
				return
			}
		}
		best = &tl
	}
	about := false
	for _, r := range in.Output.Results {
		number, err := adapter.About(q, string(r.Number))
		if err != nil || about && q.Number == "" {
			continue
		}
		about = true
		for _, p := range r.Parcels {
			consider(p.timeline(number))
		}
	}
	for _, p := range in.Output.Packages {
		if number, err := adapter.About(q, string(p.Number)); err == nil {
			about = true
			consider(p.timeline(number))
		}
	}
	switch {
	case best != nil:
		return *best, nil
	case why != nil:
		return timeline.Timeline{}, why
	case about:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number, or about none")
}

func page(number string) string {
	return "https://www.fedex.com/fedextrack/?" + url.Values{"trknbr": {strings.ToUpper(number)}}.Encode()
}
