package catalog

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"waybill/internal/diag"
	"waybill/internal/timeline"
)

// What a value may be. Each of these reads one key, reports what is wrong with
// it at its place, and returns the zero value then.

var (
	slugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	dayPattern  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

// date reads a day, 2026-11-22.
func (f *fields) date(key string) Date {
	v := f.text(key)
	if !v.ok {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, v.text); err != nil {
		hint := "write year-month-day, 2026-11-22"
		if dayPattern.MatchString(v.text) {
			hint = "there is no such day"
		}
		f.r.report(v.span, "value/date", fmt.Sprintf("%q is not a date", v.text), hint)
		return ""
	}
	return Date(v.text)
}

// needDate is date for a key that must be there.
func (f *fields) needDate(key string) Date {
	if f.node(key) == nil {
		f.missing(key)
		return ""
	}
	return f.date(key)
}

// oneOf reads a word out of a closed set.
func (f *fields) oneOf(key, what string, set []string) string {
	v := f.text(key)
	if !v.ok {
		return ""
	}
	return f.r.member(v, what, set)
}

// member checks that v is in a closed set, and returns "" when it is not.
func (r *reader) member(v value, what string, set []string) string {
	if slices.Contains(set, v.text) {
		return v.text
	}
	hint := "one of " + strings.Join(set, ", ")
	if near, ok := diag.Closest(v.text, set); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	r.report(v.span, "value/unknown-"+what, fmt.Sprintf("unknown %s %q", what, v.text), hint)
	return ""
}

// status checks that v is a canonical status.
func (r *reader) status(v value) timeline.Status {
	if !v.ok {
		return ""
	}
	var set []string
	for _, s := range timeline.Statuses() {
		set = append(set, string(s))
	}
	if word := strings.ReplaceAll(v.text, "-", "_"); word != v.text && slices.Contains(set, word) {
		r.report(v.span, "value/unknown-status", fmt.Sprintf("unknown status %q", v.text), fmt.Sprintf("did you mean %q?", word))
		return ""
	}
	return timeline.Status(r.member(v, "status", set))
}

// country reads an ISO 3166-1 alpha-2 code; ZZ stands for none.
func (f *fields) country(key string) string { return f.r.countryCode(f.text(key)) }

// countries reads a list of such codes.
func (f *fields) countries(key string) []string {
	var codes []string
	for _, v := range f.texts(key) {
		if code := f.r.countryCode(v); code != "" {
			codes = append(codes, code)
		}
	}
	return codes
}

func (r *reader) countryCode(v value) string {
	if !v.ok {
		return ""
	}
	code := strings.ToUpper(v.text)
	message, hint := "", ""
	switch region, err := language.ParseRegion(code); {
	case len(v.text) != 2 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
		message, hint = "is not a country code", "write the two letters of ISO 3166-1, FR"
	case code != v.text:
		message, hint = "is not a country code", fmt.Sprintf("write it in capitals, %q", code)
	case code == "ZZ":
		return code
	case err != nil || !region.IsCountry():
		message, hint = "is no country", "the codes are those of ISO 3166-1, alpha-2"
	case region.Canonicalize() != region:
		message, hint = "is not the country's code", fmt.Sprintf("did you mean %q?", region.Canonicalize())
	default:
		return code
	}
	r.report(v.span, "value/country", fmt.Sprintf("%q %s", v.text, message), hint)
	return ""
}

// slug reads the name of a page or an adapter as it stands in addresses.
func (f *fields) slug(key string) string {
	v := f.text(key)
	if v.ok && !slugPattern.MatchString(v.text) {
		f.r.report(v.span, "value/slug", fmt.Sprintf("%q is not a slug", v.text), "use lower-case letters, digits and single hyphens")
		return ""
	}
	return v.text
}

// address reads a URL with one of the given schemes.
func (f *fields) address(key string, schemes ...string) string {
	v := f.text(key)
	if !v.ok {
		return ""
	}
	if message, hint := badAddress(v.text, schemes); message != "" {
		f.r.report(v.span, "value/url", message, hint)
		return ""
	}
	return v.text
}

var web = []string{"https", "http"}

// badAddress says what is wrong with an address, or "" when nothing is.
func badAddress(text string, schemes []string) (message, hint string) {
	if strings.ContainsAny(text, " \t\"<>\\") {
		return fmt.Sprintf("%q is not an address", text), "it holds a space or another character that addresses do not have"
	}
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return fmt.Sprintf("%q is not an address", text), ""
	case u.Scheme == "" && !strings.Contains(text, "."):
		return fmt.Sprintf("%q is not an address", text), "an address begins with https://"
	case u.Scheme == "":
		return fmt.Sprintf("%q is not a complete address", text), fmt.Sprintf("did you mean %q?", "https://"+strings.TrimLeft(text, "/"))
	case !slices.Contains(schemes, u.Scheme):
		return fmt.Sprintf("an address that begins with %q cannot stand here", u.Scheme+":"), "use " + strings.Join(schemes, ", ")
	case slices.Contains(web, u.Scheme) && (u.Host == "" || !strings.Contains(u.Hostname(), ".") && u.Hostname() != "localhost"):
		return fmt.Sprintf("%q has no host", text), ""
	case u.Scheme == "mailto" && !strings.Contains(u.Opaque, "@"):
		return fmt.Sprintf("%q has no e-mail address", text), ""
	case u.Scheme == "tel" && strings.Trim(u.Opaque, "+0123456789-()") != "":
		return fmt.Sprintf("%q is not a telephone number", text), "digits and hyphens only, with the country first: tel:+49-228-4333112"
	}
	return "", ""
}

// number placeholder of a carrier's tracking page.
const placeholder = "{number}"

// tracking reads the address of a carrier's tracking page.
func (f *fields) tracking(key string) string {
	v := f.text(key)
	if !v.ok {
		return ""
	}
	plain := strings.ReplaceAll(v.text, placeholder, "LX123456789FR")
	if i := strings.IndexAny(plain, "{}"); i >= 0 {
		if at := strings.IndexByte(v.text, '{'); at >= 0 {
			v.span = v.part(at, strings.IndexByte(v.text[at:]+"}", '}')+1)
		}
		f.r.report(v.span, "value/placeholder", "unknown placeholder in the address", "the number's place is {number}")
		return ""
	}
	if message, hint := badAddress(plain, web); message != "" {
		f.r.report(v.span, "value/url", message, hint)
		return ""
	}
	return v.text
}

// link is the address of c's tracking page for number.
func link(c *Carrier, number string) string {
	if c.Tracking == "" {
		return c.Website
	}
	escaped := strings.ReplaceAll(url.QueryEscape(number), "+", "%20")
	return strings.ReplaceAll(c.Tracking, placeholder, escaped)
}

// sourceOf reads the ID of the source that a fact comes from.
func (f *fields) sourceOf() string {
	v := f.text("source")
	if !v.ok {
		f.missingAs(absence{"source", "source/missing", "a fact without a source",
			"add source: with the id of an entry of sources, or leave the fact out"})
		return ""
	}
	if f.r.sources[v.text] {
		return v.text
	}
	ids := sortedKeys(f.r.sources)
	hint := "add it to sources, with title, url and checked"
	if near, ok := diag.Closest(v.text, ids); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(ids) > 0 {
		hint = "the file's sources are " + strings.Join(ids, ", ")
	}
	f.r.report(v.span, "source/unknown", fmt.Sprintf("no source has the id %q", v.text), hint)
	return ""
}

// sourceList reads the file's sources and remembers their IDs.
func (f *fields) sourceList() []Source {
	f.r.sources = map[string]bool{}
	var out []Source
	for _, g := range f.groups("sources") {
		id := g.need("id")
		s := Source{ID: id.text, Title: g.need("title").text, URL: g.address("url", web...)}
		if g.node("checked") == nil {
			g.missingAs(absence{"checked", "source/unchecked", "a source without the day it was read", "add checked: 2026-11-22"})
		} else {
			s.Checked = g.date("checked")
		}
		if id.ok && !slugPattern.MatchString(id.text) {
			f.r.report(id.span, "value/slug", fmt.Sprintf("%q is not a source id", id.text), "use lower-case letters, digits and single hyphens")
		}
		if id.ok && f.r.sources[id.text] {
			f.r.report(id.span, "source/duplicate", fmt.Sprintf("two sources have the id %q", id.text), "")
		}
		f.r.sources[id.text] = true
		g.done()
		out = append(out, s)
	}
	delete(f.r.sources, "")
	return out
}

func sortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
