// Package seventeentrack reads 17TRACK's API, version 2.4, which knows most carriers and
// wants the operator's key.
//
// A number must be registered before it can be asked for, which costs quota, and what is
// known of it comes later: the first reader registers it and is told to come back, and
// those who come back are answered. Its traps: a time may have no ISO form; a word for a
// status that is not known counts as far as its first part is.
package seventeentrack

import (
	"context"
	"net/http"
	"strconv"

	"waybill/internal/adapter"
)

// Adapter asks 17TRACK. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Multistep = Adapter{}

const (
	host = "api.17track.net"
	id   = "17track"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:         id,
		Hosts:      []string{"api.17track.net"},
		Evidence:   adapter.Documented,
		Aggregator: true,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The security key of a 17TRACK account; every number that is asked for the first time costs one of its quota."},
		},
		Rate: 3,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return ask(ctx, q, "gettrackinfo")
}

func ask(ctx context.Context, q adapter.Query, method string) (*http.Request, error) {
	item := map[string]any{"number": q.Number}
	if code, err := strconv.Atoi(slugs.Code(q.Carrier)); err == nil {
		item["carrier"] = code
	}
	req, err := adapter.PostJSON(ctx, "https://"+host+"/track/v2.4/"+method, []any{item})
	if err == nil {
		req.Header.Set("17token", q.Access.Keys["api_key"])
	}
	return req, err
}

// Ask asks for the number, and registers it first when that has not been done yet.
func (a Adapter) Ask(ctx context.Context, q adapter.Query, send adapter.Send) (adapter.Answer, error) {
	req, err := a.Request(ctx, q)
	if err != nil {
		return adapter.Answer{}, err
	}
	first, err := send(req)
	if err != nil {
		return adapter.Answer{}, err
	}
	var in answer
	if adapter.JSON(first.Body, &in) != nil || in.Data == nil || len(in.Data.Rejected) == 0 || in.Data.Rejected[0].Error.V.Code != notRegistered {
		return first, nil
	}
	if req, err = ask(ctx, q, "register"); err != nil {
		return adapter.Answer{}, err
	}
	registered, err := send(req)
	if err != nil {
		return adapter.Answer{}, err
	}
	in = answer{}
	if adapter.JSON(registered.Body, &in) != nil || in.Data == nil || in.Data.Accepted == nil || len(*in.Data.Accepted) == 0 {
		return registered, nil // it was refused, and says why
	}
	if req, err = a.Request(ctx, q); err != nil {
		return adapter.Answer{}, err
	}
	return send(req)
}
