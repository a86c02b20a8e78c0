package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"waybill/content"
	"waybill/internal/tracknum"
)

// realTable is the number table of the built-in content.
func realTable(t testing.TB) (*Catalog, *tracknum.Table) {
	t.Helper()
	cat, problems := Load(context.Background(), content.FS, Options{Label: "content"})
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	table, err := tracknum.Decode(cat.Table, tracknum.English())
	if err != nil {
		t.Fatal(err)
	}
	return cat, table
}

// sample is a number whose carrier or fault is known, from the project's
// collection of facts on number formats, samples.json, with its source.
type sample struct {
	Number, Normalized string
	Valid              bool
	Carriers           []string // "s10:FR" is the post of France
	Format             string
	Attribution        string // "stated" when the source names the carrier
}

func samples(t testing.TB) []sample {
	t.Helper()
	data, err := os.ReadFile("../tracknum/testdata/samples.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// place returns where the stated carrier stands among the matches, from 0; -1
// when it is not among them.
func (s *sample) place(matches []tracknum.Match) int {
	return slices.IndexFunc(matches, func(m tracknum.Match) bool {
		return slices.ContainsFunc(s.Carriers, func(stated string) bool {
			operator, suffix, postal := strings.Cut(stated, ":")
			return m.Carrier == operator || postal && m.Country == suffix
		})
	})
}

// TestSamples runs every sample number: verdicts, and the stated carrier's place.
// What is not first is listed, with the reason, in docs/recognition.md.
func TestSamples(t *testing.T) {
	_, table := realTable(t)
	stated, first, third := 0, 0, 0
	for _, s := range samples(t) {
		r := table.Identify(s.Number, tracknum.Hints{})
		if r.Number != s.Normalized {
			t.Errorf("%s is normalised to %s, want %s", s.Number, r.Number, s.Normalized)
		}
		at := s.place(r.Matches)
		if !s.Valid {
			// The number is wrong for its format; it may be another carrier's.
			if at >= 0 && r.Matches[at].Valid() && strings.ReplaceAll(s.Format, "_", "-") == r.Matches[at].Format {
				t.Errorf("%s is valid as %s", s.Number, s.Format)
			}
			if r.Verdict == tracknum.Valid {
				t.Logf("wrong as %s, valid as %s: %s", s.Format, r.Matches[0].Format, s.Number)
			}
			continue
		}
		if r.Verdict != tracknum.Valid {
			t.Errorf("%s is %s, want valid (%s)", s.Number, r.Verdict, s.Format)
		}
		if s.Attribution != "stated" {
			continue
		}
		stated++
		if at == 0 {
			first++
		} else {
			var order []string
			for _, m := range r.Matches {
				order = append(order, fmt.Sprintf("%s %.2f", m.Format, m.Confidence))
			}
			t.Logf("%s of %s (%s) at place %d: %s", s.Number, s.Carriers, s.Format, at+1, strings.Join(order, ", "))
		}
		if at >= 0 && at < 3 {
			third++
		}
	}
	t.Logf("%d valid samples: the stated carrier is first in %.1f %%, among the first three in %.1f %%",
		stated, 100*float64(first)/float64(stated), 100*float64(third)/float64(stated))
	if first*100 < stated*97 || third*100 < stated*99 {
		t.Errorf("the stated carrier is first in %d and among the first three in %d of %d; want 97 and 99 %%", first, third, stated)
	}
}

// TestCalibration holds confidence against the truth: of the samples whose best
// match has a confidence of so much, about so many in a hundred, or more, must be
// the stated carrier's. More, because a collection of samples has more of well-known
// carriers than of numbers that nobody knows.
func TestCalibration(t *testing.T) {
	_, table := realTable(t)
	bands := []struct {
		from, to float64
		all, hit int
	}{{0, 0.2, 0, 0}, {0.2, 0.4, 0, 0}, {0.4, 0.6, 0, 0}, {0.6, 0.8, 0, 0}, {0.8, 0.9, 0, 0}, {0.9, 1, 0, 0}}
	for _, s := range samples(t) {
		if !s.Valid || s.Attribution != "stated" {
			continue
		}
		r := table.Identify(s.Number, tracknum.Hints{})
		for i := range bands {
			b := &bands[i]
			if c := r.Matches[0].Confidence; c >= b.from && c < b.to {
				b.all++
				if s.place(r.Matches) == 0 {
					b.hit++
				}
			}
		}
	}
	for _, b := range bands {
		t.Logf("confidence %.1f to %.1f: %3d samples, %3d right", b.from, b.to, b.all, b.hit)
		if b.all > 0 && float64(b.hit) < b.from*float64(b.all) {
			t.Errorf("confidence %.1f to %.1f: only %d of %d are right", b.from, b.to, b.hit, b.all)
		}
	}
}

// TestRandomStrings recognises random strings of common layouts: with a
// confidence of 0.9 or more, fewer than one in a hundred may be.
func TestRandomStrings(t *testing.T) {
	_, table := realTable(t)
	rng := rand.New(rand.NewPCG(3, 4))
	layouts := []string{ // 9 is a digit, A a letter, * either
		"99999999", "999999999", "9999999999", "99999999999", "999999999999", "9999999999999", "99999999999999",
		"999999999999999", "9999999999999999", "99999999999999999", "999999999999999999", "9999999999999999999",
		"99999999999999999999", "9999999999999999999999", "999999999999999999999999", "99999999999999999999999999",
		"9999999999999999999999999999999999", "A9999999999", "AA9999999999", "AA999999999AA", "AAA999999999AA", "AA99999999999999",
		"AAA99999999999", "AAA99999999999999", "9A99999999999", "9A9999999999999999", "99999999999999A", "********", "*************",
		"****************", "******************",
	}
	const runs = 50000
	var buf [64]tracknum.Match
	t.Logf("%-36s valid       with 0.9 or more", "layout")
	for _, layout := range layouts {
		named, high := 0, 0
		number := make([]byte, len(layout))
		for range runs {
			for i := range number {
				switch c := rng.IntN(36 * 260); layout[i] {
				case '9':
					number[i] = byte('0' + c%10)
				case 'A':
					number[i] = byte('A' + c%26)
				default:
					number[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[c%36]
				}
			}
			found := table.Match(buf[:0], string(number))
			if len(found) > 0 && found[0].Valid() {
				named++
				if found[0].Confidence >= 0.9 {
					high++
				}
			}
		}
		t.Logf("%-36s %6.2f %%    %6.2f %%", layout, 100*float64(named)/runs, 100*float64(high)/runs)
		if high*100 >= runs {
			t.Errorf("%s: %d of %d random strings have a confidence of 0.9 or more", layout, high, runs)
		}
	}
}

// TestMatchAllocatesNothing holds the hot path to its promise on every sample.
func TestMatchAllocatesNothing(t *testing.T) {
	_, table := realTable(t)
	var buf [64]tracknum.Match
	for _, s := range samples(t) {
		if n := testing.AllocsPerRun(10, func() { table.Match(buf[:0], s.Normalized) }); n != 0 {
			t.Errorf("Match(%s) allocates %v times", s.Normalized, n)
		}
	}
}

// TestHostileInput gives a megabyte of each to everything that takes text, with the
// table of the built-in content. Work that grows with the square of the length
// would not end.
func TestHostileInput(t *testing.T) {
	_, table := realTable(t)
	for _, unit := range []string{"1", "1 ", "A-", "\x00", "\u200F", "７", "📦", "\xF0\x9F", "1Z ", "DE89 ", "://%20%", "://ups.com/", "track 986578788855 ", "UPS "} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		if r := table.Identify(text, tracknum.Hints{}); r.Verdict != tracknum.Unrecognised || r.Repairs != nil {
			t.Errorf("%q again and again is %s", unit, r.Verdict)
		}
		table.Extract(text)
		if table.Expect(text) != nil {
			t.Errorf("something is expected of %q again and again", unit)
		}
	}
}

// FuzzRecognition gives any text to everything that takes text, with the table of
// the built-in content.
func FuzzRecognition(f *testing.F) {
	_, table := realTable(f)
	for _, s := range samples(f) {
		f.Add(s.Number)
	}
	f.Add("Tracking number: 9865 7878 8855, https://www.fedex.com/?trknbr=986578788855 ＲＲ４７３１２４８２９ＧＢ\u202e\x00")
	f.Fuzz(func(t *testing.T, text string) {
		r := table.Identify(text, tracknum.Hints{Carrier: "gls", Country: "JP", Beside: []string{"fedex"}})
		for i := range r.Matches {
			m := &r.Matches[i]
			if m.Confidence <= 0 || m.Confidence >= 1 || m.Why() == "" {
				t.Fatalf("%q: match %+v", text, m)
			}
			end := 0
			for _, part := range table.Anatomy(r.Number, m) {
				if part.Start != end || part.End <= end {
					t.Fatalf("%q as %s: part %+v after %d", text, m.Format, part, end)
				}
				end = part.End
			}
			if end != len(r.Number) {
				t.Fatalf("%q as %s: the parts end at %d", text, m.Format, end)
			}
		}
		for _, repair := range r.Repairs {
			if again := table.Identify(repair.Number, tracknum.Hints{}); again.Verdict != tracknum.Valid {
				t.Fatalf("%q: the repair %s is %s", text, repair.Number, again.Verdict)
			}
		}
		last := 0
		for _, found := range table.Extract(text) {
			if found.Start < last || found.End > len(text) || found.Verdict != tracknum.Valid {
				t.Fatalf("%q: found %+v behind %d", text, found, last)
			}
			last = found.End
		}
		table.Expect(text)
	})
}

// TestCollisions fails when two carriers use the same shape and no help page
// declares it.
func TestCollisions(t *testing.T) {
	collisions, err := tracknum.Collisions(realSource(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range collisions {
		t.Errorf("%s and %s accept the same numbers of %d characters: declare it under shared: in content/en/help/which-carrier.md", c.A, c.B, c.Length)
	}
}

// realSource is what the number table of the built-in content is compiled from.
func realSource(t testing.TB) tracknum.Source {
	t.Helper()
	l := loader{fsys: content.FS, lang: "en", label: "content"}
	l.catalog = &Catalog{Lang: "en", drafts: map[string]bool{}, unread: map[string]bool{}}
	names, _ := l.list()
	for _, e := range l.read(context.Background(), names) {
		l.add(e)
	}
	l.sort()
	src, _ := l.source(nil)
	return src
}
