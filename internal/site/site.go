// Package site builds the site: the content tree and the static files go in, a
// complete static site that any host can serve comes out.
//
// [Build] does it in one call:
//
//  1. Package catalog reads and checks the content.
//  2. Static files get names with their hash in it (assets). One style sheet,
//     css/site.css, goes into every page instead; the number table that the
//     page's module reads is the asset "table.bin".
//  3. In every language, every page is rendered from its template, made smaller (shrink), written,
//     compressed (compress) and forgotten, on several cores at a time, so that
//     memory does not grow with the number of pages.
//  4. Beside the pages stand the feeds (feed), the open data (opendata), the
//     sitemap, robots.txt and _headers (headers).
//  5. All of it was written into a staging folder, which now takes the place of
//     the old site in one step; where a Memory lets files stay, the new ones go
//     to their places one by one (output). Whatever fails before that, or ends
//     ctx, leaves the old site untouched.
//
// The same input gives the same bytes: nothing asks the clock, and the feeds'
// and the sitemap's dates are those that the content states.
//
// Two more packages are for the one who works on the content: serve serves a
// built folder as a host would, and watch tells when files change.
//
// # What is written
//
//	index.html, carriers/…, statuses/…, help/…, news/…, about/…, privacy/…
//	es/index.html and so on, for each further language; feeds and data too
//	404.html, sitemap.xml, robots.txt, llms.txt, _headers
//	feed.atom, feed.rss, feed.json
//	data/carriers.json, data/carriers/<slug>.json, data/statuses.json
//	assets/<name>-<hash>.<ext>
//	and, with Options.Compress, a .br and a .gz file beside each of them that
//	gets smaller
package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"time"

	"waybill/internal/catalog"
	"waybill/internal/diag"
	"waybill/internal/site/output"
	"waybill/templates"
)

// Options says what to build from and to. Content, Static and Out are required.
type Options struct {
	Content fs.FS  // the content tree, with language folders at its top
	Static  fs.FS  // css, js, icon.svg and gen with what make compiled
	Label   string // stands before content files' names in problems, "content"
	Lang    string // the language at the site's root, "" is "en"; the others of the content stand below their tags
	Out     string // folder to replace; see package output for which ones are refused

	BaseURL  string // where the site will stand, "https://example.org/path"; "" when unknown, as in a preview
	ProxyURL string // under which /v1/ is found, "https://api.example.org"; "" is the site's own origin

	Jobs     int    // pages at work at a time; 0 is one for each core
	Compress bool   // write .br and .gz beside the files
	CacheDir string // keeps compressed files between builds; "" keeps nothing
	Reload   string // preview only: address of the script that reloads a page after a change

	// Live returns the adapter that reads a carrier whose profile names none, see
	// [catalog.Options]. It may be nil.
	Live func(slug string) string

	// Reader returns what reads a carrier's timelines, whether or not this site does: the
	// adapter that its profile names, or another. It is for the page that says what is
	// covered, and may be nil.
	Reader func(slug, named string) (templates.Reader, bool)

	// Progress is told how far a phase is, "reading" or "writing"; total is 0
	// when it is not known. Calls do not overlap. It may be nil.
	Progress func(phase string, done, total int)

	// Memory saves doing again what an earlier build into the same folder did; it may be
	// nil. Now is the time of the build, by which it knows which files' times to trust.
	// Nothing of the output depends on either.
	Memory *Memory
	Now    time.Time

	quality int // of brotli; tests cannot wait for the best one under the race detector
}

// Report says what a build made.
type Report struct {
	Pages    int              // HTML pages
	Files    int              // all files, compressed ones included
	Bytes    int64            // in all files
	Stated   []catalog.Stated // how much each page states, and how old that is
	Warnings diag.Problems    // what is worth a look in the content, but no fault
	Content  *catalog.Catalog // what was built, in the language of the root
}

// Build builds the site and puts it in the place of Options.Out. Mistakes in the
// content come back as [diag.Problems], for errors.As, with everything that was
// found; the report's Warnings are then empty, because the problems hold them.
func Build(ctx context.Context, opts Options) (report Report, err error) {
	where, err := parseAddress(opts.BaseURL, opts.ProxyURL)
	if err != nil {
		return Report{}, err
	}
	tell := progress{tell: opts.Progress}
	tell.phase("reading", 0)
	staging, err := output.Create(opts.Out)
	if err != nil {
		return Report{}, err
	}
	// After Commit this does nothing. Deferred, it leaves no staging folder behind
	// when a page or the caller's Progress panics either.
	defer func() { err = errors.Join(err, staging.Discard()) }()
	if opts.Memory != nil {
		var survey sync.WaitGroup
		survey.Go(func() { staging.Standing() }) // is wanted when the content is read, and takes as long
		defer survey.Wait()
	}
	contents, warnings, err := read(ctx, opts)
	if err != nil {
		return Report{}, err
	}
	b := newBuilder(opts, contents, where, staging, &tell)
	b.opts.Jobs = cmp.Or(max(opts.Jobs, 0), runtime.GOMAXPROCS(0))
	if err := b.build(ctx); err != nil {
		return Report{}, err
	}
	warnings = append(warnings, b.problems...)
	warnings.Sort()
	report = Report{Pages: b.pageCount, Files: len(staging.Paths()), Bytes: staging.Size(), Warnings: warnings, Content: contents[0]}
	for _, c := range contents {
		report.Stated = append(report.Stated, c.Stated()...)
	}
	if err := staging.Commit(); err != nil {
		return Report{}, err
	}
	if opts.Memory != nil {
		opts.Memory.made = b.made
	}
	return report, nil
}

// read loads the content in all its languages. With faults in the front matter the texts are
// checked too, so that one run reports everything.
func read(ctx context.Context, opts Options) ([]*catalog.Catalog, diag.Problems, error) {
	load := catalog.Options{Lang: opts.Lang, Label: opts.Label, Live: opts.Live, Static: opts.Static, Now: opts.Now}
	if opts.Memory != nil {
		load.Memory = &opts.Memory.content
	}
	contents, problems := catalog.LoadAll(ctx, opts.Content, load)
	if err := ctx.Err(); err != nil {
		return nil, nil, fmt.Errorf("read the content: %w", err)
	}
	if problems.Err() != nil {
		for _, c := range contents {
			problems = append(problems, c.Check()...)
		}
		problems.Sort()
		return nil, nil, problems
	}
	return contents, problems, nil
}
