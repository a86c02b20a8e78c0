// Package serve serves a built site from its folder the way a static host does:
// with the headers of its _headers file, the .br and .gz files that lie beside
// the others, index.html for folders and 404.html for what is not there.
//
// The folder is looked up anew for every request, so that a build may replace
// it at any time.
package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"waybill/internal/site/headers"
)

// Handler returns a handler that serves the site in the folder dir to GET and
// HEAD. Prefix is the path of the base address that the site was built for, ""
// or "/path"; what does not lie below it is not found.
func Handler(dir, prefix string) http.Handler {
	return &handler{dir: dir, prefix: prefix}
}

type handler struct{ dir, prefix string }

// ServeHTTP implements [http.Handler].
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are answered here", http.StatusMethodNotAllowed)
		return
	}
	if err := h.answer(w, r); err != nil {
		http.Error(w, "the built site cannot be read: "+err.Error(), http.StatusInternalServerError)
	}
}

// answer sends what lies at the request's address. It returns an error only as
// long as nothing was sent.
func (h *handler) answer(w http.ResponseWriter, r *http.Request) error {
	rules, err := h.rules()
	if err != nil {
		return err
	}
	if h.prefix != "" && r.URL.Path == h.prefix {
		redirect(w, r)
		return nil
	}
	name, ok := h.name(r.URL.Path)
	if !ok {
		return h.notFound(w, r, rules)
	}
	f, err := os.OpenInRoot(h.dir, name)
	if err != nil {
		return h.notFound(w, r, rules)
	}
	info, err := f.Stat()
	f.Close()
	if err != nil {
		return err
	}
	if info.IsDir() {
		if _, err := h.read(name + "/index.html"); err != nil {
			return h.notFound(w, r, rules)
		}
		redirect(w, r)
		return nil
	}
	if !info.Mode().IsRegular() {
		return h.notFound(w, r, rules)
	}
	data, err := h.negotiate(w.Header(), r, name)
	if err != nil {
		return err
	}
	rules.Apply(w.Header(), r.URL.Path)
	sum := sha256.Sum256(data)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	// ServeContent leaves the length out when the content is encoded.
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}

// name returns the file that a URL's path stands for, and false for one that
// cannot be part of the site.
func (h *handler) name(urlPath string) (string, bool) {
	rest, ok := strings.CutPrefix(urlPath, h.prefix+"/")
	if !ok {
		return "", false
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	if !fs.ValidPath(rest) || strings.ContainsAny(rest, "\\\x00") || rest == "_headers" {
		return "", false
	}
	for segment := range strings.SplitSeq(rest, "/") {
		if segment[0] == '.' {
			return "", false
		}
	}
	return rest, true
}

// rules reads the site's _headers file; a site without one has no rules.
func (h *handler) rules() (headers.File, error) {
	text, err := h.read("_headers")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return headers.Parse(string(text))
}

func (h *handler) read(name string) ([]byte, error) {
	f, err := os.OpenInRoot(h.dir, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// negotiate returns the file of this name, compressed when the request accepts
// that and there is such a file, and sets what the answer's header has to say
// about its form.
func (h *handler) negotiate(header http.Header, r *http.Request, name string) ([]byte, error) {
	header.Set("Content-Type", contentType(name))
	twins := []struct{ coding, ext string }{{"br", ".br"}, {"gzip", ".gz"}}
	accept := strings.Join(r.Header.Values("Accept-Encoding"), ",")
	for _, twin := range twins {
		data, err := h.read(name + twin.ext)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		header.Set("Vary", "Accept-Encoding")
		if accepts(accept, twin.coding) {
			header.Set("Content-Encoding", twin.coding)
			return data, nil
		}
	}
	return h.read(name)
}

// notFound sends the site's 404.html, or a line of text when it has none.
func (h *handler) notFound(w http.ResponseWriter, r *http.Request, rules headers.File) error {
	data, err := h.negotiate(w.Header(), r, "404.html")
	if errors.Is(err, fs.ErrNotExist) {
		rules.Apply(w.Header(), r.URL.Path)
		http.Error(w, "404: no such page", http.StatusNotFound)
		return nil
	}
	if err != nil {
		return err
	}
	rules.Apply(w.Header(), r.URL.Path)
	// A rule for the address may speak of what is not there.
	w.Header().Set("Content-Type", contentType("404.html"))
	w.Header().Set("Cache-Control", headers.CacheRevalidate)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(http.StatusNotFound)
	if r.Method == http.MethodHead {
		return nil
	}
	w.Write(data) // the reader may be gone; there is nobody to tell
	return nil
}

// redirect sends the reader to the same address with a slash at its end.
func redirect(w http.ResponseWriter, r *http.Request) {
	to := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
	http.Redirect(w, r, to.String(), http.StatusPermanentRedirect)
}
