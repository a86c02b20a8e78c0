package site

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// localURL stands for the base address where one is needed and none is known:
// feeds and sitemaps must not hold relative addresses.
const localURL = "http://localhost:8080"

// address is where the site will stand.
type address struct {
	base     string // "https://example.org/path", "" when unknown
	absolute string // base, or localURL
	prefix   string // path of base, "" or "/path"
	proxy    string // "https://api.example.org/path", "" for the same origin
}

// below returns the address of a folder of the site.
func (a address) below(dir string) address {
	if a.base != "" {
		a.base += "/" + dir
	}
	a.absolute += "/" + dir
	a.prefix += "/" + dir
	return a
}

func parseAddress(base, proxy string) (address, error) {
	var a address
	u, err := parseWebURL("base URL", base)
	if err != nil {
		return a, err
	}
	if u != nil {
		a.base, a.prefix = u.String(), u.EscapedPath()
	}
	a.absolute = a.base
	if base == "" {
		a.absolute = localURL
	}
	if u, err = parseWebURL("proxy URL", proxy); err != nil {
		return a, err
	}
	if u != nil {
		a.proxy = u.String()
	}
	return a, nil
}

// parseWebURL reads an absolute address without query and fragment, and drops
// the slash at its end. It returns nil for an empty one. A path that is not
// clean is refused: browsers and hosts would each make another one of it, and
// "//x" as the prefix of a link is another host.
func parseWebURL(what, text string) (*url.URL, error) {
	if text == "" {
		return nil, nil
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, fmt.Errorf("%s %q: write it in full, as in https://example.org", what, text)
	case u.User != nil, u.RawQuery != "", u.Fragment != "", strings.ContainsAny(u.Host, `;,'"*`):
		return nil, fmt.Errorf("%s %q: only scheme, host and path may stand in it", what, text)
	}
	u.Path = strings.TrimSuffix(u.Path, "/")
	if u.Path == "/" || u.Path != "" && path.Clean(u.Path) != u.Path {
		return nil, fmt.Errorf("%s %q: its path must be written without double slashes, \".\" and \"..\", as in https://example.org/path", what, text)
	}
	u.RawPath = ""
	return u, nil
}
