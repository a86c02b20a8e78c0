package main

import (
	"errors"
	"flag"
	"io"
	"strings"

	"waybill/internal/diag"
)

// errHelp asks for a verb's usage text.
var errHelp = flag.ErrHelp

// flags are the flags of one verb. They may stand before, between and after the
// arguments, with one dash or two; "--" ends them.
type flags struct{ *flag.FlagSet }

func newFlags(verb string) flags {
	set := flag.NewFlagSet(verb, flag.ContinueOnError)
	// The usage text is written by hand, and errors are worded in parse.
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	return flags{set}
}

// parse reads the flags out of args and returns the other arguments, of which
// there must be at least least and at most most; most < 0 is no limit. The error
// is a usageError, or errHelp when the usage text was asked for.
func (f flags) parse(args []string, least, most int) ([]string, error) {
	var rest []string
	for {
		if err := f.Parse(args); err != nil {
			return nil, f.explain(err)
		}
		left := f.Args()
		read := len(args) - len(left)
		if read > 0 && args[read-1] == "--" {
			rest = append(rest, left...)
			break
		}
		if len(left) == 0 {
			break
		}
		rest, args = append(rest, left[0]), left[1:]
	}
	switch {
	case len(rest) < least:
		return nil, wrongUsage("needs %s, got %d", count(least, "argument"), len(rest))
	case most == 0 && len(rest) > 0:
		return nil, wrongUsage("takes no arguments, got %q", rest[0])
	case most > 0 && len(rest) > most:
		return nil, wrongUsage("takes at most %s; %q is one too many", count(most, "argument"), rest[most])
	}
	return rest, nil
}

// explain turns an error of package flag into one that says what to do.
func (f flags) explain(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return errHelp
	}
	const unknown = "flag provided but not defined: -"
	name, ok := strings.CutPrefix(err.Error(), unknown)
	if !ok {
		return usageError{message: err.Error()}
	}
	bad := usageError{message: "no flag -" + name}
	var names []string
	f.VisitAll(func(known *flag.Flag) { names = append(names, known.Name) })
	if near, ok := diag.Closest(name, names); ok {
		bad.hint = "did you mean -" + near + "?"
	}
	return bad
}
