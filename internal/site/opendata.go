package site

import (
	"context"

	"waybill/internal/site/opendata"
)

// dataJobs makes the open data.
func (e *edition) dataJobs(fronts *sum) []job {
	prefix, tool := e.address.prefix, e.tool()
	write := func(name string, of *sum, make func() ([]byte, error)) job {
		return job{e, "/" + name, of, func(_ context.Context, w *sheaf) error {
			text, err := make()
			if err != nil {
				return err
			}
			return w.put(name, text)
		}}
	}
	jobs := []job{
		write("data/carriers.json", fronts, func() ([]byte, error) { return opendata.Carriers(e.content, prefix) }),
		write("data/statuses.json", fronts, func() ([]byte, error) { return opendata.Statuses(e.content, prefix) }),
		write("data/rules.json", fronts, func() ([]byte, error) { return opendata.AllRules(e.content) }),
	}
	for _, c := range e.content.Carriers {
		of := new(sumOf(tool[:], c.Front[:], []byte(c.Adapter)))
		jobs = append(jobs, write("data/carriers/"+c.Slug+".json", of, func() ([]byte, error) { return opendata.OneCarrier(c, prefix) }))
	}
	return jobs
}
