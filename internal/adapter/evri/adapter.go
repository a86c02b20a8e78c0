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
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
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
		ID: "evri", Carriers: []string{slug}, Hosts: []string{"api.hermesworld.co.uk"}, Evidence: adapter.Synthetic,
		Keys: []adapter.Key{{Name: "api_key", Doc: "A key of Evri's tracking API; none is built in, since that of the site belongs to the site."}},
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

// answer is the upstream's JSON.
type answer struct {
	Results  *[]parcel         `json:"results"`
	Failures lenient.List[any] `json:"failures"`
}

// parcel is one parcel. Its barcode is not in it.
type parcel struct {
	Service lenient.Text `json:"serviceType"`
	Back    lenient.Bool `json:"returnParcel"`
	Events  *lenient.List[struct {
		Time  lenient.Text `json:"dateTime"`
		Stage lenient.Object[struct {
			Code lenient.Text `json:"trackingStageCode"`
		}] `json:"trackingStage"`
		Point lenient.Object[struct {
			Code lenient.Text `json:"trackingPointCode"`
			Text lenient.Text `json:"description"`
		}] `json:"trackingPoint"`
	}] `json:"trackingEvents"`
}

// Decode reads the parcel that the second answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case in.Results == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no results")
	case len(*in.Results) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
	}
	p := (*in.Results)[0]
	if p.Events == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the parcel has no trackingEvents")
	}
	number, err := adapter.About(q, "")
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Service: adapter.Spoken(string(p.Service)), Source: "https://www.evri.com/track/parcel/" + url.PathEscape(number)}
	for _, e := range *p.Events {
		stage := string(e.Stage.V.Code)
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time: clock.ISO(string(e.Time)), Status: stageOf(stage), Text: lenient.First(string(e.Point.V.Text), adapter.Spoken(string(e.Point.V.Code))), Code: stage,
		})
	}
	if newest, _ := tl.Newest(); bool(p.Back) && newest.Status == timeline.Delivered {
		tl.Status = timeline.Returned
	}
	return tl, adapter.Legible(len(*p.Events), tl.Events)
}

// stageOf reads a stage: a number, and for the last two who has the parcel.
func stageOf(code string) timeline.Status {
	number, who, _ := strings.Cut(code, "_")
	switch {
	case number == "1":
		return timeline.PendingPickup
	case number == "2":
		return timeline.ArrivedSorting
	case number == "3":
		return timeline.InTransit
	case number == "4" && (who == "SHOP" || who == "LOCKER"):
		return timeline.AvailableForPickup
	case number == "4":
		return timeline.OutForDelivery
	case number == "5":
		return timeline.Delivered
	case strings.HasPrefix(code, "6"), strings.HasPrefix(code, "R"):
		return timeline.ReturnToSender
	}
	return ""
}
