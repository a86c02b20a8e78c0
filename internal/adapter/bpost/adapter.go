// Package bpost reads the Belgian post by the JSON behind its tracking page, which needs
// no key. The XML of its service for shippers is read too.
//
// Its traps: day and time stand apart and have no offset on the page; the XML says
// L00 for a parcel on its round.
package bpost

import (
	"bytes"
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Adapter asks bpost. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "track.bpost.cloud"
	slug = "bpost"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "bpost", Carriers: []string{slug}, Hosts: []string{"track.bpost.cloud"}, Evidence: adapter.Synthetic,
	}
}

// Request asks for one number, with the postcode when it is given: some details want it.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	query := url.Values{"itemIdentifier": {q.Number}}
	if q.Postcode != "" {
		query.Set("postalCode", q.Postcode)
	}
	return adapter.Get(ctx, "https://"+host+"/track/items", query)
}

// Decode reads the item that an answer of either service holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("<")) {
		return decodeXML(q, a.Body)
	}
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Error == "NO_DATA_FOUND", in.Items != nil && len(*in.Items) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such item")
	case in.Items == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no items")
	}
	for _, i := range *in.Items {
		if number, err := adapter.About(q, lenient.First(i.Code, i.Search)); err == nil && i.Events != nil {
			return i.timeline(number)
		}
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

func page(number string) string {
	return "https://track.bpost.cloud/btr/web/#/search?lang=en&itemCode=" + url.QueryEscape(number)
}
