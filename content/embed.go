// Package content is the site's text: Markdown files with YAML front matter,
// one folder for each language. Package catalog says what they may hold, reads
// and checks them.
//
// The files are embedded, so that the binary serves a site wherever it stands.
package content

import "embed"

// FS is the content tree, with "en" and its siblings at its top.
//
//go:embed en es
var FS embed.FS
