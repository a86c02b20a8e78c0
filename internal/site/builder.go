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
	"waybill/internal/site/output"
	"waybill/internal/site/shrink"
	"waybill/templates"
)

// builder is the state of one build.
type builder struct {
	opts     Options
	editions []*edition // one for each language, that of the root first
	staging  *output.Staging
	progress *progress

	assets     *assets.Set
	policy     headers.Policy
	shrinker   *shrink.Shrinker
	compressor compress.Compressor
	buffers    sync.Pool // *bytes.Buffer
	pageCount  int

	mu       sync.Mutex
	problems diag.Problems   // found while rendering
	made     map[string]made // by the name of the job
}

func newBuilder(opts Options, contents []*catalog.Catalog, where address, staging *output.Staging, tell *progress) *builder {
	b := &builder{opts: opts, staging: staging, progress: tell}
	for i, c := range contents {
		e := &edition{builder: b, content: c, address: where}
		if i > 0 {
			e.dir, e.address = c.Lang+"/", where.below(c.Lang)
		}
		b.editions = append(b.editions, e)
	}
	return b
}

// job makes one file, or a few that belong together.
type job struct {
	in   *edition
	name string // the address of what it makes, below that of the edition
	of   *sum   // all that goes into it, nil for what is made in every build
	do   func(context.Context, *sheaf) error
}

// at is the address of what a job makes, from the root of the site. It is the job's name
// in the memory.
func (j job) at() string { return j.in.at(j.name) }

// build writes the whole site into the staging folder.
func (b *builder) build(ctx context.Context) error {
	b.shrinker = shrink.New()
	b.compressor.CacheDir, b.compressor.Quality = b.opts.CacheDir, b.opts.quality
	if err := b.loadAssets(); err != nil {
		return err
	}
	jobs := b.assetJobs()
	var pages []page
	var all []byte // the sums of all editions
	for _, e := range b.editions {
		shared, err := e.shared()
		if err != nil {
			return err
		}
		fronts := e.fronts(shared)
		own := e.pages()
		for _, p := range own {
			jobs = append(jobs, job{e, p.url, p.of(shared, fronts), func(ctx context.Context, w *sheaf) error { return e.writePage(ctx, w, p) }})
		}
		jobs = append(jobs, e.feedJobs()...)
		jobs = append(jobs, e.dataJobs(fronts)...)
		pages = append(pages, own...)
		all = append(all, fronts[:]...)
	}
	b.pageCount = len(pages)
	root := b.editions[0]
	jobs = append(jobs, root.sitemapJobs(pages, new(sumOf(all)))...)
	jobs = append(jobs, root.llmsJobs(new(sumOf(all)))...)
	b.made = map[string]made{}
	jobs, err := b.recall(jobs)
	if err != nil {
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
	return (&sheaf{edition: root}).put("_headers", []byte(b.headersFile().String())) // knows what was written
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
			w := &sheaf{edition: j.in}
			if err := j.do(working, w); err != nil {
				return fmt.Errorf("make %s: %w", j.at(), err)
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
	where := b.editions[0].address
	b.assets = assets.NewSet(where.prefix)
	if err := b.assets.Load(b.opts.Static, []string{siteCSS}, b.shrinker.File); err != nil {
		return err
	}
	for _, name := range compiled {
		if !b.assets.Has(name) {
			return fmt.Errorf("the static folder has no %s, the page's compiled module: run `make build`, which compiles it", name)
		}
	}
	css, err := fs.ReadFile(b.opts.Static, siteCSS)
	if err != nil {
		return fmt.Errorf("read the style sheet: %w", err)
	}
	if css, err = b.shrinker.File(path.Base(siteCSS), css); err != nil {
		return err
	}
	b.policy = headers.Policy{Style: string(css), Proxy: where.proxy}
	var others []templates.Edition
	for _, e := range b.editions {
		others = append(others, templates.Edition{
			Lang: e.content.Lang, Name: e.content.Say.Language.Name, BaseURL: e.address.base, Prefix: e.address.prefix, Own: e.content.Own,
		})
	}
	for _, e := range b.editions {
		if err := e.loadAssets(others, string(css)); err != nil {
			return err
		}
	}
	return nil
}

// assetJobs comes first and the module first of it: compressing that takes
// longest.
func (b *builder) assetJobs() []job {
	root := b.editions[0]
	tool := root.tool()
	var first, others []job
	for _, a := range b.assets.All() {
		j := job{root, "/" + a.Path, new(sumOf(tool[:], a.Data)), func(_ context.Context, w *sheaf) error { return w.put(a.Path, a.Data) }}
		if path.Ext(a.Path) == ".wasm" {
			first = append(first, j)
		} else {
			others = append(others, j)
		}
	}
	return append(first, others...)
}
