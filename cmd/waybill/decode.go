package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/all"
	"waybill/internal/diag"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
)

const decodeUsage = `Read a carrier's raw answer and print it in the wire format, for those who write
an adapter. Nothing is sent anywhere.

Usage:

  waybill decode [FLAGS] ADAPTER [FILE]

FILE is the body of the answer; without it, or with -, standard input is read.
When the answer holds no timeline, the problem is printed on standard error by
its name in the wire format ("not-found: …", "unreadable-answer: …") and the
exit code is 1.

Flags:

  -number NUMBER   the number asked for (default: the first in the answer)
  -status CODE     the HTTP status that came with it (default 200)
  -carrier SLUG    the carrier asked about, for an adapter that reads several
  -content DIR     a publisher's content folder (default: the built-in one); the
                   phrases of its status pages tell what a wording means

Example:

  waybill decode cainiao answer.json
`

// maxAnswer is the largest answer that is read, as when a carrier is asked.
const maxAnswer = adapter.DefaultMaxAnswer

func runDecode(ctx context.Context, std streams, args []string) error {
	f := newFlags("decode")
	number := f.String("number", "", "")
	status := f.Int("status", 200, "")
	carrier := f.String("carrier", "", "")
	dir := f.String("content", "", "")
	rest, err := f.parse(args, 1, 2)
	if err != nil {
		return err
	}
	remote, err := remoteAdapter(rest[0])
	if err != nil {
		return err
	}
	asked := tracknum.Normalize(*number)
	if asked == "" && *number != "" {
		return wrongUsage("-number %q holds no tracking number", *number)
	}
	body, err := readInput(std, rest[1:], maxAnswer+1)
	if err != nil {
		return err
	}
	if len(body) > maxAnswer {
		err = adapter.Errorf(adapter.UnreadableAnswer, "the answer is larger than %d bytes", maxAnswer)
		return printProblem(std, err)
	}
	cat, err := loadCatalog(ctx, *dir)
	if err != nil {
		return err
	}
	if err := knownCarrier(cat, *carrier); err != nil {
		return err
	}
	tl, err := adapter.Read(remote, adapter.Query{Number: asked, Carrier: *carrier}, adapter.Answer{Status: *status, Body: body}, cat.Words)
	if err != nil {
		return printProblem(std, err)
	}
	return printWire(std.out, tl)
}

// remoteAdapter returns the adapter with the given id, which must be one that
// decodes answers.
func remoteAdapter(id string) (adapter.Remote, error) {
	var ids []string
	for _, a := range all.Adapters() {
		remote, ok := a.(adapter.Remote)
		if !ok {
			continue
		}
		if a.Info().ID == id {
			return remote, nil
		}
		ids = append(ids, a.Info().ID)
	}
	bad := usageError{message: fmt.Sprintf("no adapter %q decodes answers", id), hint: fmt.Sprintf("there are: %s", strings.Join(ids, ", "))}
	if near, ok := diag.Closest(id, ids); ok {
		bad.hint = fmt.Sprintf("did you mean %s?", near)
	}
	return nil, bad
}

// printProblem prints why there is no timeline, the problem's name first.
func printProblem(std streams, err error) error {
	var problem *adapter.Error
	if !errors.As(err, &problem) {
		return err
	}
	if problem.Err == nil {
		fmt.Fprintf(std.err, "%s\n", problem.Kind)
	} else {
		fmt.Fprintf(std.err, "%s: %s\n", problem.Kind, clean(problem.Err.Error()))
	}
	return errFaults
}

// printWire prints a timeline in the wire format, indented for people.
func printWire(w io.Writer, tl timeline.Timeline) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(tl); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// readInput reads the file that args name, or standard input when they name none
// or "-". It reads at most limit bytes.
func readInput(std streams, args []string, limit int64) ([]byte, error) {
	if len(args) == 0 || args[0] == "-" {
		return io.ReadAll(io.LimitReader(std.in, limit))
	}
	file, err := os.Open(args[0])
	if err != nil {
		return nil, err
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, limit))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", args[0], err)
	}
	return body, nil
}
