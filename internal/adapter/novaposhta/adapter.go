// Package novaposhta reads Nova Poshta (Ukraine).
//
// The upstream is the carrier's API, which answers about a parcel's state without a key.
// Its traps: there is no history, only the state with its date; dates come in four
// forms; a day 0001-01-01 means none; an unknown number is a state of its own, and an
// impossible one an error.
package novaposhta

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks Nova Poshta. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.novaposhta.ua"
	slug = "nova-poshta"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "nova-poshta",
		Carriers: []string{slug},
		Hosts:    []string{host},
		Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "api_key", Doc: "The API key of a Nova Poshta account, which raises the limits.", Optional: true},
		},
	}
}

type question struct {
	Key        string `json:"apiKey"`
	Model      string `json:"modelName"`
	Method     string `json:"calledMethod"`
	Properties struct {
		Documents []document `json:"Documents"`
	} `json:"methodProperties"`
}

type document struct {
	Number string `json:"DocumentNumber"`
	Phone  string `json:"Phone"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	ask := question{Key: q.Access.Keys["api_key"], Model: "TrackingDocument", Method: "getStatusDocuments"}
	ask.Properties.Documents = []document{{q.Number, q.Phone}}
	return adapter.PostJSON(ctx, "https://"+host+"/v2.0/json/", ask)
}
