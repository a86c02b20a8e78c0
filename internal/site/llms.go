package site

import (
	"context"
	"fmt"
	"strings"

	"waybill/internal/catalog"
)

// llmsJobs makes llms.txt, which tells programs that read for people what stands where:
// Markdown with a line for each page that answers something, and the open data.
func (e *edition) llmsJobs(all *sum) []job {
	return []job{{e, "/llms.txt", all, func(_ context.Context, w *sheaf) error {
		return w.put("llms.txt", []byte(llms(e.content, e.address.absolute)))
	}}}
}

func llms(c *catalog.Catalog, base string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "# %s\n\n> %s\n", c.Site.Name, c.Home.Description)
	line := func(title, url, says string) { fmt.Fprintf(&s, "- [%s](%s%s): %s\n", title, base, url, says) }
	s.WriteString("\n## Help\n\n")
	for _, p := range c.Help {
		line(p.Title, p.URL, p.Description)
	}
	s.WriteString("\n## What each status means\n\n")
	for _, status := range c.Statuses {
		line(status.Name, status.URL, status.Short)
	}
	s.WriteString("\n## Carriers\n\n")
	for _, carrier := range c.Carriers {
		line(carrier.Name, carrier.URL, carrier.Description)
	}
	s.WriteString("\n## Open data\n\n")
	line("Carriers", "/data/carriers.json", "every carrier, with the address of all that is known of it")
	line("Statuses", "/data/statuses.json", "the glossary")
	line("Rules", "/data/rules.json", "usual silences, time limits and closures, each with its source")
	return s.String()
}
