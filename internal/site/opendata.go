package site

import (
	"context"

	"waybill/internal/site/opendata"
)

// dataJobs makes the open data.
func (b *builder) dataJobs(fronts *sum) []job {
	prefix, tool := b.address.prefix, b.tool()
	write := func(name string, of *sum, make func() ([]byte, error)) job {
		return job{"/" + name, of, func(_ context.Context, w *sheaf) error {
			text, err := make()
			if err != nil {
				return err
			}
			return w.put(name, text)
		}}
	}
	jobs := []job{
		write("data/carriers.json", fronts, func() ([]byte, error) { return opendata.Carriers(b.content, prefix) }),
		write("data/statuses.json", fronts, func() ([]byte, error) { return opendata.Statuses(b.content, prefix) }),
		write("data/rules.json", fronts, func() ([]byte, error) { return opendata.AllRules(b.content) }),
	}
	for _, c := range b.content.Carriers {
		of := new(sumOf(tool[:], c.Front[:], []byte(c.Adapter)))
		jobs = append(jobs, write("data/carriers/"+c.Slug+".json", of, func() ([]byte, error) { return opendata.OneCarrier(c, prefix) }))
	}
	return jobs
}
