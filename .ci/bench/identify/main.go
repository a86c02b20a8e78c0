// Identify compares how fast numbers are recognised: by internal/tracknum on one
// core, by the same code in WebAssembly under Node.js, and by the npm package
// ts-tracking-number under the same Node.js. It is what `make bench-identify`
// runs, at the top of the repository, with the folder of the built engines:
//
//	go run ./.ci/bench/identify bin/bench
//
// All read the same list, the valid numbers among the samples of
// internal/tracknum, and ours the table of the real content. The engines take
// turns, each time in a new process that warms up first, so that whatever else
// the machine does meets them alike. A figure is the median of the rounds, a
// ratio the median of the rounds' ratios. Nothing fails for being slow; what
// fails is a [tracknum.Table.Match] that allocates.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"waybill/content"
	"waybill/internal/catalog"
)

const (
	rounds  = 5
	samples = "internal/tracknum/testdata/samples.json"
)

// sample is a row of the samples.
type sample struct {
	Normalized  string
	Valid       bool
	Carriers    []string // slugs, or s10: and the issuing country
	Attribution string   // "stated" by a source, or "candidate-only"
}

// report is what an engine prints about the list.
type report struct {
	Names   [][]name // for each number, best first
	Timings []*timing
}

type name struct{ Carrier, Country string }

type timing struct {
	Call   string
	PerSec float64 // numbers a second
	Allocs uint64  // allocations a number
}

// engine is one way to recognise numbers, with a report for each round.
type engine struct {
	label   string
	command []string
	same    func(stated string, n name) bool // whether n is the carrier that a sample states
	reports []report
}

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-identify:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("usage: identify FOLDER, which holds the built engines; make bench-identify builds and runs them")
	}
	list, err := readSamples()
	if err != nil {
		return err
	}
	dir := args[0]
	table, numbers := filepath.Join(dir, "table"), filepath.Join(dir, "numbers.txt")
	carriers, err := writeInput(ctx, list, table, numbers)
	if err != nil {
		return err
	}
	node, err := exec.CommandContext(ctx, "node", "--version").Output()
	if err != nil {
		return fmt.Errorf("node --version: %w", err)
	}

	wasm := func(file string) []string { return []string{".ci/wasm-exec", filepath.Join(dir, file), table, numbers} }
	engines := []*engine{
		{label: "ours, native on one core", command: []string{filepath.Join(dir, "native"), table, numbers}, same: sameCarrier},
		{label: "ours, wasm with the page's flags", command: wasm("page.wasm"), same: sameCarrier},
		{label: "ours, wasm with the default flags", command: wasm("default.wasm"), same: sameCarrier},
		{label: "ts-tracking-number", command: []string{"node", ".ci/bench/identify/npm.mjs", numbers}, same: sameCourier},
	}
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
		for i := range engines {
			e := engines[(i+round)%len(engines)] // nobody is always first
			if err := e.measure(ctx, len(list)); err != nil {
				return err
			}
		}
	}

	fmt.Fprintf(out, "\n%d numbers, %d carriers in our table; medians of %d rounds; Go %s, Node.js %s, %s\n\n",
		len(list), carriers, rounds, strings.TrimPrefix(runtime.Version(), "go"), strings.TrimPrefix(strings.TrimSpace(string(node)), "v"), processor())
	printSpeed(out, engines)
	fmt.Fprintln(out)
	printNames(out, engines, list)
	return checkAllocs(engines)
}

// readSamples returns the valid samples.
func readSamples() ([]sample, error) {
	data, err := os.ReadFile(samples)
	if err != nil {
		return nil, err
	}
	var all []sample
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", samples, err)
	}
	return slices.DeleteFunc(all, func(s sample) bool { return !s.Valid }), nil
}

// writeInput writes what the engines read, since WebAssembly holds no content,
// and returns how many carriers the table has.
func writeInput(ctx context.Context, list []sample, table, numbers string) (carriers int, err error) {
	cat, problems := catalog.Load(ctx, content.FS, catalog.Options{Label: "content"})
	if err := problems.Err(); err != nil {
		return 0, err
	}
	if err := os.WriteFile(table, cat.Table, 0o666); err != nil {
		return 0, err
	}
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintln(&b, s.Normalized)
	}
	return len(cat.Carriers), os.WriteFile(numbers, []byte(b.String()), 0o666)
}

// measure runs e once over n numbers and keeps its report.
func (e *engine) measure(ctx context.Context, n int) error {
	cmd := exec.CommandContext(ctx, e.command[0], e.command[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", e.label, err, stderr.String())
	}
	var r report
	if err := json.Unmarshal(out, &r); err != nil {
		return fmt.Errorf("%s: %w", e.label, err)
	}
	if len(r.Names) != n {
		return fmt.Errorf("%s: answers for %d numbers of %d", e.label, len(r.Names), n)
	}
	e.reports = append(e.reports, r)
	return nil
}

// named returns how many numbers e names a carrier for.
func (e *engine) named() int {
	n := 0
	for _, names := range e.reports[0].Names {
		if len(names) > 0 {
			n++
		}
	}
	return n
}

// printSpeed prints a line for each call of each engine. The last engine is what
// the others are compared with.
func printSpeed(out io.Writer, engines []*engine) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "numbers a second\teach\tratio\tallocations\t  engine: call")
	base := engines[len(engines)-1]
	for _, e := range engines {
		for call, t := range e.reports[0].Timings {
			var speeds, ratios []float64
			for round, r := range e.reports {
				speed := r.Timings[call].PerSec
				speeds = append(speeds, speed)
				ratios = append(ratios, speed/base.reports[round].Timings[0].PerSec)
			}
			allocs := fmt.Sprint(t.Allocs)
			if e == base {
				allocs = "-" // Node.js does not say
			}
			what := t.Call
			if what == "Identify" {
				what = fmt.Sprintf("Identify with repairs for the %d not named", len(e.reports[0].Names)-e.named())
			}
			speed := median(speeds)
			fmt.Fprintf(w, "%s\t%.2f µs\t%s\t%s\t  %s: %s\n", thousands(speed), 1e6/speed, thousands(median(ratios)), allocs, e.label, what)
		}
	}
	w.Flush()
}

// printNames prints how many numbers the first engine, ours, and the last name.
// How ours was built changes nothing in that.
func printNames(out io.Writer, engines []*engine, list []sample) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	stated := 0
	for _, s := range list {
		if s.stated() {
			stated++
		}
	}
	fmt.Fprintf(w, "named, of %d\tstated carrier among them, of %d\tstated carrier first\t  engine\n", len(list), stated)
	for _, e := range []*engine{engines[0], engines[len(engines)-1]} {
		among, first := 0, 0
		for i, names := range e.reports[0].Names {
			if !list[i].stated() {
				continue
			}
			at := slices.IndexFunc(names, func(n name) bool {
				return slices.ContainsFunc(list[i].Carriers, func(stated string) bool { return e.same(stated, n) })
			})
			if at >= 0 {
				among++
			}
			if at == 0 {
				first++
			}
		}
		label, _, _ := strings.Cut(e.label, ",")
		fmt.Fprintf(w, "%d\t%d\t%d\t  %s\n", e.named(), among, first, label)
	}
	w.Flush()
}

// stated reports whether a source says whose the number is.
func (s sample) stated() bool {
	return s.Attribution == "stated" && !slices.Contains(s.Carriers, "generic")
}

// sameCarrier compares with our slugs. An international postal number is named
// when its issuing country is.
func sameCarrier(stated string, n name) bool {
	if country, ok := strings.CutPrefix(stated, "s10:"); ok {
		return n.Country == country
	}
	return n.Carrier == stated
}

// sameCourier compares with the npm package's codes, loosely: it has one code
// for all of DHL and one for all international postal numbers.
func sameCourier(stated string, n name) bool {
	family, _, found := strings.Cut(stated, ":")
	if !found && strings.HasPrefix(stated, "dhl-") {
		family = "dhl"
	}
	return n.Carrier == strings.ReplaceAll(family, "-", "")
}

func checkAllocs(engines []*engine) error {
	for _, e := range engines {
		for _, r := range e.reports {
			for _, t := range r.Timings {
				if t.Call == "Match" && t.Allocs > 0 {
					return fmt.Errorf("%s: Match makes %d allocations a number, want none", e.label, t.Allocs)
				}
			}
		}
	}
	return nil
}

func median(of []float64) float64 {
	of = slices.Sorted(slices.Values(of))
	return of[len(of)/2]
}

// thousands writes a number of at least 10 whole with commas, a smaller one with
// one decimal place.
func thousands(f float64) string {
	if f < 10 {
		return fmt.Sprintf("%.1f", f)
	}
	s := fmt.Sprintf("%.0f", f)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// processor returns the processor's name where Linux tells it.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
