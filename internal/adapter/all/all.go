// Package all lists every adapter.
package all

import (
	"waybill/internal/adapter"
	"waybill/internal/adapter/cainiao"
	"waybill/internal/adapter/demo"
)

// Adapters returns every adapter, sorted by id. The slice is the caller's.
func Adapters() []adapter.Adapter {
	return []adapter.Adapter{
		cainiao.Adapter{},
		demo.Adapter{},
	}
}

// Find returns the adapter with the given id.
func Find(id string) (adapter.Adapter, bool) {
	for _, a := range Adapters() {
		if a.Info().ID == id {
			return a, true
		}
	}
	return nil, false
}
