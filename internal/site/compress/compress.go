// Package compress makes the .br and .gz files that lie beside a site's own, so
// that a host can send them without compressing anything itself.
//
// Brotli runs at its best and slowest quality: the page's module takes seconds.
// Results are therefore kept in a folder by the hash of what was compressed,
// and a build that changes one page compresses one page.
package compress

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"strconv"
	"sync"

	"github.com/andybalholm/brotli"
)

// MinSize is the smallest file that is worth a compressed twin: below it, the
// response's header outweighs what is saved.
const MinSize = 256

// Compressor compresses files. Its zero value works and keeps nothing; its
// methods may be called from several goroutines.
type Compressor struct {
	// CacheDir is the folder that results are kept in between builds; it is
	// made when missing. Empty means that nothing is kept. It may be deleted at
	// any time.
	CacheDir string

	// Quality is brotli's, from 1 to 11; 0 is 11, the smallest and slowest.
	Quality int

	brotli, gzip sync.Pool
}

// Worthwhile reports whether a file of this name and size gets twins. Pictures
// and fonts are compressed already.
func Worthwhile(name string, size int) bool {
	switch path.Ext(name) {
	case ".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".atom", ".rss", ".wasm", ".bin", ".webmanifest", ".map":
		return size >= MinSize
	}
	return false
}

// Brotli returns data compressed with brotli, or nil when that is not smaller
// than data.
func (c *Compressor) Brotli(data []byte) ([]byte, error) {
	quality := cmp.Or(c.Quality, brotli.BestCompression)
	return c.cached("br"+strconv.Itoa(quality), data, func(dst io.Writer) error {
		w, ok := c.brotli.Get().(*brotli.Writer)
		if !ok {
			w = brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: quality, LGWin: 24})
		}
		defer c.brotli.Put(w)
		w.Reset(dst)
		if _, err := w.Write(data); err != nil {
			return err
		}
		return w.Close()
	})
}

// Gzip returns data compressed at level 9 without name or time, or nil when
// that is not smaller than data.
func (c *Compressor) Gzip(data []byte) ([]byte, error) {
	return c.cached("gz", data, func(dst io.Writer) error {
		w, ok := c.gzip.Get().(*gzip.Writer)
		if !ok {
			var err error
			if w, err = gzip.NewWriterLevel(nil, gzip.BestCompression); err != nil {
				return err
			}
		}
		defer c.gzip.Put(w)
		w.Reset(dst)
		if _, err := w.Write(data); err != nil {
			return err
		}
		return w.Close()
	})
}

// cached returns the kept result for data, or makes and keeps it.
func (c *Compressor) cached(kind string, data []byte, encode func(io.Writer) error) ([]byte, error) {
	entry := entryFor(c.CacheDir, kind, data)
	if result, ok := entry.load(); ok {
		return result, nil
	}
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		return nil, fmt.Errorf("compress as %s: %w", kind, err)
	}
	result := b.Bytes()
	if len(result) >= len(data) {
		result = nil
	}
	if err := entry.store(result); err != nil {
		return nil, fmt.Errorf("keep a compressed file: %w", err)
	}
	return result, nil
}
