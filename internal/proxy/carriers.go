package proxy

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// reachable is one carrier in /v1/carriers.
type reachable struct {
	Carrier  string `json:"carrier"`
	Name     string `json:"name,omitempty"`
	Country  string `json:"country,omitempty"`
	Adapter  string `json:"adapter"`
	Evidence string `json:"evidence"`
	Needs    string `json:"needs,omitempty"`    // what must be given beside the number
	Tracking string `json:"tracking,omitempty"` // the carrier's own page, with {number} in it
}

// carriers answers GET /v1/carriers: who can be asked, sorted by slug. The list does
// not change while the proxy runs.
func (p *Proxy) carriers() http.Handler {
	list := []reachable{}
	for _, a := range p.adapters {
		id := a.Info()
		for _, slug := range id.Carriers {
			info, _ := p.table.Carrier(slug)
			if chosen, _ := p.adapterFor(slug, info); chosen.Info().ID != id.ID {
				continue // another adapter reads this carrier
			}
			if info.Country == "ZZ" {
				info.Country = "" // the table's mark for a carrier of no country
			}
			list = append(list, reachable{slug, info.Name, info.Country, id.ID, string(id.Evidence), info.Needs, info.Tracking})
		}
	}
	slices.SortFunc(list, func(a, b reachable) int { return strings.Compare(a.Carrier, b.Carrier) })
	body, err := json.Marshal(map[string]any{"carriers": list})
	if err != nil { // strings always encode
		body = []byte(`{"carriers":[]}`)
	}
	body = append(body, '\n')
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "public, max-age=300")
		w.Header().Set("ETag", etagOf(body))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	})
}
