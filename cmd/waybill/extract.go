package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"waybill/internal/tracknum"
)

const extractUsage = `Find every tracking number in a text: an e-mail, an order page, a CSV. Nothing
is sent anywhere, and no link is opened.

Usage:

  waybill extract [FLAGS] [FILE]

Without FILE, or with -, standard input is read. The exit code is 0 when the
text was read, whether or not it holds a number.

Flags:

  -json           one JSON object a line, as of identify, with "start" and
                  "end": where the number stands in the text, in bytes
  -content DIR    a publisher's content folder (default: the built-in one)

Examples:

  waybill extract mail.txt
  waybill extract --json <orders.csv
`

// maxText is the largest text that is searched.
const maxText = 64 << 20

func runExtract(ctx context.Context, std streams, args []string) error {
	f := newFlags("extract")
	asJSON := f.Bool("json", false, "")
	dir := f.String("content", "", "")
	rest, err := f.parse(args, 0, 1)
	if err != nil {
		return err
	}
	cat, err := loadCatalog(ctx, *dir)
	if err != nil {
		return err
	}
	table, err := tracknum.Decode(cat.Table, tracknum.English())
	if err != nil {
		return fmt.Errorf("read the number table: %w", err)
	}
	text, err := readInput(std, rest, maxText+1)
	if err != nil {
		return err
	}
	if len(text) > maxText {
		return hinted{fmt.Errorf("the text is larger than %d bytes", maxText), "cut it into parts; for one number a line there is waybill identify"}
	}
	out := bufio.NewWriter(std.out)
	found := table.Extract(string(text))
	for _, one := range found {
		if *asJSON {
			err = writeJSONLine(out, foundJSON{jsonResult(one.Result), one.Start, one.End})
		} else {
			err = writeFound(out, std, one)
		}
		if err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if len(found) == 0 && std.termErr {
		fmt.Fprintln(std.err, "no tracking number found")
	}
	return nil
}

// foundJSON is a result with its place in the text.
type foundJSON struct {
	resultJSON
	Start int `json:"start"`
	End   int `json:"end"`
}

// writeFound writes one number with the carriers it may belong to: the likeliest,
// and those that are at least a tenth as likely.
func writeFound(out *bufio.Writer, std streams, f tracknum.Found) error {
	var names []string
	for _, m := range f.Matches {
		if m.Confidence >= f.Matches[0].Confidence/10 {
			names = append(names, m.Name)
		}
	}
	s := style(std.colorOut)
	line := s.bold(f.Number) + "\t" + string(f.Verdict) + "\t" + strings.Join(names, ", ")
	_, err := fmt.Fprintln(out, strings.TrimRight(line, "\t"))
	return err
}
