// Package swisspost reads the Swiss post by the services behind its tracking page, which
// need no key but a session.
//
// One parcel takes five questions: a session, a search, its result, the events, and the
// texts, which stand apart from the events under a code with stars in it.
package swisspost

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"waybill/internal/adapter"
)

// Adapter asks the Swiss post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Multistep = Adapter{}

const (
	host = "service.post.ch"
	slug = "swiss-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "swiss-post", Carriers: []string{slug}, Hosts: []string{"service.post.ch"}, Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.Get(ctx, base+"/api/user", nil)
}

const base = "https://" + host + "/ekp-web"

// Ask walks through the session and joins what it learns into one answer, with the
// members shipment, events and translations.
func (a Adapter) Ask(ctx context.Context, q adapter.Query, send adapter.Send) (adapter.Answer, error) {
	req, err := a.Request(ctx, q)
	if err != nil {
		return adapter.Answer{}, err
	}
	opened, err := send(req)
	if err != nil {
		return adapter.Answer{}, err
	}
	var user struct {
		ID string `json:"userIdentifier"`
	}
	if err := adapter.JSON(opened.Body, &user); err != nil || user.ID == "" {
		return opened, nil // Decode and the status say what it is
	}
	session := url.Values{"userId": {user.ID}}
	cookies := (&http.Response{Header: opened.Header}).Cookies()
	next := func(req *http.Request, err error, into any) (adapter.Answer, error) {
		if err != nil {
			return adapter.Answer{}, err
		}
		req.Header.Set("X-Csrf-Token", opened.Header.Get("X-Csrf-Token"))
		for _, c := range cookies {
			req.AddCookie(c)
		}
		ans, err := send(req)
		if err == nil {
			err = adapter.JSON(ans.Body, into)
		}
		return ans, err
	}
	var search struct {
		Hash string `json:"hash"`
	}
	req, err = adapter.PostJSON(ctx, base+"/api/history?"+session.Encode(), map[string]string{"searchQuery": q.Number})
	if ans, err := next(req, err, &search); err != nil {
		return ans, err
	}
	var found []json.RawMessage
	req, err = adapter.Get(ctx, base+"/api/history/not-included/"+url.PathEscape(search.Hash), session)
	if ans, err := next(req, err, &found); err != nil {
		return ans, err
	}
	if len(found) == 0 {
		return adapter.Answer{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	var shipment struct {
		Identity string `json:"identity"`
	}
	if err := adapter.JSON(found[0], &shipment); err != nil {
		return adapter.Answer{}, err
	}
	var joined struct {
		Shipment     json.RawMessage   `json:"shipment"`
		Events       []json.RawMessage `json:"events"`
		Translations json.RawMessage   `json:"translations"`
	}
	joined.Shipment = found[0]
	req, err = adapter.Get(ctx, base+"/api/shipment/id/"+url.PathEscape(shipment.Identity)+"/events", nil)
	if ans, err := next(req, err, &joined.Events); err != nil {
		return ans, err
	}
	req, err = adapter.Get(ctx, base+"/core/rest/translations/en/shipment-text-messages", nil)
	if ans, err := next(req, err, &joined.Translations); err != nil {
		return ans, err
	}
	body, err := json.Marshal(joined)
	return adapter.Answer{Status: http.StatusOK, Body: body}, err
}
