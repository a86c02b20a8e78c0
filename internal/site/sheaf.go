package site

import (
	"waybill/internal/catalog"
	"waybill/internal/diag"
	"waybill/internal/site/compress"
)

// sheaf is what one job makes.
type sheaf struct {
	b        *builder
	files    []file
	links    []string
	problems diag.Problems // in the text of its page
}

// put writes a file and its compressed twins.
func (w *sheaf) put(name string, data []byte) error {
	if err := w.write(name, data); err != nil {
		return err
	}
	if !w.b.opts.Compress || !compress.Worthwhile(name, len(data)) {
		return nil
	}
	twins := []struct {
		ext  string
		make func([]byte) ([]byte, error)
	}{{".br", w.b.compressor.Brotli}, {".gz", w.b.compressor.Gzip}}
	for _, twin := range twins {
		small, err := twin.make(data)
		if err != nil {
			return err
		}
		if small == nil {
			continue
		}
		if err := w.write(name+twin.ext, small); err != nil {
			return err
		}
	}
	return nil
}

func (w *sheaf) write(name string, data []byte) error {
	was, err := w.b.staging.Write(name, data)
	if err != nil {
		return err
	}
	w.files = append(w.files, file{name, was})
	return nil
}

// render returns the text of a page, and false when it has faults.
func (w *sheaf) render(p *catalog.Page, prefix string) (catalog.Rendered, bool) {
	doc, problems := w.b.content.Render(p, prefix)
	w.problems = append(w.problems, problems...)
	w.links = append(w.links, doc.Links...)
	return doc, problems.Err() == nil
}

// keep enters what a job found and made into what the build reports and remembers. What
// has problems is made again next time, so that they are told again.
func (b *builder) keep(j job, w *sheaf) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = append(b.problems, w.problems...)
	if j.of != nil && len(w.problems) == 0 {
		b.made[j.name] = made{*j.of, w.files, w.links}
	}
}
