package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"waybill/internal/site"
)

const buildUsage = `Build the site: content in, a folder out that any static host can serve. The old
folder is replaced in one step, and only by a complete new one.

Usage:

  waybill build [FLAGS]

Flags:

  -base-url URL    where the site will stand, https://example.org or with a path
                   (needed for feeds, sitemap and canonical addresses)
  -proxy-url URL   where the tracking proxy answers (default: beside the site)
  -content DIR     the content folder (default: content if there is one, else
                   the built-in one)
  -static DIR      the static files (default: static if there is one, else the
                   built-in ones)
  -lang TAG        the language at the site's root (default en); the others of
                   the content folder stand below their tags
  -out DIR         the folder to write (default public)
  -compress        write .br and .gz files beside the others (default true;
                   -compress=false leaves them out)
  -cache DIR       keeps between builds what need not be made again (default: in
                   the user's cache folder; -cache= keeps nothing)
  -config FILE     the proxy's configuration: carriers whose keys it has are
                   live on the pages too (default: none is read)
  -jobs N          pages at work at a time (default: one for each core)

Example:

  waybill build -base-url https://example.org -proxy-url https://api.example.org
`

func runBuild(ctx context.Context, std streams, args []string) error {
	f := newFlags("build")
	var opts site.Options
	f.StringVar(&opts.BaseURL, "base-url", "", "")
	f.StringVar(&opts.ProxyURL, "proxy-url", "", "")
	content := f.String("content", contentHere(), "")
	static := f.String("static", staticHere(), "")
	f.StringVar(&opts.Lang, "lang", lang, "")
	f.StringVar(&opts.Out, "out", "public", "")
	f.BoolVar(&opts.Compress, "compress", true, "")
	f.StringVar(&opts.CacheDir, "cache", userCache(std), "")
	f.IntVar(&opts.Jobs, "jobs", 0, "")
	file := f.String("config", "", "")
	if _, err := f.parse(args, 0, 0); err != nil {
		return err
	}
	if opts.Jobs < 0 {
		return wrongUsage("-jobs must not be negative")
	}
	for _, flag := range []struct{ name, value string }{{"base-url", opts.BaseURL}, {"proxy-url", opts.ProxyURL}} {
		if err := checkURL(flag.name, flag.value); err != nil {
			return err
		}
	}
	if err := sources(&opts, *content, *static); err != nil {
		return err
	}
	if *file != "" {
		config, err := loadConfig(std, *file)
		if err != nil {
			return err
		}
		if opts.Live, err = live(config); err != nil {
			return err
		}
	}
	memory, ok := memoryOf(opts.CacheDir, opts.Out)
	if !ok {
		_, err := build(ctx, std, opts)
		return err
	}
	opts.Memory = memory.read()
	if _, err := build(ctx, std, opts); err != nil {
		return err
	}
	if err := memory.write(opts.Memory); err != nil {
		// The site stands; only the next build takes longer.
		fmt.Fprintf(std.err, "waybill: build: %v\n", err)
	}
	return nil
}

// sources opens what a site is built from.
func sources(opts *site.Options, content, static string) (err error) {
	opts.Reader = readers()
	if opts.Content, opts.Label, err = openContent(content); err != nil {
		return err
	}
	opts.Static, err = openStatic(static)
	return err
}

// build builds the site. On a terminal it shows how far it is and what it made;
// warnings are printed everywhere.
func build(ctx context.Context, std streams, opts site.Options) (site.Report, error) {
	start := std.now()
	opts.Now = start
	if std.termErr {
		opts.Progress = func(phase string, done, total int) {
			if total == 0 {
				fmt.Fprintf(std.err, "%s%s …", eraseLine, phase)
				return
			}
			fmt.Fprintf(std.err, "%s%s %d/%d", eraseLine, phase, done, total)
		}
	}
	report, err := site.Build(ctx, opts)
	if std.termErr {
		fmt.Fprint(std.err, eraseLine)
	}
	if err != nil {
		return report, err
	}
	printProblems(std, report.Warnings)
	if std.termErr {
		fmt.Fprintf(std.err, "%s in %s, %s, %.1f MB, in %.1f s\n", count(report.Pages, "page"), opts.Out,
			count(report.Files, "file"), float64(report.Bytes)/1e6, std.now().Sub(start).Round(100*time.Millisecond).Seconds())
		fmt.Fprintln(std.err, summary(report.Stated, std.now()))
	}
	return report, nil
}

// userCache returns the folder in which compressed files are kept between
// builds, or "" when this user has none.
func userCache(std streams) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "waybill")
}

// checkURL refuses an address that is not absolute, before anything is done.
func checkURL(name, value string) error {
	if value == "" {
		return nil
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		bad := usageError{message: fmt.Sprintf("-%s %q is no http or https address", name, value)}
		if !strings.Contains(value, "://") {
			bad.hint = fmt.Sprintf("did you mean -%s https://%s?", name, value)
		}
		return bad
	}
	return nil
}
