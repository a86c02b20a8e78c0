package site

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"golang.org/x/sync/errgroup"

	"waybill/internal/catalog"
	"waybill/internal/diag"
	"waybill/internal/site/assets"
	"waybill/internal/site/compress"
	"waybill/internal/site/headers"
	"waybill/internal/site/lookup"
	"waybill/internal/site/output"
	"waybill/internal/site/shrink"
	"waybill/templates"
)

// builder is the state of one build.
type builder struct {
	opts     Options
	content  *catalog.Catalog
	address  address
	staging  *output.Staging
	progress *progress

	assets     *assets.Set
	policy     headers.Policy
	view       templates.View
	shrinker   *shrink.Shrinker
	compressor compress.Compressor
	buffers    sync.Pool // *bytes.Buffer
	pageCount  int

	mu       sync.Mutex
	problems diag.Problems   // found while rendering
	made     map[string]made // by the name of the job
}

// job makes one file, or a few that belong together.
type job struct {
	name string // the address of what it makes
	of   *sum   // all that goes into it, nil for what is made in every build
	do   func(context.Context, *sheaf) error
}

// build writes the whole site into the staging folder.
func (b *builder) build(ctx context.Context) error {
	b.shrinker = shrink.New()
	b.compressor.CacheDir, b.compressor.Quality = b.opts.CacheDir, b.opts.quality
	if err := b.loadAssets(); err != nil {
		return err
	}
	pages := b.pages()
	b.pageCount = len(pages)

	shared, err := b.shared()
	if err != nil {
		return err
	}
	fronts := b.fronts(shared)
	jobs := b.assetJobs()
	for _, p := range pages {
		jobs = append(jobs, job{p.url, p.of(shared, fronts), func(ctx context.Context, w *sheaf) error { return b.writePage(ctx, w, p) }})
	}
	jobs = append(jobs, b.feedJobs()...)
	jobs = append(jobs, b.dataJobs(fronts)...)
	jobs = append(jobs, b.sitemapJobs(pages, fronts)...)
	jobs = append(jobs, b.llmsJobs(fronts)...)
	b.made = map[string]made{}
	if jobs, err = b.recall(jobs); err != nil {
		return err
	}
	if err := b.run(ctx, jobs); err != nil {
		return err
	}
	if b.problems.Err() != nil {
		b.problems.Sort()
		return b.problems
	}
	if names := b.assets.Unknown(); len(names) > 0 {
		return fmt.Errorf("the templates ask for %q, which the static folder does not have", names)
	}
	return (&sheaf{b: b}).put("_headers", []byte(b.headersFile().String())) // knows what was written
}

// run does the jobs, as many at a time as the options allow. The first error
// stops it; mistakes in the content are no such errors.
func (b *builder) run(ctx context.Context, jobs []job) error {
	b.progress.phase("writing", len(jobs))
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(b.opts.Jobs)
	for _, j := range jobs {
		if working.Err() != nil {
			break
		}
		group.Go(func() error {
			if err := working.Err(); err != nil {
				return err
			}
			w := &sheaf{b: b}
			if err := j.do(working, w); err != nil {
				return fmt.Errorf("make %s: %w", j.name, err)
			}
			b.keep(j, w)
			b.progress.step()
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err() // also when it ended before a job could notice
}

// buffer returns an empty buffer; give it back with b.buffers.Put.
func (b *builder) buffer() *bytes.Buffer {
	if buf, ok := b.buffers.Get().(*bytes.Buffer); ok {
		buf.Reset()
		return buf
	}
	return new(bytes.Buffer)
}

// siteCSS is the style sheet that stands in every page.
const siteCSS = "css/site.css"

// compiled are the static files that make puts there, with what they are.
var compiled = []string{"gen/waybill.wasm", "gen/parcels.wasm", "gen/wasm_exec.js"}

// loadAssets reads the static files and prepares what every page shares.
func (b *builder) loadAssets() error {
	b.assets = assets.NewSet(b.address.prefix)
	if err := b.assets.Load(b.opts.Static, []string{siteCSS}, b.shrinker.File); err != nil {
		return err
	}
	b.content.Address = b.assets.Address
	for _, name := range compiled {
		if !b.assets.Has(name) {
			return fmt.Errorf("the static folder has no %s, the page's compiled module: run `make build`, which compiles it", name)
		}
	}
	if err := b.assets.Add("table.bin", b.content.Table); err != nil {
		return err
	}
	for name, index := range map[string]func(*catalog.Catalog) ([]byte, error){"carriers.json": lookup.Carriers, "wordings.json": lookup.Wordings} {
		text, err := index(b.content)
		if err != nil {
			return fmt.Errorf("write the index %s: %w", name, err)
		}
		if err := b.assets.Add(name, text); err != nil {
			return err
		}
	}
	css, err := fs.ReadFile(b.opts.Static, siteCSS)
	if err != nil {
		return fmt.Errorf("read the style sheet: %w", err)
	}
	if css, err = b.shrinker.File(path.Base(siteCSS), css); err != nil {
		return err
	}
	b.policy = headers.Policy{Style: string(css), Proxy: b.address.proxy}
	b.view = templates.View{
		Catalog:  b.content,
		Say:      b.content.Say,
		Shell:    b.content.Say,
		BaseURL:  b.address.base,
		Prefix:   b.address.prefix,
		ProxyURL: b.address.proxy,
		Asset:    b.assets.URL,
		CSS:      string(css),
		CSP:      b.policy.Meta(),
		Reader:   b.opts.Reader,
		Reload:   b.opts.Reload,
	}
	return b.addParts()
}

// addParts makes an asset of the tracker's templates.
func (b *builder) addParts() error {
	var full, small bytes.Buffer
	if err := templates.Parts(b.view).Render(context.Background(), &full); err != nil {
		return fmt.Errorf("draw the parts of the tracker: %w", err)
	}
	if err := b.shrinker.Page(&small, &full); err != nil {
		return fmt.Errorf("minify the parts of the tracker: %w", err)
	}
	return b.assets.Add("parts.html", small.Bytes())
}

// assetJobs comes first and the module first of it: compressing that takes
// longest.
func (b *builder) assetJobs() []job {
	tool := b.tool()
	var first, others []job
	for _, a := range b.assets.All() {
		j := job{"/" + a.Path, new(sumOf(tool[:], a.Data)), func(_ context.Context, w *sheaf) error { return w.put(a.Path, a.Data) }}
		if path.Ext(a.Path) == ".wasm" {
			first = append(first, j)
		} else {
			others = append(others, j)
		}
	}
	return append(first, others...)
}
