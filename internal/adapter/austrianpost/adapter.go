// Package austrianpost reads the Austrian post by the GraphQL service behind its
// tracking page, which needs no key. An unknown number is answered with null.
package austrianpost

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks the Austrian post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "api.post.at"
	slug = "austrian-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "austrian-post",
		Carriers: []string{slug},
		Hosts:    []string{host},
		Evidence: adapter.Synthetic,
	}
}

const query = `query($number:String!){einzelsendung(sendungsnummer:$number){sendungsnummer status estimatedDelivery{startDate endDate} sendungsEvents{timestamp status reasontypecode trackingDesc eventPlaceName eventPostalcode eventCountry}}}`

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostJSON(ctx, "https://"+host+"/sendungen/sv/graphqlPublic", map[string]any{
		"query": query, "variables": map[string]string{"number": q.Number},
	})
}
