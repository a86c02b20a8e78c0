package adapter

import (
	"embed"
	"io/fs"
)

//go:embed */testdata/*.json */testdata/*.xml */testdata/*.html
var recorded embed.FS

// RecordedAnswers returns the answers that the adapters are tested with, each under its
// adapter's folder: "cainiao/testdata/in_customs.json". They are part of the program
// so that it can play the carriers itself, on a machine without a network.
func RecordedAnswers() fs.FS { return recorded }
