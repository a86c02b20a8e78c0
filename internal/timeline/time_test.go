package timeline

import (
	"errors"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	tests := []struct {
		in                  string
		date, clock, offset string
		ok                  bool
	}{
		{"2026-11-20T08:15:00+08:00", "2026-11-20", "08:15", "+08:00", true},
		{"2026-11-20T08:15:59Z", "2026-11-20", "08:15", "Z", true},
		{"2026-11-20T08:15-03:30", "2026-11-20", "08:15", "-03:30", true},
		{"2026-11-20T08:15Z", "2026-11-20", "08:15", "Z", true},
		{"2026-11-20T08:15", "2026-11-20", "08:15", "", true},
		{"2026-11-20T08:15:00", "2026-11-20", "08:15", "", true},
		{"2026-11-20", "2026-11-20", "", "", true},
		{"2024-02-29", "2024-02-29", "", "", true},
		{"2000-02-29", "2000-02-29", "", "", true},
		{"0001-01-01", "0001-01-01", "", "", true},

		{in: ""},
		{in: "20261120"},
		{in: "2026-11-20 08:15"},
		{in: "2026-11-20T"},
		{in: "2026-11-20T08"},
		{in: "2026-11-20T08:1"},
		{in: "2026-11-20T24:00"},
		{in: "2026-11-20T08:60"},
		{in: "2026-11-20T08:15:60"},
		{in: "2026-11-20T08:15:00.000Z"},
		{in: "2026-11-20T08:15:00+0800"},
		{in: "2026-11-20T08:15:00+15:00"},
		{in: "2026-11-20T08:15:00+08:60"},
		{in: "2026-11-20T08:15:00z"},
		{in: "2026-02-29"},
		{in: "1900-02-29"},
		{in: "2026-04-31"},
		{in: "2026-13-01"},
		{in: "2026-00-10"},
		{in: "2026-10-00"},
		{in: "٢٠٢٦-11-20"},
		{in: "-026-11-20"},
	}
	for _, test := range tests {
		got, err := ParseTime(test.in)
		if !test.ok {
			if !errors.Is(err, ErrTime) || got != "" {
				t.Errorf("ParseTime(%q) = %q, %v; want ErrTime", test.in, got, err)
			}
			// An invalid time is silent wherever it is asked.
			bad := Time(test.in)
			_, unix := bad.Unix()
			_, wall := bad.Wall()
			_, day := bad.Day()
			if bad.Date()+bad.Clock()+bad.Offset() != "" || unix || wall || day {
				t.Errorf("%q answers although it is no time", test.in)
			}
			continue
		}
		if err != nil || string(got) != test.in {
			t.Errorf("ParseTime(%q) = %q, %v", test.in, got, err)
		}
		if got.Date() != test.date || got.Clock() != test.clock || got.Offset() != test.offset {
			t.Errorf("%q reads as %q %q %q", test.in, got.Date(), got.Clock(), got.Offset())
		}
	}
}

// The library's own clock is the judge of ours.
func TestTimeAgreesWithTheLibrary(t *testing.T) {
	for _, in := range []string{
		"2026-11-20T08:15:00+08:00", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59-14:00",
		"2000-02-29T12:00:00+05:45", "1900-03-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+00:00",
	} {
		want, err := time.Parse(time.RFC3339, in)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Time(in).Unix(); !ok || got != want.Unix() {
			t.Errorf("Unix(%q) = %d, %v; want %d", in, got, ok, want.Unix())
		}
		_, offset := want.Zone()
		if got, ok := Time(in).Wall(); !ok || got != want.Unix()+int64(offset) {
			t.Errorf("Wall(%q) = %d, %v; want %d", in, got, ok, want.Unix()+int64(offset))
		}
	}
	for _, in := range []string{"2026-11-20T08:15", "2026-11-20"} {
		if _, ok := Time(in).Unix(); ok {
			t.Errorf("%q has no offset, yet its moment is known", in)
		}
	}
}

func TestDay(t *testing.T) {
	tests := []struct {
		in   Time
		want int
	}{
		{"1970-01-01", 0},
		{"1970-01-02T00:00:00+14:00", 1}, // the carrier's own day, not UTC's
		{"1970-01-01T23:59:00-12:00", 0},
		{"1969-12-31", -1},
		{"2026-11-22", 20779},
	}
	for _, test := range tests {
		if got, ok := test.in.Day(); !ok || got != test.want {
			t.Errorf("Day(%q) = %d, %v; want %d", test.in, got, ok, test.want)
		}
	}
}

func TestFromUnix(t *testing.T) {
	tests := []struct {
		sec    int64
		offset int
		want   Time
	}{
		{0, 0, "1970-01-01T00:00:00Z"},
		{-1, 0, "1969-12-31T23:59:59Z"},
		{1763598900, 8 * 3600, "2025-11-20T08:35:00+08:00"},
		{1763598900, -(3*3600 + 1800), "2025-11-19T21:05:00-03:30"},
		{951782400, 0, "2000-02-29T00:00:00Z"},
	}
	for _, test := range tests {
		got := FromUnix(test.sec, test.offset)
		if got != test.want {
			t.Errorf("FromUnix(%d, %d) = %s, want %s", test.sec, test.offset, got, test.want)
		}
		if back, ok := got.Unix(); !ok || back != test.sec {
			t.Errorf("%s is %d, want %d", got, back, test.sec)
		}
	}
}

// Every day from 1600 to 2400 is counted one after another, with none lost.
func TestCalendarHasNoGaps(t *testing.T) {
	day := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC)
	want, _ := Time("1600-01-01").Day()
	for ; day.Year() < 2400; day = day.AddDate(0, 0, 1) {
		date := day.Format("2006-01-02")
		if got, ok := Time(date).Day(); !ok || got != want {
			t.Fatalf("Day(%s) = %d, %v; want %d", date, got, ok, want)
		}
		if got := FromUnix(int64(want)*86400, 0).Date(); got != date {
			t.Fatalf("day %d is %s, want %s", want, got, date)
		}
		want++
	}
}

func TestCompare(t *testing.T) {
	ordered := []Time{
		"nonsense",
		"2026-11-20",
		"2026-11-20T08:15:00+08:00", // 00:15 UTC
		"2026-11-20T01:00",
		"2026-11-20T02:00:00Z",
		"2026-11-20T00:30:00-02:00", // 02:30 UTC
	}
	for i, a := range ordered {
		for j, b := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%q against %q: %d, want %d", a, b, got, want)
			}
		}
	}
}

// FuzzParseTime checks that what is accepted is what the library accepts, that
// its parts are parts of it, and that nothing panics.
func FuzzParseTime(f *testing.F) {
	for _, seed := range []string{
		"2026-11-20T08:15:00+08:00", "2026-11-20T08:15", "2026-11-20", "2026-02-29", "", "2026-11-20T08:15Z", "2026-11-20T24:61:61+99:99",
	} {
		f.Add(seed)
	}
	layouts := []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := ParseTime(in)
		if err != nil {
			return
		}
		if got.Date() != in[:10] {
			t.Errorf("%q has the day %q", in, got.Date())
		}
		for _, layout := range layouts {
			want, err := time.Parse(layout, in)
			if err != nil {
				continue
			}
			_, offset := want.Zone()
			if wall, ok := got.Wall(); !ok || wall != want.Unix()+int64(offset) {
				t.Errorf("Wall(%q) = %d, want %d", in, wall, want.Unix()+int64(offset))
			}
			return
		}
		t.Errorf("%q is accepted here and by no layout of the library", in)
	})
}
