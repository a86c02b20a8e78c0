package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"waybill/internal/tracknum"
)

// writeResult writes what is known of one number for people: the verdict, the
// parts of the number under the likeliest format, every carrier with its reason,
// and how a slip can be mended.
func writeResult(w io.Writer, table *tracknum.Table, r tracknum.Result, color bool) error {
	s := style(color)
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", s.bold(shown(r)), verdictText(s, r))
	if len(r.Matches) > 0 {
		b.WriteByte('\n')
		writeAnatomy(&b, s, table.Anatomy(r.Number, &r.Matches[0]))
		b.WriteByte('\n')
		writeMatches(&b, s, r.Matches)
	}
	if len(r.Repairs) > 0 {
		b.WriteString("\n  Did you mean\n")
		for _, repair := range r.Repairs {
			fmt.Fprintf(&b, "    %s  %s\n", s.bold(repair.Number), repair.Reason)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shown is the number as it was read, or the input when nothing of it is one.
func shown(r tracknum.Result) string {
	if r.Number != "" {
		return r.Number
	}
	return clean(r.Input)
}

func verdictText(s style, r tracknum.Result) string {
	switch r.Verdict {
	case tracknum.Valid:
		if r.Matches[0].Check == tracknum.CheckPass {
			return s.green("valid") + ": the check digit agrees"
		}
		return s.green("valid") + ": the shape fits, and has no check digit"
	case tracknum.Invalid:
		return s.red("invalid") + ": this number cannot exist"
	}
	return s.yellow("unknown") + ": no carrier known here issues numbers of this shape"
}

// writeAnatomy writes one line for each part of a number.
func writeAnatomy(b *strings.Builder, s style, parts []tracknum.Part) {
	text, name := 0, 0
	for _, p := range parts {
		text, name = max(text, cells(p.Text)), max(name, cells(p.Name))
	}
	for _, p := range parts {
		meaning := p.Meaning
		switch p.OK {
		case tracknum.CheckPass:
			meaning = strings.TrimSpace(s.green("✓") + " " + meaning)
		case tracknum.CheckFail:
			meaning = strings.TrimSpace(s.red("✗") + " " + meaning)
		}
		line := fmt.Sprintf("  %s  %s  %s", s.bold(pad(p.Text, text)), pad(p.Name, name), meaning)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// writeMatches writes one line for each carrier that the number may belong to.
func writeMatches(b *strings.Builder, s style, matches []tracknum.Match) {
	name := 0
	for _, m := range matches {
		name = max(name, cells(m.Name))
	}
	for _, m := range matches {
		fmt.Fprintf(b, "  %s  %3.0f %%  %s\n", s.bold(pad(m.Name, name)), math.Round(100*m.Confidence), m.Why())
	}
}
