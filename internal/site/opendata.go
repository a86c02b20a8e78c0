package site

import (
	"context"

	"waybill/internal/site/opendata"
)

// dataJobs makes the open data.
func (b *builder) dataJobs() []job {
	prefix := b.address.prefix
	write := func(name string, make func() ([]byte, error)) job {
		return job{"/" + name, func(context.Context) error {
			text, err := make()
			if err != nil {
				return err
			}
			return b.put(name, text)
		}}
	}
	jobs := []job{
		write("data/carriers.json", func() ([]byte, error) { return opendata.Carriers(b.content, prefix) }),
		write("data/statuses.json", func() ([]byte, error) { return opendata.Statuses(b.content, prefix) }),
		write("data/rules.json", func() ([]byte, error) { return opendata.AllRules(b.content) }),
	}
	for _, c := range b.content.Carriers {
		jobs = append(jobs, write("data/carriers/"+c.Slug+".json", func() ([]byte, error) { return opendata.OneCarrier(c, prefix) }))
	}
	return jobs
}
