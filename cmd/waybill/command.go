package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"waybill/internal/diag"
)

// Exit codes of every verb.
const (
	exitDone   = 0
	exitFaults = 1 // the input has faults, all of which were printed
	exitUsage  = 2 // the command line itself is wrong
)

// command is one verb.
type command struct {
	name  string
	usage string // what -h prints, written by hand
	run   func(ctx context.Context, std streams, args []string) error
}

// commands returns every verb, in the order of the usage text.
func commands() []command {
	return []command{
		{"serve", serveUsage, runServe},
		{"build", buildUsage, runBuild},
		{"proxy", proxyUsage, runProxy},
		{"check", checkUsage, runCheck},
		{"identify", identifyUsage, runIdentify},
		{"extract", extractUsage, runExtract},
		{"track", trackUsage, runTrack},
		{"decode", decodeUsage, runDecode},
		{"new", newUsage, runNew},
		{"version", versionUsage, runVersion},
	}
}

const usage = `Waybill recognises tracking numbers, reads parcels' timelines, and builds and
serves a tracking site from a folder of Markdown.

Usage:

  waybill VERB [FLAGS] [ARGUMENTS]

A site:

  serve      build the site, serve it with the proxy, rebuild and reload on change
  build      content in, a finished static site out
  proxy      the tracking proxy alone, for production
  check      report every mistake in the content
  new        start a carrier's profile

Numbers and parcels:

  identify   who carries a number, and why
  extract    every tracking number in a text
  track      a parcel's timeline, live
  decode     a carrier's raw answer as the wire format, for adapter authors

  version    what this program was built from
  help VERB  the same as waybill VERB -h

Flags take one dash or two. Exit codes: 0 done, 1 the input has faults (all of
them are printed), 2 wrong usage.

Example:

  waybill track DEMOCUSTOMSINPROGRESS
`

// errFaults ends a verb whose input has faults that it has printed already.
var errFaults = errors.New("the input has faults")

// usageError is a command line that cannot be carried out as written.
type usageError struct {
	message string
	hint    string // what to do, "" when the message says so
}

func (e usageError) Error() string { return e.message }

func wrongUsage(format string, args ...any) error {
	return usageError{message: fmt.Sprintf(format, args...)}
}

// hinted is an error with advice for the person who must act on it.
type hinted struct {
	error
	hint string
}

func (e hinted) Unwrap() error { return e.error }

// run carries out one command line and returns its exit code. It is the whole
// program but for the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, lookup func(string) (string, bool)) int {
	std := newStreams(stdin, stdout, stderr, lookup)
	name, args := verb(args)
	switch name {
	case "":
		fmt.Fprint(stderr, usage)
		return exitUsage
	case "help":
		fmt.Fprint(stdout, usage)
		return exitDone
	}
	all := commands()
	for _, c := range all {
		if c.name == name {
			return report(std, c, c.run(ctx, std, args))
		}
	}
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.name
	}
	hint := "waybill -h lists the verbs"
	if near, ok := diag.Closest(name, names); ok {
		hint = fmt.Sprintf("did you mean waybill %s?", near)
	}
	fmt.Fprintf(stderr, "waybill: unknown verb %q\nwaybill: hint: %s\n", name, hint)
	return exitUsage
}

// verb splits the command line into the verb and its arguments. The ways to ask
// for help all become one: "help" alone, or the verb with -h.
func verb(args []string) (string, []string) {
	if len(args) == 0 {
		return "", nil
	}
	switch name := strings.TrimPrefix(args[0], "-"); name {
	case "-h", "h", "-help", "help":
		if len(args) > 1 && !strings.HasPrefix(args[1], "-") {
			return args[1], []string{"-h"}
		}
		return "help", nil
	case "-version":
		return "version", args[1:]
	}
	return args[0], args[1:]
}

// report prints what a verb came back with and returns the exit code.
func report(std streams, c command, err error) int {
	var bad usageError
	var advice hinted
	var problems diag.Problems
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errHelp):
		fmt.Fprint(std.out, c.usage)
		return exitDone
	case errors.Is(err, errFaults):
		return exitFaults
	case errors.As(err, &bad):
		fmt.Fprintf(std.err, "waybill: %s: %s\n", c.name, bad.message)
		hint := bad.hint
		if hint == "" {
			hint = fmt.Sprintf("waybill %s -h shows how it is used", c.name)
		}
		fmt.Fprintf(std.err, "waybill: hint: %s\n", hint)
		return exitUsage
	case errors.As(err, &problems):
		printProblems(std, problems)
		return exitFaults
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(std.err, "waybill: %s: stopped\n", c.name)
		return exitFaults
	}
	fmt.Fprintf(std.err, "waybill: %s: %v\n", c.name, err)
	if errors.As(err, &advice) {
		fmt.Fprintf(std.err, "waybill: hint: %s\n", advice.hint)
	}
	return exitFaults
}

// printProblems prints mistakes in the content, each with its line and a caret,
// and how many there are.
func printProblems(std streams, problems diag.Problems) {
	if err := problems.Print(std.err, std.colorErr); err != nil {
		return // standard error is gone: there is nobody left to tell
	}
	faults := problems.Faults()
	switch warnings := len(problems) - faults; {
	case faults > 0:
		fmt.Fprintf(std.err, "waybill: %s in the content\n", count(faults, "mistake"))
	case warnings > 0:
		fmt.Fprintf(std.err, "waybill: %s in the content\n", count(warnings, "warning"))
	}
}

// count returns "1 mistake", "2 mistakes".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
