package main

import (
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// streams is what a verb reads and writes, and what it may know of the world
// around it.
type streams struct {
	in       io.Reader
	out, err io.Writer
	lookup   func(string) (string, bool) // environment variables
	now      func() time.Time

	colorOut bool // out is a terminal that wants colour
	colorErr bool // err is a terminal that wants colour
	termErr  bool // err is a terminal: progress may be shown
	termIn   bool // in is a terminal: somebody types
	width    int  // columns of out when it is a terminal, 80 otherwise
}

func newStreams(in io.Reader, out, err io.Writer, lookup func(string) (string, bool)) streams {
	s := streams{in: in, out: out, err: err, lookup: lookup, now: time.Now, width: 80}
	// NO_COLOR (no-color.org) counts when it is present and not empty.
	noColor, _ := lookup("NO_COLOR")
	dumb, _ := lookup("TERM")
	color := noColor == "" && dumb != "dumb"
	s.termErr = isTerminal(err)
	s.termIn = isTerminal(in)
	s.colorErr = s.termErr && color
	if file, ok := out.(*os.File); ok && isTerminal(out) {
		s.colorOut = color
		if w, _, err := term.GetSize(int(file.Fd())); err == nil && w > 0 {
			s.width = w
		}
	}
	return s
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
