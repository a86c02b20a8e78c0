package headers

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"
)

// Policy is the site's Content Security Policy.
type Policy struct {
	// Style is the text of the one <style> element that every page carries;
	// it is allowed by its hash, byte for byte.
	Style string
	// Proxy is the address under which timelines are found; "" is the page's own.
	Proxy string
}

// Header returns the policy for the header. Nothing is allowed but what is
// listed: no inline script, no eval (WebAssembly alone may compile), no style
// attribute, nothing of a third party, and no way to turn text into markup
// (Trusted Types with no policy at all).
func (p Policy) Header() string {
	return p.Meta() + "; frame-ancestors 'none'"
}

// Meta returns the policy for a <meta> element, where frame-ancestors has no
// effect and draws a warning.
func (p Policy) Meta() string {
	sum := sha256.Sum256([]byte(p.Style))
	// A reader may have a proxy of their own asked in place of the site's, on this
	// very machine or over https; which one is known to their browser alone.
	connect := "'self' https: http://localhost:* http://127.0.0.1:*"
	if origin := originOf(p.Proxy); strings.HasPrefix(origin, "http://") {
		connect += " " + origin
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' 'wasm-unsafe-eval'",
		"style-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
		"img-src 'self' data:",
		"font-src 'none'",
		"connect-src " + connect,
		"manifest-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types 'none'",
	}, "; ")
}

// originOf returns scheme and host of an absolute address, "" for any other.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// Security returns what goes with every address of the site. None of it is
// about caching. No Strict-Transport-Security: whether every host below the
// name can do without http is the operator's to say.
func Security(p Policy) []Field {
	return []Field{
		{"Content-Security-Policy", p.Header()},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
}

// How long browsers and hosts may keep things. What is asked for by a name with
// its hash in it never changes; all else is asked after each time, which costs
// one small answer when nothing changed.
const (
	CacheForever    = "public, max-age=31536000, immutable"
	CacheRevalidate = "public, max-age=0, must-revalidate"
)
