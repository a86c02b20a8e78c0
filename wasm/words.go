package main

import (
	"unicode/utf8"

	"waybill/internal/timeline"
)

// words are the page's own: what <template id="t-words"> holds, by key. A phrase
// has its name as key, a status its name and, after a dot, what is said of it:
// "delivered.name", "delivered.short", "delivered.act", "delivered.sticker",
// "delivered.tone" and "delivered.page". For each problem that the page has words
// for there is a key too, "problem-not-found".
type words map[string]string

// status returns what the page says of s, or of Unknown when it does not know s.
func (w words) status(s timeline.Status, what string) string {
	if text := w[string(s)+"."+what]; text != "" {
		return text
	}
	return w[string(timeline.Unknown)+"."+what]
}

// phrase returns the phrase of the given name with its {keys} replaced by the
// values that follow: phrase("title", "status", "Delivered", "number", "LP1").
// It returns "" when the page has no such phrase.
func (w words) phrase(name string, pairs ...string) string {
	text := w[name]
	for i := 0; i+1 < len(pairs); i += 2 {
		before, after, ok := cutAt(text, "{"+pairs[i]+"}")
		if ok {
			text = before + pairs[i+1] + after
		}
	}
	return text
}

// count returns a phrase about a number of things.
func (w words) count(name string, n int) string {
	return w.phrase(name, "n", itoa(n))
}

// place names where a status holds: "Customs clearance in progress in France".
// Some names of countries need an article; the page lists their codes.
func (w words) place(status, code, country string) string {
	if country == "" {
		return status
	}
	name := "in"
	if _, _, listed := cutAt(w["the"], code); listed {
		name = "in-the"
	}
	return w.phrase(name, "status", status, "country", country)
}

// ago says how many days back a day lies: "today", "yesterday", "3 days ago".
// It returns "" for a day in the future.
func (w words) ago(days int) string {
	switch {
	case days < 0:
		return ""
	case days == 0:
		return w["today"]
	case days == 1:
		return w["yesterday"]
	}
	return w.count("days-ago", days)
}

// wait writes a number of seconds as people say it. It takes the text of a
// Retry-After header and returns "" for anything but a whole number above 0.
func (w words) wait(seconds string) string {
	n, ok := whole(seconds)
	if !ok || n == 0 {
		return ""
	}
	if n < 100 {
		return w.count("seconds", max(n, 2))
	}
	return w.count("minutes", (n+59)/60)
}

// span writes a number of days: "8 to 20 days", "up to 5 working days".
func (w words) span(b band) string {
	name := "span"
	if b.working {
		name = "span-working"
	}
	if b.min == 0 || b.min >= b.max {
		name += "-most"
	}
	return w.phrase(name, "min", itoa(b.min), "max", itoa(b.max))
}

// whole reads a whole number of at most six digits. It is here because that of
// package strconv brings errors for every other kind of number along.
func whole(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != "" && len(s) <= 6
}

// join writes two facts side by side: "Shenzhen, China".
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// first returns the first string that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// plain drops what a carrier's short texts (a place, a service, a number) cannot
// mean: controls, and marks that turn the direction of the text around them.
func plain(s string) string {
	var b []byte
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r < ' ', r >= 0x7F && r < 0xA0, r == 0x200E, r == 0x200F, r == 0x061C,
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == utf8.RuneError:
		default:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return string(b)
}
