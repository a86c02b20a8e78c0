package main

import (
	"strings"
	"testing"
)

const (
	lp     = "LP00123456789012"
	ups    = "1Z999AA10123456784"
	postal = "RB123456785FR"
	tied   = "EW1234567890"
)

const inCustoms = `{"number":"LP00123456789012","carrier":"cainiao","service":"AliExpress Standard Shipping",
	"status":"customs_in_progress","origin":"CN","destination":"FR",
	"eta":{"from":"2026-11-25","to":"2026-12-02","source":"carrier"},
	"events":[
		{"time":"2026-11-20T16:15:00+01:00","status":"customs_in_progress","text":"Import customs clearance","place":"Roissy","country":"FR","carrier":"cainiao"},
		{"time":"2026-11-20T09:00:00+01:00","status":"arrived_destination","text":"Landed","country":"FR","carrier":"cainiao"},
		{"time":"2026-11-11T22:00","status":"departed_origin","text":"Departed","place":"Shenzhen","country":"CN","carrier":"cainiao"},
		{"time":"2026-11-10","status":"picked_up","text":"Collected","carrier":"cainiao"}],
	"next_leg":{"carrier":"la-poste","number":"RB123456785FR"},
	"fetched":"2026-11-22T10:00:00Z","stale":true,"source":"https://global.cainiao.com/?n=LP00123456789012"}`

const silences = `{"silences":[{"from":"departed_origin","to":"arrived_destination","days":{"min":5,"max":12}},
	{"from":"customs_in_progress","to":"customs_cleared","days":{"min":1,"max":3,"working":true}},
	{"from":"handed_to_local","days":{"max":4}}]}`

// A parcel from the first keystroke to its label, the silences of its carrier and
// its second leg.
func TestWalk(t *testing.T) {
	b := newBrowser(t, "")
	var walk strings.Builder
	step := func(what, trace string) { walk.WriteString("# " + what + "\n" + trace + "\n\n") }
	step("typed", b.tell("typed", "lp 0012 3456 7890 12"))
	step("Track", b.tell("submit", "lp 0012 3456 7890 12"))
	step("the answer", b.answer(t, true, "application/json", "", inCustoms))
	step("its carrier's silences", b.tell("data", append([]string{"cainiao", "", "", ""}, flat(t, silences)...)...))
	step("copied", b.tell("click", "copy")+"\n"+b.tell("copied", "copied"))
	step("shared", b.tell("click", "share")+"\n"+b.tell("copied", "not-copied"))
	step("the next leg", b.tell("click", "next"))
	golden(t, "walk", walk.String())
}

func TestTypingIsToldOnce(t *testing.T) {
	b := newBrowser(t, "")
	for i, test := range []struct{ typed, want string }{
		{"1", "short"}, {"1Z", "begun"}, {"1Z99", ""}, {"1Z999AA1012345678", ""},
		{"1Z999AA10123456785", "invalid"}, {"1Z999AA10123456784", "match"}, {"1Z999AA1012345678", "begun"},
		{"", "hint"}, {" ", ""},
	} {
		got := b.tell("typed", test.typed)
		told := strings.Contains(got, "draw [data-reading]") || strings.Contains(got, "hint")
		if told != (test.want != "") || !strings.Contains(got, test.want) {
			t.Errorf("%d: typing %q did\n%s\nwant %q", i, test.typed, got, test.want)
		}
		if !strings.HasSuffix(got, "settle") {
			t.Errorf("typing %q does not wait for the rest", test.typed)
		}
	}
	// A space changes the drawing and no word.
	b.tell("typed", ups)
	if got := b.tell("typed", "1Z "+ups[2:]); strings.Contains(got, "[data-reading]") || !strings.Contains(got, "draw [data-list=parts]") {
		t.Errorf("a space did\n%s", got)
	}
	b.tell("typed", "ABCDEFGH")
	if got := b.tell("settled", "ABCDEFGH"); !strings.Contains(got, "unknown") {
		t.Errorf("after a pause:\n%s", got)
	}
}

func TestSubmit(t *testing.T) {
	for _, test := range []struct {
		name, lead, typed string
		want              []string
	}{
		{"nothing", "", "  ", []string{"focus [data-input]"}},
		{"too short", "", "LP1", []string{"focus [data-input]"}},
		{"unknown", "", "ABCDEFGH", []string{"unknown", "focus [data-input]"}},
		{"unknown on a carrier's page", "cainiao", "ABCDEFGH", []string{"ask https://api.example/v1/track/ABCDEFGH?carrier=cainiao 1"}},
		{"a carrier that is read", "", lp, []string{"address #n=LP00123456789012&c=cainiao", `loading name="Cainiao"`, "ask https://api.example/v1/track/LP00123456789012?carrier=cainiao 1"}},
		{"a carrier that is linked", "", ups, []string{`link name="UPS" tracking="https://www.ups.com/track?tracknum=1Z999AA10123456784" profile="/base/carriers/ups/" fits="yes" pass="yes"`, "arrive"}},
		{"one that cannot exist", "", "1Z999AA10123456785", []string{`problem-invalid-number name="UPS" tracking="https://www.ups.com/`, "arrive"}},
		{"an ending that no post has", "", "RB123456785QX", []string{`issuer suffix="QX"`, "problem-invalid-number"}},
		{"a tie goes to the first", "", tied, []string{"choose", "carrier=east"}},
		{"a tie goes to whose page it is", "west", tied, []string{`match name="West"`, "carrier=west"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBrowser(t, test.lead)
			got := b.tell("submit", test.typed)
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("Track with %q did\n%s\nwant %s", test.typed, got, want)
				}
			}
		})
	}
}

func TestChoice(t *testing.T) {
	b := newBrowser(t, "")
	b.tell("typed", tied)
	if got := b.tell("click", "choose", "west", tied); !strings.Contains(got, "press west") || strings.Contains(got, "draw [data-reading]") {
		t.Errorf("choosing did\n%s", got)
	}
	if got := b.tell("submit", tied); !strings.Contains(got, "carrier=west") || strings.Contains(got, "draw [data-reading]") {
		t.Errorf("Track after a choice did\n%s", got)
	}
	b.tell("typed", "EW1234567891")
	if got := b.tell("submit", "EW1234567891"); !strings.Contains(got, "carrier=east") {
		t.Errorf("another number kept the choice:\n%s", got)
	}
}

func TestFailures(t *testing.T) {
	for _, test := range []struct {
		name, want string
		tell       func(b *browser) string
	}{
		{"the proxy says what", `problem-not-found name="Cainiao" tracking="https://global.cainiao.com/?n=LP00123456789012"`, func(b *browser) string {
			return b.answer(t, false, "application/problem+json", "", `{"type":"not-found"}`)
		}},
		{"and for how long", `problem-upstream-unavailable name="Cainiao" tracking="https://global.cainiao.com/?n=LP00123456789012" retry="2 minutes"`, func(b *browser) string {
			return b.answer(t, false, "application/problem+json; charset=utf-8", "120", `{"type":"upstream-unavailable"}`)
		}},
		{"a kind without words", "problem-no-proxy", func(b *browser) string {
			return b.answer(t, false, "application/problem+json", "", `{"type":"about:blank"}`)
		}},
		{"a static host's page", "problem-no-proxy", func(b *browser) string {
			return b.answer(t, false, "text/html; charset=utf-8", "", `<!DOCTYPE html>`)
		}},
		{"a static host that answers everything", "problem-no-proxy", func(b *browser) string {
			return b.answer(t, true, "text/html", "", `<!DOCTYPE html>`)
		}},
		{"nobody answers", "problem-no-proxy", func(b *browser) string {
			return b.tell("failed", b.page.turn())
		}},
		{"nobody can", "problem-offline", func(b *browser) string {
			b.offline = true
			return b.tell("failed", b.page.turn())
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBrowser(t, "")
			b.tell("submit", lp)
			got := test.tell(b)
			if !strings.Contains(got, test.want) || !strings.HasSuffix(got, "arrive") {
				t.Errorf("got\n%s\nwant %s", got, test.want)
			}
		})
	}
	b := newBrowser(t, "")
	b.offline = true
	if got := b.tell("submit", lp); !strings.Contains(got, "problem-offline") || strings.Contains(got, "ask ") {
		t.Errorf("offline, Track did\n%s", got)
	}
}

func TestOlderAnswersAreDropped(t *testing.T) {
	b := newBrowser(t, "")
	b.tell("submit", lp)
	older := b.page.turn()
	if got := b.tell("submit", "LP99999999999999"); !strings.HasPrefix(strings.TrimSpace(got[strings.Index(got, "stop"):]), "stop") {
		t.Errorf("a new request does not stop the old one:\n%s", got)
	}
	if got := b.tell("answer", append([]string{older, "yes", "application/json", ""}, flat(t, inCustoms)...)...); got != "" {
		t.Errorf("an older answer did\n%s", got)
	}
	if got := b.tell("failed", older); got != "" {
		t.Errorf("an older failure did\n%s", got)
	}
}

func TestAddress(t *testing.T) {
	b := newBrowser(t, "")
	got := b.tell("address", "", "", "", "", lp)
	if !strings.Contains(got, "field "+lp) || !strings.Contains(got, "ask ") {
		t.Errorf("a link did\n%s", got)
	}
	if got := b.answer(t, true, "application/json", "", inCustoms); strings.Contains(got, "\narrive") {
		t.Errorf("a link took the focus:\n%s", got)
	}
	got = b.tell("address", "nobody", "", "", "", ups, postal, "?!")
	if !strings.Contains(got, `several count="3"`) || !strings.Contains(got, "link ") {
		t.Errorf("a link with three numbers did\n%s", got)
	}
	if got = b.tell("click", "repair", postal, ups); !strings.Contains(got, `match name="La Poste"`) || !strings.Contains(got, "several") {
		t.Errorf("choosing one of them did\n%s", got)
	}
	if got = b.tell("typed", "LP1"); strings.Contains(got, "several") {
		t.Errorf("the list stays beside another number:\n%s", got)
	}
	if got = b.tell("address", "cainiao", "", "", "", "XX-77-88-99"); !strings.Contains(got, "track/XX778899?carrier=cainiao") {
		t.Errorf("a link with a carrier did\n%s", got)
	}
	if got = b.tell("address", "", "", "", "", "1Z999AA10123456785"); strings.Contains(got, "ask ") {
		t.Errorf("a link with an impossible number did\n%s", got)
	}
}

func TestPaste(t *testing.T) {
	b := newBrowser(t, "")
	if got := b.tell("pasted", " 1Z 999 AA1 01 2345 6784 "); got != "" {
		t.Errorf("pasting a number did\n%s", got)
	}
	if got := b.tell("pasted", "no number in here"); got != "" {
		t.Errorf("pasting no number did\n%s", got)
	}
	if got := b.tell("pasted", "yours is 1Z999AA10123456784, thanks"); !strings.Contains(got, "field "+ups) || !strings.HasSuffix(got, "prevent") {
		t.Errorf("pasting a sentence did\n%s", got)
	}
	if got := b.tell("pasted", strings.Repeat("x ", 200_000)+ups); got != "" {
		t.Errorf("a number behind the limit was found:\n%s", got)
	}
	if got := b.tell("pasted", ups+"\n"+postal+"\n"+ups); !strings.Contains(got, `several count="2"`) || !strings.HasSuffix(got, "prevent") {
		t.Errorf("pasting two numbers did\n%s", got)
	}
}

func TestManyScans(t *testing.T) {
	rows := strings.TrimSuffix(strings.Repeat(`{"time":"2026-11-20T10:00","status":"in_transit","text":"x"},`, 70), ",")
	b := newBrowser(t, "")
	b.tell("submit", lp)
	got := b.answer(t, true, "application/json", "", `{"number":"LP00123456789012","carrier":"cainiao","status":"in_transit","events":[`+rows+`]}`)
	if n := strings.Count(got, " event time="); n != manyScans || !strings.Contains(got, `count="70"`) {
		t.Errorf("%d scans drawn at first\n%s", n, got)
	}
	got = b.tell("click", "more")
	if n := strings.Count(got, " event time="); n != 70 || !strings.HasSuffix(got, "focus .event 60") {
		t.Errorf("%d scans drawn after that\n%s", n, got)
	}
}

// No parcel stays beside a number that is not its own.
func TestAddressLeavesNoOtherParcel(t *testing.T) {
	for _, test := range []struct {
		name    string
		numbers []string
		want    string
	}{
		{"none", nil, "clear"},
		{"a number that cannot exist", []string{"1Z999AA10123456785"}, "problem-invalid-number"},
		{"no shape that is known", []string{"HELLO"}, "clear"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBrowser(t, "")
			b.tell("submit", lp)
			got := b.tell("address", append([]string{"", "", "", ""}, test.numbers...)...)
			if !strings.Contains(got, test.want) || !strings.Contains(got, "stop") {
				t.Errorf("did\n%s\nwant the question given up and %q", got, test.want)
			}
			if strings.Contains(got, "address ") {
				t.Errorf("rewrote the address that was opened:\n%s", got)
			}
		})
	}
}

// Somebody who types on is not taken away to the answer.
func TestTypingKeepsTheFocus(t *testing.T) {
	b := newBrowser(t, "")
	b.tell("submit", lp)
	b.tell("typed", "1Z")
	if got := b.answer(t, true, "application/json", "", inCustoms); strings.Contains(got+"\n", "\narrive\n") {
		t.Errorf("the answer took the focus:\n%s", got)
	}
}

// A scan of this very moment is today's, wherever the reader's clock stands.
func TestDaysOfTheScan(t *testing.T) {
	b := newBrowser(t, "")
	b.tell("submit", lp)
	got := b.answer(t, true, "application/json", "", `{"number":"LP00123456789012","carrier":"cainiao","status":"picked_up",
		"events":[{"time":"2026-11-23T02:00:00+14:00","status":"picked_up","text":"Collected","carrier":"cainiao"}]}`)
	if !strings.Contains(got, "today") || strings.Contains(got, "yesterday") {
		t.Errorf("a scan of today did\n%s", got)
	}
}
