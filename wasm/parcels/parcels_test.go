package main

import (
	"strings"
	"testing"

	"waybill/internal/timeline"
	"waybill/wasm/browser/browsertest"
)

const (
	lp     = "LP00123456789012"
	ups    = "1Z999AA10123456784"
	postal = "RB123456785FR"
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

const atLaPoste = `{"number":"RB123456785FR","carrier":"la-poste","status":"arrived_local","destination":"FR",
	"events":[
		{"time":"2026-11-21T08:00:00+01:00","status":"arrived_local","text":"Arrivé au site","place":"Lyon","country":"FR","carrier":"la-poste"},
		{"time":"2026-11-20T16:20:00+01:00","status":"customs_in_progress","text":"En douane","place":"Roissy","country":"FR","carrier":"la-poste"}],
	"fetched":"2026-11-22T11:00:00Z","stale":false}`

const cainiaoProfile = `{"silences":[
		{"from":"departed_origin","to":"arrived_destination","days":{"min":5,"max":12},"source":"faq"},
		{"from":"customs_in_progress","to":"customs_cleared","days":{"min":1,"max":3,"working":true},"source":"faq"},
		{"from":"handed_to_local","days":{"max":4},"source":"faq"}],
	"deadlines":[{"id":"ask","body":"Cainiao","kind":"carrier","what":"Ask","for":["lost"],"closes":{"n":60,"unit":"days","from":["posted"]},"who":"sender","source":"faq"}],
	"sources":[{"id":"faq","title":"FAQ of Cainiao","url":"https://example.org/faq","checked":"2026-11-20"}]}`

const generalProfile = `{"silences":[{"from":"arrived_local","to":"","days":{"min":0,"max":1,"working":true},"who":"GLS","source":{"id":"x","title":"GLS","url":"https://example.org/gls","checked":"2026-11-20"}}],
	"deadlines":[
		{"id":"dispute","body":"AliExpress","kind":"marketplace","what":"Open a dispute","for":["late"],"opens":{"n":11,"unit":"days","from":["posted"]},"closes":{"n":15,"unit":"days","from":["due"]},"who":"recipient","note":"Do not confirm.","source":{"title":"AliExpress","url":"https://example.org/ali","checked":"2026-11-20"}},
		{"id":"law","body":"European Union","kind":"law","what":"Must be delivered","for":["late"],"closes":{"n":30,"unit":"days","from":["ordered"]},"who":"sender","countries":["FR"],"source":{"title":"CRD","url":"javascript:alert(1)"}},
		{"id":"card","body":"PayPal","kind":"payment","what":"Dispute","for":["late"],"closes":{"n":180,"unit":"days","from":["paid"]},"who":"recipient","source":{"title":"PayPal"}},
		{"id":"us","body":"United States","kind":"law","what":"Ship","for":["late"],"closes":{"n":30,"unit":"days","from":["ordered"]},"who":"sender","countries":["US"],"source":{"title":"FTC"}}],
	"closures":[{"name":"Feast","countries":["FR"],"on":"11-23"},{"name":"Easter Monday","countries":["FR"],"easter":"1"},{"name":"New Year","countries":["CN"],"from":"2027-02-05","to":"2027-02-11"},{"name":"broken","countries":["CN"],"from":"soon"}]}`

// A parcel from the question to its label: its first leg, what the site knows of the
// carrier, its second leg.
func TestWalk(t *testing.T) {
	r := newReader(t)
	var walk strings.Builder
	step := func(what, trace string) { walk.WriteString("# " + what + "\n" + trace + "\n\n") }
	step("Track", r.track(lp, "cainiao"))
	step("what the site knows", r.knows(t, "cainiao", cainiaoProfile))
	step("the first leg answers, the second is asked", r.answer(t, inCustoms))
	step("the second leg answers", r.answer(t, atLaPoste))
	step("what the site knows of no carrier", r.knows(t, "rules", generalProfile))
	step("copied", r.Tell("click", "copy")+"\n"+r.Tell("copied", "copied"))
	step("shared", r.Tell("click", "share")+"\n"+r.Tell("copied", "not-copied"))
	step("the deadlines", r.Tell("click", "unfold"))
	step("bought at a marketplace, ordered on a day", r.Tell("set", "bought", "AliExpress")+"\n"+r.Tell("set", "ordered", "2026-11-08"))
	step("the calendar", r.Tell("click", "calendar"))
	step("a letter", r.Tell("click", "letter", "seller"))
	step("the raw answers", r.Tell("click", "raw", "[data-raw] pre"))
	browsertest.Golden(t, "walk", walk.String())
}

func TestVerdict(t *testing.T) {
	for _, test := range []struct {
		name, today string
		want        []string
	}{
		{"usual", "2026-11-23", []string{`sticker="normal"`, `tone="normal"`, `verdict="normal until Wednesday 25 November"`, `basis="usual 1 to 3 working days, says Cainiao"`, `basis-url="https://example.org/faq"`}},
		{"longer than usual", "2026-11-26", []string{`tone="watch"`, `verdict="watch after 4"`, `step="watch Cainiao until Tuesday 1 December"`}},
		{"too long", "2026-12-02", []string{`tone="act"`, `verdict="act after 8"`, `basis="twice usual 1 to 3 working days, says Cainiao"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newReader(t)
			n, _ := timeline.Time(test.today).Day()
			r.Now = int64(n)*86400 + 12*3600
			r.track(lp, "cainiao")
			r.knows(t, "cainiao", cainiaoProfile)
			got := r.answer(t, strings.Replace(inCustoms, `"next_leg":{"carrier":"la-poste","number":"RB123456785FR"},`, "", 1))
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("got\n%s\nwant %s", got, want)
				}
			}
		})
	}
	// The carrier's own date counts too.
	late := newReader(t)
	late.Now += 11 * 86400
	late.track(lp, "cainiao")
	if got := late.answer(t, inCustoms); !strings.Contains(got, `sticker="late" tone="watch"`) || !strings.Contains(got, `verdict="Cainiao expected it by Wednesday 2 December"`) || !strings.Contains(got, `step="late Cainiao"`) {
		t.Errorf("a parcel that is late did\n%s", got)
	}
	// Without a number from a source there is no verdict.
	r := newReader(t)
	r.track(lp, "cainiao")
	if got := r.answer(t, inCustoms); strings.Contains(got, "verdict") {
		t.Errorf("a verdict that rests on nothing:\n%s", got)
	}
}

func TestFailures(t *testing.T) {
	for _, test := range []struct {
		name, want string
		tell       func(r *reader) string
	}{
		{"the proxy says what", `problem-not-found name="Cainiao" tracking="https://global.cainiao.com/?n=LP00123456789012"`, func(r *reader) string {
			return r.reply(t, 1, false, "application/problem+json", "", `{"type":"not-found"}`)
		}},
		{"and for how long", `problem-upstream-unavailable name="Cainiao" tracking="https://global.cainiao.com/?n=LP00123456789012" retry="2 minutes"`, func(r *reader) string {
			return r.reply(t, 1, false, "application/problem+json; charset=utf-8", "120", `{"type":"upstream-unavailable"}`)
		}},
		{"a kind without words", "problem-no-proxy", func(r *reader) string {
			return r.reply(t, 1, false, "application/problem+json", "", `{"type":"about:blank"}`)
		}},
		{"a static host's page", "problem-no-proxy", func(r *reader) string {
			return r.reply(t, 1, false, "text/html; charset=utf-8", "", `<!DOCTYPE html>`)
		}},
		{"a static host that answers everything", "problem-no-proxy", func(r *reader) string {
			return r.reply(t, 1, true, "text/html", "", `<!DOCTYPE html>`)
		}},
		{"nobody answers", "problem-no-proxy", func(r *reader) string { return r.Tell("failed", "1") }},
		{"nobody can", "problem-offline", func(r *reader) string {
			r.Offline = true
			return r.Tell("failed", "1")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newReader(t)
			r.track(lp, "cainiao")
			got := test.tell(r)
			if !strings.Contains(got, test.want) || !strings.Contains(got, "\narrive") {
				t.Errorf("got\n%s\nwant %s", got, test.want)
			}
		})
	}
	r := newReader(t)
	r.Offline = true
	if got := r.track(lp, "cainiao"); !strings.Contains(got, "problem-offline") || strings.Contains(got, "ask ") {
		t.Errorf("offline, tracking did\n%s", got)
	}
	if got := newReader(t).Tell("refuse", "1Z999AA10123456785", "ups", "hand"); !strings.Contains(got, `problem-invalid-number name="UPS"`) || strings.Contains(got, "keepable") {
		t.Errorf("a number that cannot exist did\n%s", got)
	}
}

func TestLinked(t *testing.T) {
	if got := newReader(t).track(ups, "ups"); !strings.Contains(got, `link name="UPS" tracking="https://www.ups.com/track?tracknum=1Z999AA10123456784" profile="/base/carriers/ups/" fits="yes" pass="yes"`) || strings.Contains(got, "ask ") {
		t.Errorf("a carrier that is only linked did\n%s", got)
	}
	r := newReader(t)
	r.Tell("proxy", "none")
	if got := r.track(lp, "cainiao"); !strings.Contains(got, "link name=") || strings.Contains(got, "ask ") {
		t.Errorf("a reader who wants nobody asked got\n%s", got)
	}
	r.Tell("proxy", "https://mine.example/p")
	if got := r.track(lp, "cainiao"); !strings.Contains(got, "ask https://mine.example/p/v1/track/"+lp+"?carrier=cainiao") {
		t.Errorf("a reader with a proxy got\n%s", got)
	}
}

func TestOlderAnswersAreDropped(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	if got := r.track("LP99999999999999", "cainiao"); !strings.HasPrefix(got, "stop 1") {
		t.Errorf("a new request does not stop the old one:\n%s", got)
	}
	if got := r.reply(t, 1, true, "application/json", "", inCustoms); got != "" {
		t.Errorf("an older answer did\n%s", got)
	}
	if got := r.Tell("failed", "1"); got != "" {
		t.Errorf("an older failure did\n%s", got)
	}
	if got := r.Tell("clear"); !strings.HasPrefix(got, "stop 2") || !strings.HasSuffix(got, "clear") {
		t.Errorf("clearing did\n%s", got)
	}
}

// Somebody who types on is not taken away to the answer, nor somebody who opened a
// link.
func TestTheFocusStays(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	r.Tell("typed")
	if got := r.answer(t, inCustoms); strings.Contains(got, "arrive\n") || strings.HasSuffix(got, "arrive") {
		t.Errorf("the answer took the focus:\n%s", got)
	}
	r = newReader(t)
	if got := r.Tell("track", lp, "cainiao", ""); strings.Contains(got, "address") {
		t.Errorf("a link that was opened was rewritten:\n%s", got)
	}
}

// The first leg names the second; both become one timeline, in which nothing stands
// twice.
func TestTwoLegs(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	got := r.answer(t, inCustoms)
	if !strings.Contains(got, "ask https://api.example/v1/track/RB123456785FR?carrier=la-poste 2") || !strings.Contains(got, `leg name="La Poste" number="RB123456785FR" last="yes" state="asking"`) {
		t.Errorf("the first leg's answer did\n%s", got)
	}
	got = r.answer(t, atLaPoste)
	if strings.Count(got, " event time=") != 5 || strings.Count(got, "Roissy") != 1 {
		t.Errorf("5 of 6 scans are different, and Roissy was scanned once:\n%s", got)
	}
	for _, want := range []string{`answer="Name of arrived_local in France"`, `by="La Poste"`, `by="Cainiao"`, `handover text="La Poste took over"`, "map CN FR ", `state="over"`} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %s", got, want)
		}
	}
	// A second leg that cannot be read takes nothing away.
	r.Tell("click", "retry")
	r.reply(t, 3, true, "application/json", "", inCustoms)
	if got = r.reply(t, 4, false, "application/problem+json", "", `{"type":"unreadable-answer"}`); !strings.Contains(got, "5") || !strings.Contains(got, `trouble="unread"`) {
		t.Errorf("a second leg that cannot be read did\n%s", got)
	}
}

func TestConflict(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	r.answer(t, strings.Replace(inCustoms, `"status":"customs_in_progress","origin"`, `"status":"delivered","origin"`, 1))
	if got := r.answer(t, atLaPoste); !strings.Contains(got, `conflict="Cainiao: Name of delivered, La Poste: Name of arrived_local"`) || !strings.Contains(got, `answer="Name of arrived_local in France"`) {
		t.Errorf("two carriers that contradict each other did\n%s", got)
	}
}

func TestJoin(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	r.answer(t, strings.Replace(inCustoms, `"next_leg":{"carrier":"la-poste","number":"RB123456785FR"},`, "", 1))
	r.Fields["[data-join]"] = "no number"
	if got := r.Tell("click", "join"); !strings.HasPrefix(got, "complain [data-join]") {
		t.Errorf("joining nothing did\n%s", got)
	}
	r.Fields["[data-join]"] = "rb 123 456 785 fr"
	if got := r.Tell("click", "join"); !strings.Contains(got, "ask https://api.example/v1/track/RB123456785FR?carrier=la-poste") || !strings.Contains(got, "&j=RB123456785FR&d=la-poste") {
		t.Errorf("joining did\n%s", got)
	}
	if got := r.answer(t, atLaPoste); !strings.Contains(got, `by-hand="yes"`) {
		t.Errorf("the joined leg did\n%s", got)
	}
	if got := r.Tell("click", "part"); strings.Contains(got, "La Poste") || strings.Contains(got, "&j=") {
		t.Errorf("taking them apart did\n%s", got)
	}
	// A link says the same, and gives a name.
	r = newReader(t)
	r.Tell("track", lp, "cainiao", "")
	r.Tell("link", "Shoes", postal, "la-poste")
	if got := r.reply(t, 1, true, "application/json", "", inCustoms); !strings.Contains(got, `title="Shoes"`) || !strings.Contains(got, `by-hand="yes"`) {
		t.Errorf("a link with a second leg did\n%s", got)
	}
}

func TestManyScans(t *testing.T) {
	rows := strings.TrimSuffix(strings.Repeat(`{"time":"2026-11-20T10:00","status":"in_transit","text":"x"},`, 70), ",")
	r := newReader(t)
	r.track(lp, "cainiao")
	got := r.answer(t, `{"number":"LP00123456789012","carrier":"cainiao","status":"in_transit","events":[`+rows+`]}`)
	if n := strings.Count(got, " event time="); n != fewScans || !strings.HasSuffix(got, "later rest") {
		t.Errorf("%d scans drawn at first\n%s", n, got)
	}
	if n := strings.Count(r.Tell("rest"), " event time="); n != manyScans || !strings.Contains(got, `count="70"`) {
		t.Errorf("%d scans drawn once the label is painted\n%s", n, got)
	}
	got = r.Tell("click", "more")
	if n := strings.Count(got, " event time="); n != 70 || !strings.HasSuffix(got, "focus .event 60") {
		t.Errorf("%d scans drawn after that\n%s", n, got)
	}
}

// A scan of this very moment is today's, wherever the reader's clock stands.
func TestDaysOfTheScan(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	got := r.answer(t, `{"number":"LP00123456789012","carrier":"cainiao","status":"picked_up",
		"events":[{"time":"2026-11-23T02:00:00+14:00","status":"picked_up","text":"Collected","carrier":"cainiao"}]}`)
	if !strings.Contains(got, "today") || strings.Contains(got, "yesterday") {
		t.Errorf("a scan of today did\n%s", got)
	}
}

// The clock of the device may be off: a new answer tells, and the days are counted from
// it. An older answer tells nothing.
func TestClock(t *testing.T) {
	body := `{"number":"LP00123456789012","carrier":"cainiao","status":"picked_up","events":[{"time":"2026-11-20T08:00:00Z","status":"picked_up","text":"Collected"}],"fetched":"2026-11-22T10:00:00Z"`
	for _, tt := range []struct {
		ahead int64
		stale string
		want  string // in the label
	}{
		{0, "false", `since="since Friday 20 November, 2 days ago"`},
		{86400, "false", `since="since Friday 20 November, 2 days ago" clock="ahead by a day"`},
		{-3 * 86400, "false", `since="since Friday 20 November, 2 days ago" clock="behind by 3 days"`},
		{15 * 3600, "false", `since="since Friday 20 November, 3 days ago"`},
		{86400, "true", `since="since Friday 20 November, 3 days ago"`},
	} {
		r := newReader(t)
		r.Now += tt.ahead
		r.track(lp, "cainiao")
		got := r.answer(t, body+`,"stale":`+tt.stale+`}`)
		if !strings.Contains(got, tt.want) {
			t.Errorf("a clock %d seconds ahead did\n%s", tt.ahead, got)
		}
	}
}

// Where no carrier says where a parcel goes, the reader may, and the law there counts.
func TestCountry(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	r.knows(t, "cainiao", cainiaoProfile)
	r.knows(t, "rules", generalProfile)
	r.answer(t, `{"number":"LP00123456789012","carrier":"cainiao","status":"departed_origin","events":[{"time":"2026-11-20T08:00:00Z","status":"departed_origin","text":"Left"}]}`)
	got := r.Tell("click", "unfold", "")
	if !strings.Contains(got, `country code="FR" text="France"`) || !strings.Contains(got, `unsaid="yes"`) {
		t.Errorf("the label does not ask for the country:\n%s", got)
	}
	got = r.Tell("set", "country", "FR")
	if !strings.Contains(got, `country code="FR" text="France" selected="yes"`) || !strings.Contains(got, `body="European Union"`) {
		t.Errorf("France did\n%s", got)
	}
	if got = r.Tell("set", "country", "US"); strings.Contains(got, `body="European Union"`) {
		t.Errorf("the United States did\n%s", got)
	}
}
