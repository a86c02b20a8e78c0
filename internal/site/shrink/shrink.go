// Package shrink makes files smaller without changing what they mean: pages,
// style sheets, scripts, pictures in SVG and JSON.
//
// A page keeps its document tags, end tags, quotes and default values: they
// cost next to nothing once compressed, and checkers and style sheets read
// them. Its <style> element is left byte for byte, because the page's Content
// Security Policy names that text by its hash; the style sheet is made small
// before it is put there. Pictures inside a page are left alone as well.
package shrink

import (
	"bytes"
	"fmt"
	"io"
	"path"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
)

// Shrinker shrinks files. [New] makes one; its methods may be called from
// several goroutines.
type Shrinker struct {
	page  *minify.M // html and JSON-LD only: anything else in a page stays
	files *minify.M
}

// New returns a Shrinker.
func New() *Shrinker {
	page := minify.New()
	page.Add("text/html", &html.Minifier{KeepDefaultAttrVals: true, KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true})
	page.Add("application/ld+json", &json.Minifier{KeepNumbers: true})

	files := minify.New()
	files.Add("text/css", &css.Minifier{})
	files.Add("text/javascript", &js.Minifier{})
	files.Add("image/svg+xml", &svg.Minifier{})
	files.Add("application/json", &json.Minifier{KeepNumbers: true})
	return &Shrinker{page: page, files: files}
}

// Page writes the page that it reads from src to dst.
func (s *Shrinker) Page(dst io.Writer, src io.Reader) error {
	if err := s.page.Minify("text/html", dst, src); err != nil {
		return fmt.Errorf("minify the page: %w", err)
	}
	return nil
}

// File returns data, which the file of this name holds, made smaller. A file of
// a kind that it does not know comes back as it is.
func (s *Shrinker) File(name string, data []byte) ([]byte, error) {
	kind := ""
	switch path.Ext(name) {
	case ".css":
		kind = "text/css"
	case ".js", ".mjs":
		kind = "text/javascript"
	case ".svg":
		kind = "image/svg+xml"
	case ".json", ".webmanifest":
		kind = "application/json"
	default:
		return data, nil
	}
	var b bytes.Buffer
	// A copy, because the minifiers write into what they read.
	if err := s.files.Minify(kind, &b, bytes.NewReader(bytes.Clone(data))); err != nil {
		return nil, fmt.Errorf("minify %s: %w", name, err)
	}
	return b.Bytes(), nil
}
