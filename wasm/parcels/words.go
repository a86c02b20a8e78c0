package main

import (
	"waybill/internal/timeline"
	"waybill/wasm/text"
)

// words are the page's own: what <template id="t-words"> holds, by key. A phrase
// has its name as key, a status its name and, after a dot, what is said of it:
// "delivered.name", "delivered.short", "delivered.act", "delivered.sticker",
// "delivered.tone", "delivered.page" and, where a help page is for it, "delivered.help"
// and "delivered.trouble", its address and title. For each problem that the page has words
// for there is a key too, "problem-not-found".
type words map[string]string

// newWords reads keys, each followed by what it stands for.
func newWords(said []string) words {
	w := make(words)
	for i := 0; i+1 < len(said); i += 2 {
		w[said[i]] = said[i+1]
	}
	return w
}

// status returns what the page says of s, or of Unknown when it does not know s.
func (w words) status(s timeline.Status, what string) string {
	if said := w[string(s)+"."+what]; said != "" {
		return said
	}
	return w[string(timeline.Unknown)+"."+what]
}

// phrase returns the phrase of the given name with its {keys} replaced by the
// values that follow: phrase("title", "status", "Delivered", "number", "LP1").
// It returns "" when the page has no such phrase.
func (w words) phrase(name string, pairs ...string) string {
	rest, said := w[name], ""
	for rest != "" {
		before, after, found := text.Cut(rest, "{")
		said += before
		if !found {
			break
		}
		key, behind, _ := text.Cut(after, "}")
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == key {
				said += pairs[i+1]
			}
		}
		rest = behind
	}
	return said
}

// count returns a phrase about n things, in the form that the language has for n of
// them: a phrase "days-ago" may have others beside it, "days-ago-one".
func (w words) count(name string, n int, pairs ...string) string {
	if form := w.form(n); w[name+"-"+form] != "" {
		name += "-" + form
	}
	return w.phrase(name, append(pairs, "n", text.Itoa(n))...)
}

// form returns the plural form for n things, "one", "few" and so on. The page lists them
// for 0 to 199 under "plurals"; beyond that they come again.
func (w words) form(n int) string {
	if n >= 200 {
		n = 100 + n%100
	}
	rest := w["plurals"]
	for range n {
		_, rest, _ = text.Cut(rest, " ")
	}
	form, _, _ := text.Cut(rest, " ")
	return form
}

// place names where a status holds: "Customs clearance in progress in France".
// Some names of countries need an article; the page lists their codes.
func (w words) place(status, code, country string) string {
	if country == "" {
		return status
	}
	name := "in"
	if _, _, listed := text.Cut(w["the-countries"], code); listed {
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
	n, ok := text.Whole(seconds)
	if !ok || n == 0 {
		return ""
	}
	if n < 100 {
		return w.count("seconds", max(n, 2))
	}
	return w.count("minutes", (n+59)/60)
}

// clock says how far the clock of this device is ahead, in days, "" when it is right.
func (w words) clock(ahead int) string {
	key, n := "clock-ahead", ahead
	if ahead < 0 {
		key, n = "clock-behind", -ahead
	}
	if n == 0 {
		return ""
	}
	return w.phrase(key, "n", w.count("clock-days", n))
}
