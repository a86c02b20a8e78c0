// Package meest reads Meest Express by its older XML service, which wants the operator's
// login. Its traps: a time may hold a stray space; texts stand in three languages; times
// have no offset.
package meest

import (
	"context"
	"encoding/xml"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks Meest. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api1c.meest-group.com"
	slug = "meest"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "meest", Carriers: []string{slug}, Hosts: []string{"api1c.meest-group.com"}, Evidence: adapter.Recorded,
		Keys: []adapter.Key{
			{Name: "login", Doc: "The login of Meest's XML service."},
			{Name: "sign", Doc: "The signature that Meest gives with that login."},
		},
	}
}

// question is the request.
type question struct {
	XMLName  xml.Name `xml:"param"`
	Login    string   `xml:"login"`
	Function string   `xml:"function"`
	Where    string   `xml:"where"`
	Order    string   `xml:"order"`
	Sign     string   `xml:"sign"`
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostXML(ctx, "https://"+host+"/services/1C_Query.php", "", question{
		Login: q.Access.Keys["login"], Function: "ShipmentTracking", Where: q.Number, Sign: q.Access.Keys["sign"],
	})
}
