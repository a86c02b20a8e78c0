// Package cttpt reads CTT (Portugal) by the data behind its tracking page.
//
// The page's service wants a session of a browser and changes its version often. What
// it answers is read here; whether it answers a program is another matter.
package cttpt

import (
	"context"
	"net/http"

	"waybill/internal/adapter"
)

// Adapter asks CTT. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "www.ctt.pt"
	slug = "ctt"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "ctt-pt", Carriers: []string{slug}, Hosts: []string{"www.ctt.pt"}, Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	return adapter.PostJSON(ctx, "https://"+host+"/feapl_2/app/open/objectSearch/objectSearch.jspx", map[string]string{"objects": q.Number})
}
