// Engine TABLE LIST recognises the numbers in LIST, one a line and normalised,
// with the compiled number table in TABLE, and prints as JSON whom it names for
// each and how long it takes. It is built natively and as WebAssembly, from the
// same source: what differs between the two is the platform alone.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"waybill/internal/tracknum"
)

const (
	warmUp  = 600 * time.Millisecond // long enough for V8 to have optimised the module
	measure = 500 * time.Millisecond
	counted = 20 // passes over the list in which allocations are counted
)

// report is what an engine prints; npm.mjs prints the same.
type report struct {
	Names   [][]name // for each number, best first
	Timings []timing
}

type name struct{ Carrier, Country string }

type timing struct {
	Call   string
	PerSec float64 // numbers a second
	Allocs uint64  // allocations a number, rounded down: the runtime makes a few of its own
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "engine:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: engine TABLE LIST")
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	table, err := tracknum.Decode(data, tracknum.English())
	if err != nil {
		return err
	}
	list, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	numbers := strings.Fields(string(list))

	// A carrier appears once among the matches, and one is on trial.
	buf := make([]tracknum.Match, 0, len(table.Carriers())+2)
	r := report{Timings: []timing{
		clock("Match", numbers, func(number string) { table.Match(buf, number) }),
		clock("Identify", numbers, func(number string) { table.Identify(number, tracknum.Hints{}) }),
	}}
	for _, number := range numbers {
		names := []name{}
		for _, m := range table.Match(buf, number) {
			if m.Valid() {
				names = append(names, name{m.Carrier, m.Country})
			}
		}
		r.Names = append(r.Names, names)
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// clock measures f over whole passes through the numbers.
func clock(call string, numbers []string, f func(string)) timing {
	pass := func() {
		for _, number := range numbers {
			f(number)
		}
	}
	rate(warmUp, pass)
	passes := rate(measure, pass)

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range counted {
		pass()
	}
	runtime.ReadMemStats(&after)
	n := len(numbers)
	return timing{call, passes * float64(n), (after.Mallocs - before.Mallocs) / uint64(counted*n)}
}

// rate calls pass for at least d and returns how often a second it did so.
func rate(d time.Duration, pass func()) float64 {
	start := time.Now()
	for n := 1; ; n++ {
		pass()
		if took := time.Since(start); took >= d {
			return float64(n) / took.Seconds()
		}
	}
}
