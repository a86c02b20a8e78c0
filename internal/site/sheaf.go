package site

import (
	"waybill/internal/catalog"
	"waybill/internal/diag"
	"waybill/internal/site/compress"
)

// sheaf is what one job makes.
type sheaf struct {
	*edition
	files []file
	links []string
	found diag.Problems // in the text of its page
}

// put writes a file and its compressed twins.
func (w *sheaf) put(name string, data []byte) error {
	if err := w.write(name, data); err != nil {
		return err
	}
	if !w.opts.Compress || !compress.Worthwhile(name, len(data)) {
		return nil
	}
	twins := []struct {
		ext  string
		make func([]byte) ([]byte, error)
	}{{".br", w.compressor.Brotli}, {".gz", w.compressor.Gzip}}
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
	name = w.dir + name
	was, err := w.staging.Write(name, data)
	if err != nil {
		return err
	}
	w.files = append(w.files, file{name, was})
	return nil
}

// render returns the text of a page, and false when it has faults.
func (w *sheaf) render(p *catalog.Page, prefix string) (catalog.Rendered, bool) {
	doc, problems := w.content.Render(p, prefix)
	if p.Lang == w.content.Lang { // else it stands in, and its own edition reports them
		w.found = append(w.found, problems...)
	}
	w.links = append(w.links, doc.Links...)
	return doc, problems.Err() == nil
}

// keep enters what a job found and made into what the build reports and remembers. What
// has problems is made again next time, so that they are told again.
func (b *builder) keep(j job, w *sheaf) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = append(b.problems, w.found...)
	if j.of != nil && len(w.found) == 0 {
		b.made[j.at()] = made{*j.of, w.files, w.links}
	}
}
