// Package static is the site's style sheets, scripts and icon.
//
// gen holds what make builds: the page's WebAssembly module, waybill.wasm, and
// wasm_exec.js of the Go release that compiled it. In a fresh clone it is empty,
// and a binary compiled then can only build a site from a static folder.
package static

import "embed"

// FS is the static files. css/site.css goes into every page; the others are
// served under a name with their hash in it.
//
//go:embed css js icon.svg all:gen map
var FS embed.FS
