package proxy

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"waybill/internal/adapter"
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
	Health   report `json:"health"`
}

// aggregator is a service that is asked for carriers that no other adapter reads.
type aggregator struct {
	Adapter  string `json:"adapter"`
	Evidence string `json:"evidence"`
	Health   report `json:"health"`
}

// carriers answers GET /v1/carriers: who can be asked, sorted by slug, and how each
// has answered of late.
func (p *Proxy) carriers(w http.ResponseWriter, r *http.Request) {
	list, services := []reachable{}, []aggregator{}
	for _, a := range p.adapters {
		id := a.Info()
		health := p.healthOf(id.ID)
		if id.Aggregator {
			services = append(services, aggregator{id.ID, string(id.Evidence), health})
		}
		for _, slug := range id.Carriers {
			info, _ := p.table.Carrier(slug)
			if chosen, _ := p.choices.Reader(slug, info.Adapter, info.Slug != ""); chosen.Info().ID != id.ID {
				continue // another adapter reads this carrier
			}
			if info.Country == "ZZ" {
				info.Country = "" // the table's mark for a carrier of no country
			}
			list = append(list, reachable{slug, info.Name, info.Country, id.ID, string(id.Evidence), info.Needs, info.Tracking, health})
		}
	}
	slices.SortFunc(list, func(a, b reachable) int { return strings.Compare(a.Carrier, b.Carrier) })
	body, err := json.Marshal(map[string]any{"carriers": list, "aggregators": services})
	if err != nil { // strings always encode
		body = []byte(`{"carriers":[]}`)
	}
	body = append(body, '\n')
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "public, max-age=30")
	w.Header().Set("ETag", etagOf(body))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// healthOf returns how an adapter's upstream has answered of late.
func (p *Proxy) healthOf(id string) report {
	if len(p.client.Missing(id)) > 0 {
		return report{State: stateNoKey}
	}
	return p.health.report(id, p.client.Open(id))
}

// asked takes in what came of a question to a carrier.
func (p *Proxy) asked(o adapter.Outcome) {
	p.metrics.asked(o)
	p.health.note(o, p.now())
}
