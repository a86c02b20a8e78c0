package main

import (
	"strings"
	"testing"
	"time"

	"waybill/internal/timeline"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"Arrived at hub":                "Arrived at hub",
		"  two\r\nlines\t":              "two lines",
		"\x1b[31mred\x1b[0m":            "[31mred [0m",
		"\u202Eright to left":           "right to left",
		"已到达 深圳":                        "已到达 深圳",
		"bad \xff byte":                 "bad byte",
		"\x9b2J clears, said in 8 bits": "2J clears, said in 8 bits",
		"\u009b2J clears":               "2J clears",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCells(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "已到": 4, "é": 1, "e\u0301": 1, "Ａ": 2} {
		if got := cells(text); got != want {
			t.Errorf("cells(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		limit int
		want  string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"one two three", 8, "one two|three"},
		{"short https://example.org/a/very/long/address end", 10, "short|https://example.org/a/very/long/address|end"},
		{"已到 已到", 4, "已到|已到"},
	} {
		if got := strings.Join(wrap(tt.text, tt.limit), "|"); got != tt.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", tt.text, tt.limit, got, tt.want)
		}
	}
}

func TestDays(t *testing.T) {
	const today = timeline.Time("2026-11-22T10:00:00Z")
	for _, tt := range []struct{ day, say, ago string }{
		{"2026-11-22T08:15", "Sunday 22 November", "today"},
		{"2026-11-21", "Saturday 21 November", "yesterday"},
		{"2026-11-01T08:15:00+08:00", "Sunday 1 November", "21 days ago"},
		{"2025-12-31", "Wednesday 31 December 2025", "326 days ago"},
		{"2026-11-25", "Wednesday 25 November", ""},
		{"soon", "soon", ""},
	} {
		day := timeline.Time(tt.day)
		if got := sayDay(day, today); got != tt.say {
			t.Errorf("sayDay(%q) = %q, want %q", tt.day, got, tt.say)
		}
		if got := sayAgo(day, today); got != tt.ago {
			t.Errorf("sayAgo(%q) = %q, want %q", tt.day, got, tt.ago)
		}
	}
	if got := saySpan("2026-11-25", "2026-12-02"); got != "25 November to 2 December" {
		t.Errorf("saySpan: %q", got)
	}
	if got := saySpan("2026-11-25", "2026-11-25"); got != "Wednesday 25 November" {
		t.Errorf("saySpan of one day: %q", got)
	}
}

func TestSayDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                       "0 seconds",
		time.Second:             "1 second",
		1500 * time.Millisecond: "2 seconds",
		time.Minute:             "1 minute",
		90 * time.Second:        "90 seconds",
		10 * time.Minute:        "10 minutes",
	} {
		if got := sayDuration(d); got != want {
			t.Errorf("sayDuration(%s) = %q, want %q", d, got, want)
		}
	}
}
