package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"waybill/internal/tracknum"
)

const identifyUsage = `Say who carries a tracking number and why, whether it can exist, and how to mend
a typing slip. Nothing is sent anywhere.

Usage:

  waybill identify [FLAGS] [NUMBER...]

Without a NUMBER the numbers are read from standard input, one a line; empty
lines are passed over. The exit code is 0 whatever the verdicts are: a number
that cannot exist has been identified as just that.

Flags:

  -json           one JSON object a line, in the order of the input
  -carrier SLUG   the carrier that is already known or likely, put first
  -to CC          the country it goes to, two letters: its carriers are likelier
  -content DIR    a publisher's content folder (default: the built-in one)

Examples:

  waybill identify 1Z999AA10123456784
  waybill identify --json <numbers.txt
`

func runIdentify(ctx context.Context, std streams, args []string) error {
	f := newFlags("identify")
	asJSON := f.Bool("json", false, "")
	carrier := f.String("carrier", "", "")
	to := f.String("to", "", "")
	dir := f.String("content", "", "")
	numbers, err := f.parse(args, 0, -1)
	if err != nil {
		return err
	}
	cat, err := loadCatalog(ctx, *dir)
	if err != nil {
		return err
	}
	if err := knownCarrier(cat, *carrier); err != nil {
		return err
	}
	country := strings.ToUpper(*to)
	if len(country) != 0 && len(country) != 2 {
		return usageError{message: fmt.Sprintf("%q is not a country", *to), hint: "write the two letters of its code: -to FR"}
	}
	table, err := tracknum.Decode(cat.Table, tracknum.English())
	if err != nil {
		return fmt.Errorf("read the number table: %w", err)
	}

	out := bufio.NewWriter(std.out)
	hints := tracknum.Hints{Carrier: *carrier, Country: country}
	first := true
	identify := func(input string) error {
		r := table.Identify(input, hints)
		if *asJSON {
			return writeJSONLine(out, jsonResult(r))
		}
		if !first {
			fmt.Fprintln(out)
		}
		first = false
		return writeResult(out, table, r, std.colorOut)
	}
	if len(numbers) > 0 {
		for _, number := range numbers {
			if err := identify(number); err != nil {
				return err
			}
		}
		return out.Flush()
	}
	return eachLine(ctx, std.in, func(line string) error {
		if err := identify(line); err != nil {
			return err
		}
		if std.termIn {
			return out.Flush() // somebody types and waits
		}
		return nil
	}, out.Flush)
}

// maxLine is the longest line read from a list of numbers, far above any number.
const maxLine = 1 << 20

// eachLine calls f for every line of in that is not empty, then end. It holds
// one line at a time, so a list may be of any length. A line that is too long is
// passed over and told of in the error, once the rest has been read.
func eachLine(ctx context.Context, in io.Reader, f func(string) error, end func() error) error {
	lines := bufio.NewReaderSize(in, 64<<10)
	var faults []error
	var line []byte
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var size int
		var err error
		line, size, err = readLine(lines, line[:0])
		switch text := string(line); {
		case size > maxLine:
			faults = append(faults, fmt.Errorf("line %d is longer than %d bytes: give one number a line", n, maxLine))
		case strings.TrimSpace(text) != "":
			if err := f(text); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return errors.Join(append(faults, end())...)
		}
		if err != nil {
			return errors.Join(append(faults, fmt.Errorf("read line %d: %w", n, err), end())...)
		}
	}
}

// readLine appends the next line without its end to line and returns its whole
// size. Of a line above maxLine it keeps nothing, but reads on to its end.
func readLine(in *bufio.Reader, line []byte) ([]byte, int, error) {
	for size := 0; ; {
		part, err := in.ReadSlice('\n')
		size += len(bytes.TrimSuffix(part, []byte("\n")))
		if size > maxLine {
			line = line[:0]
		} else {
			line = append(line, part...)
		}
		if err != bufio.ErrBufferFull {
			return bytes.TrimRight(line, "\r\n"), size, err
		}
	}
}

// The JSON form of a result. The order of the fields is part of the format, and
// no array is ever null.
type (
	resultJSON struct {
		Input   string       `json:"input"`
		Number  string       `json:"number"`
		Verdict string       `json:"verdict"`
		Matches []matchJSON  `json:"matches"`
		Repairs []repairJSON `json:"repairs"`
	}
	matchJSON struct {
		Carrier    string  `json:"carrier"`
		Name       string  `json:"name"`
		Format     string  `json:"format"`
		Service    string  `json:"service"`
		Check      string  `json:"check"`
		Country    string  `json:"country"`
		Confidence float64 `json:"confidence"`
		Why        string  `json:"why"`
	}
	repairJSON struct {
		Number string `json:"number"`
		Reason string `json:"reason"`
	}
)

func jsonResult(r tracknum.Result) resultJSON {
	j := resultJSON{
		Input: r.Input, Number: r.Number, Verdict: string(r.Verdict),
		Matches: make([]matchJSON, len(r.Matches)),
		Repairs: make([]repairJSON, len(r.Repairs)),
	}
	for i, m := range r.Matches {
		j.Matches[i] = matchJSON{
			Carrier: m.Carrier, Name: m.Name, Format: m.Format, Service: m.Service,
			Check: string(m.Check), Country: m.Country, Confidence: m.Confidence, Why: m.Why(),
		}
	}
	for i, repair := range r.Repairs {
		j.Repairs[i] = repairJSON{Number: repair.Number, Reason: repair.Reason}
	}
	return j
}

// writeJSONLine writes v as one line of JSON, with <, > and & as they are.
func writeJSONLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
