// Package aramex reads Aramex by its Shipments Tracking API, which wants the operator's
// account within each question. Answers of the SOAP twin are read too.
//
// Its traps: a number that is not known stands in a list of its own within a successful
// answer; times in JSON are milliseconds with an offset behind them.
package aramex

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks Aramex. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "ws.aramex.net"
	slug = "aramex"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "aramex", Carriers: []string{slug}, Hosts: []string{"ws.aramex.net"}, Evidence: adapter.Documented,
		Keys: []adapter.Key{
			{Name: "user", Doc: "The user name of an Aramex account."},
			{Name: "password", Doc: "The password of that account."},
			{Name: "account_number", Doc: "The number of that account."},
			{Name: "account_pin", Doc: "The PIN of that account."},
			{Name: "account_entity", Doc: "The entity of that account, three letters such as AMM."},
			{Name: "account_country", Doc: "The country code of that account, such as JO."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	keys := q.Access.Keys
	return adapter.PostJSON(ctx, "https://"+host+"/ShippingAPI.V2/Tracking/Service_1_0.svc/json/TrackShipments", map[string]any{
		"ClientInfo": map[string]any{
			"UserName": keys["user"], "Password": keys["password"], "Version": "v1", "AccountNumber": keys["account_number"], "AccountPin": keys["account_pin"],
			"AccountEntity": keys["account_entity"], "AccountCountryCode": keys["account_country"], "Source": 24,
		},
		"GetLastTrackingUpdateOnly": false, "Shipments": []string{q.Number},
	})
}
