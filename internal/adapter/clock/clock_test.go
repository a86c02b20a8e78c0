package clock

import (
	"testing"

	"waybill/internal/timeline"
)

func TestISO(t *testing.T) {
	for s, want := range map[string]timeline.Time{
		"2026-11-20":                       "2026-11-20",
		"2026-11-20T08:15":                 "2026-11-20T08:15",
		" 2026-11-20 08:15:09 ":            "2026-11-20T08:15:09",
		"2026-11-20T08:15:09.123":          "2026-11-20T08:15:09",
		"2026-11-20T08:15:09,123Z":         "2026-11-20T08:15:09Z",
		"2026-11-20T08:15:09.1234567+0100": "2026-11-20T08:15:09+01:00",
		"2026-11-20T08:15:09 -05:00":       "2026-11-20T08:15:09-05:00",
		"2026-11-20 08:15:09+01":           "2026-11-20T08:15:09+01:00",
		"2026-11-20T08:15:09 CET":          "",
		"2026-11-20T08:15:09[Europe/Rome]": "",
		"2026-13-20":                       "",
		"20261120":                         "",
		"0001-01-01T00:00:00":              "",
		"2026-11-20T24:00":                 "",
		"":                                 "",
		"2026-11-2":                        "",
	} {
		if got := ISO(s); got != want {
			t.Errorf("ISO(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestLayout(t *testing.T) {
	for _, c := range []struct {
		layout, s string
		want      timeline.Time
	}{
		{"02.01.2006, 15:04", "20.11.2026, 08:15", "2026-11-20T08:15"},
		{"1/2/2006 3:04:05 PM", "8/17/2021 7:11:26 PM", "2021-08-17T19:11:26"},
		{"20060102", "20261120", "2026-11-20"},
		{"20060102150405", "20261120081500", "2026-11-20T08:15:00"},
		{"02 Jan 2006", "20 Nov 2026", "2026-11-20"},
		{"2006-01-02 15:04:05 GMT-07:00", "2021-05-07 23:59:00 GMT-04:00", "2021-05-07T23:59:00-04:00"},
		{"2006-01-02T15:04:05Z0700", "2021-05-07T23:59:00Z", "2021-05-07T23:59:00Z"},
		{"02.01.2006", "31.02.2026", ""},
		{"02.01.2006", "01.01.0001", ""},
	} {
		if got := Layout(c.layout, c.s); got != c.want {
			t.Errorf("Layout(%q, %q) = %q, want %q", c.layout, c.s, got, c.want)
		}
	}
	if got := Layouts("20.11.2026", "02/01/2006", "02.01.2006"); got != "2026-11-20" {
		t.Errorf("got %q", got)
	}
}

func TestJoin(t *testing.T) {
	for _, c := range [][3]string{
		{"2026-11-20", "08:15", "2026-11-20T08:15"},
		{"2026-11-20", "8:15", "2026-11-20T08:15"},
		{"2026-11-20", "08:15:09.5", "2026-11-20T08:15:09"},
		{"2026-11-20", "081509", "2026-11-20T08:15:09"},
		{"2026-11-20", "0815", "2026-11-20T08:15"},
		{"2026-11-20T00:00:00", "0815", "2026-11-20T08:15"},
		{"2026-11-20", "", "2026-11-20"},
		{"2026-11-20", "later", "2026-11-20"},
		{"", "08:15", ""},
	} {
		if got := Join(timeline.Time(c[0]), c[1]); string(got) != c[2] {
			t.Errorf("Join(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestOffset(t *testing.T) {
	for s, want := range map[string]string{
		"GMT+8": "+08:00", "GMT+0800": "+08:00", "GMT+08:00": "+08:00", "gmt+8": "+08:00", " GMT+8 ": "+08:00",
		"GMT+0": "+00:00", "GMT": "Z", "UTC": "Z", "Z": "Z", "GMT-3": "-03:00", "-0330": "-03:30", "+5:30": "+05:30",
		"GMT+25": "", "GMT+8:99": "", "CST": "", "8": "", "": "", "+": "", "GMT++8": "", "Asia/Shanghai": "",
	} {
		got, ok := Offset(s)
		if got != want || ok != (want != "") {
			t.Errorf("Offset(%q) = %q, %v; want %q", s, got, ok, want)
		}
	}
	for _, c := range [][3]string{
		{"2026-11-20T08:15", "+0100", "2026-11-20T08:15+01:00"},
		{"2026-11-20T08:15Z", "+0100", "2026-11-20T08:15Z"},
		{"2026-11-20", "+0100", "2026-11-20"},
		{"2026-11-20T08:15", "CET", "2026-11-20T08:15"},
	} {
		if got := At(timeline.Time(c[0]), c[1]); string(got) != c[2] {
			t.Errorf("At(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestIn(t *testing.T) {
	for offset, want := range map[string]timeline.Time{
		"-05:00": "2024-11-22T13:58:40-05:00", "Z": "2024-11-22T18:58:40Z", "+0530": "2024-11-23T00:28:40+05:30", "EST": "2024-11-22T18:58:40Z",
	} {
		if got := In("2024-11-22T18:58:40Z", offset); got != want {
			t.Errorf("In(%q) = %q, want %q", offset, got, want)
		}
	}
	if got := In("2024-11-22T18:58:40", "+01:00"); got != "2024-11-22T18:58:40" {
		t.Errorf("a local time was shifted to %q", got)
	}
}

func TestUnix(t *testing.T) {
	for ms, want := range map[int64]timeline.Time{
		1674531003862: "2023-01-24T03:30:03Z", 0: "", 1674531003: "", -1: "", 1 << 62: "",
	} {
		if got := Millis(ms); got != want {
			t.Errorf("Millis(%d) = %q, want %q", ms, got, want)
		}
	}
}

func TestWindow(t *testing.T) {
	for _, c := range [][4]timeline.Time{
		{"2026-11-25T10:00", "2026-11-27", "2026-11-25", "2026-11-27"},
		{"2026-11-27", "2026-11-25", "2026-11-25", "2026-11-27"},
		{"", "2026-11-25", "2026-11-25", "2026-11-25"},
		{"2026-11-25", "", "2026-11-25", "2026-11-25"},
		{"", "", "", ""},
	} {
		got := Window(c[0], c[1])
		if got == nil {
			if c[2] != "" {
				t.Errorf("Window(%q, %q) is nil", c[0], c[1])
			}
			continue
		}
		if got.From != c[2] || got.To != c[3] || got.Source != "carrier" {
			t.Errorf("Window(%q, %q) = %+v", c[0], c[1], *got)
		}
	}
}

func FuzzISO(f *testing.F) {
	for _, s := range []string{"2026-11-20T08:15:09.1234567+0100", "2026-11-20", "2026-11-20 8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []timeline.Time{ISO(s), Layout("02.01.2006 15:04", s), Join("2026-11-20", s), At("2026-11-20T08:15", s)} {
			if _, err := timeline.ParseTime(string(got)); got != "" && err != nil {
				t.Errorf("%q became %q, which is no time", s, got)
			}
		}
	})
}
