// Package evri reads Evri (United Kingdom) by the service behind its site, which wants
// a key that belongs to the site: the operator configures one of their own, and none is
// built in.
//
// One parcel takes two questions: the barcode gives an inner name, the inner name gives
// the parcel. There are no places.
package evri

import (
	"context"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks Evri. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Multistep = Adapter{}

const (
	host = "api.hermesworld.co.uk"
	slug = "evri"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "evri",
		Carriers: []string{slug},
		Hosts:    []string{"api.hermesworld.co.uk"},
		Evidence: adapter.Synthetic,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "A key of Evri's tracking API; none is built in, since that of the site belongs to the site."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return ask(ctx, q, "parcels/reference/"+url.PathEscape(q.Number), nil)
}

func ask(ctx context.Context, q adapter.Query, path string, query url.Values) (*http.Request, error) {
	req, err := adapter.Get(ctx, "https://"+host+"/enterprise-tracking-api/v1/"+path, query)
	if err == nil {
		req.Header.Set("Apikey", q.Access.Keys["api_key"])
	}
	return req, err
}

// Ask looks the inner name up, and then the parcel.
func (a Adapter) Ask(ctx context.Context, q adapter.Query, send adapter.Send) (adapter.Answer, error) {
	req, err := a.Request(ctx, q)
	if err != nil {
		return adapter.Answer{}, err
	}
	found, err := send(req)
	if err != nil {
		return adapter.Answer{}, err
	}
	var names struct {
		Parcels *[]struct {
			Name string `json:"urn"`
		} `json:"parcelIdentifiers"`
	}
	switch err := adapter.JSON(found.Body, &names); {
	case found.Status == http.StatusNotFound, err == nil && names.Parcels != nil && len(*names.Parcels) == 0:
		return adapter.Answer{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	case found.Status != http.StatusOK:
		return found, nil // Decode and the status say what it is
	case err != nil:
		return adapter.Answer{}, err
	case names.Parcels == nil || (*names.Parcels)[0].Name == "":
		return adapter.Answer{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no parcelIdentifiers")
	}
	query := url.Values{"uniqueIds": {(*names.Parcels)[0].Name}}
	if q.Postcode != "" {
		query.Set("postcode", q.Postcode)
	}
	if req, err = ask(ctx, q, "parcels", query); err != nil {
		return adapter.Answer{}, err
	}
	return send(req)
}
