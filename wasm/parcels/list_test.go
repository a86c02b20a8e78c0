package main

import (
	"fmt"
	"strings"
	"testing"

	"waybill/internal/timeline"
	"waybill/wasm/browser/browsertest"
)

// stored tells of what is kept in the browser.
func (r *reader) stored(t testing.TB, records string) string {
	t.Helper()
	return r.Tell("stored", append([]string{"", "", "", ""}, browsertest.Flat(t, `{"parcels":[`+records+`]}`)...)...)
}

const threeKept = `
	{"number":"A1","carrier":"east","status":"delivered","newest":"2026-11-21","added":"5"},
	{"number":"B2","carrier":"east","name":"Shoes","tags":"gift, shop","status":"in_transit","newest":"2026-11-20T10:00","since":"2026-11-19","eta":"2026-11-25","until":"20782","turn":"20786","added":"4"},
	{"number":"C3","carrier":"west","status":"attempt_failed","newest":"2026-11-18","country":"FR","added":"3"}`

// rowsOf returns the numbers of a drawn list, in order.
func rowsOf(drawn string) string {
	var out []string
	for line := range strings.Lines(drawn) {
		if _, rest, ok := strings.Cut(line, `row @`); ok {
			_, rest, _ = strings.Cut(rest, " ")
			number, _, _ := strings.Cut(rest, " ")
			out = append(out, number)
		}
	}
	return strings.Join(out, " ")
}

func TestNeedsYouFirst(t *testing.T) {
	r := newReader(t)
	got := r.stored(t, threeKept)
	if rows := rowsOf(got); rows != "C3 B2 A1" {
		t.Errorf("the order is %q:\n%s", rows, got)
	}
	for _, want := range []string{`count="3 parcels"`, `title="Shoes" number="B2" name="East" tags="gift, shop"`, `sticker="normal" tone="normal"`, `until="expected 25 Nov"`, `tone="done"`, `tone="act"`} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %s", got, want)
		}
	}
	// Days pass, and the silence grows.
	r.Now += 4 * 86400
	if got := r.stored(t, threeKept); !strings.Contains(got, `sticker="act" tone="act"`) && !strings.Contains(got, `tone="watch"`) {
		t.Errorf("four days later:\n%s", got)
	}
	if got := r.Tell("click", "filter", "gift"); rowsOf(got) != "B2" || !strings.Contains(got, `filter @gift text="gift" pressed="yes"`) {
		t.Errorf("only gifts:\n%s", got)
	}
}

func TestTone(t *testing.T) {
	for _, c := range []struct {
		kept kept
		want string
	}{
		{kept{}, "plain"},
		{kept{status: timeline.Delivered, turn: 1}, "done"},
		{kept{status: timeline.Incident}, "act"},
		{kept{status: timeline.ReturnToSender}, "watch"},
		{kept{status: timeline.AvailableForPickup}, "watch"},
		{kept{status: timeline.AvailableForPickup, by: "2026-11-24"}, "act"},
		{kept{status: timeline.InTransit, until: 20779, turn: 20790}, "normal"},
		{kept{status: timeline.InTransit, until: 20778, turn: 20790}, "watch"},
		{kept{status: timeline.InTransit, until: 20770, turn: 20779}, "act"},
		{kept{status: timeline.InTransit, eta: "2026-11-22"}, "plain"},
		{kept{status: timeline.InTransit, eta: "2026-11-21"}, "watch"},
		{kept{status: timeline.Delivered, eta: "2026-11-21"}, "done"},
	} {
		if got := c.kept.tone(20779); got != c.want {
			t.Errorf("%+v is %s, want %s", c.kept, got, c.want)
		}
	}
}

// Every removal can be taken back, and nothing is lost by it.
func TestUndo(t *testing.T) {
	r := newReader(t)
	r.stored(t, threeKept)
	got := r.Tell("click", "remove", "east B2")
	if !strings.HasPrefix(got, "drop east B2") || rowsOf(got) != "C3 A1" || !strings.Contains(got, `undo="Shoes removed"`) || !strings.HasSuffix(got, "focus [data-act=undo]") {
		t.Errorf("removing did\n%s", got)
	}
	if got = r.Tell("click", "undo"); !strings.HasPrefix(got, "restore east B2") || rowsOf(got) != "C3 B2 A1" || strings.Contains(got, "undo=") {
		t.Errorf("taking it back did\n%s", got)
	}
	if got = r.Tell("click", "archive", "east A1"); !strings.Contains(got, "archived yes") || rowsOf(got) != "C3 B2" || !strings.Contains(got, `archived="1 archived"`) {
		t.Errorf("archiving did\n%s", got)
	}
	if got = r.Tell("click", "undo"); strings.Contains(got, "archived yes") || rowsOf(got) != "C3 B2 A1" {
		t.Errorf("taking that back did\n%s", got)
	}
	r.Tell("click", "archive", "east A1")
	if got = r.Tell("click", "show-archive"); rowsOf(got) != "A1" {
		t.Errorf("the archive is\n%s", got)
	}
	if got = r.Tell("click", "unarchive", "east A1"); rowsOf(got) != "" || !strings.Contains(got, "none=") {
		t.Errorf("putting it back did\n%s", got)
	}
	if got = r.Tell("click", "remove", "nobody X"); strings.Contains(got, "drop") {
		t.Errorf("removing what is not there did\n%s", got)
	}
}

func TestKeep(t *testing.T) {
	r := newReader(t)
	r.stored(t, "")
	r.track(lp, "cainiao")
	r.answer(t, inCustoms)
	got := r.Tell("click", "keep")
	for _, want := range []string{"store cainiao LP00123456789012", "status customs_in_progress", "answers 1", `count="1 parcel"`, "kept=", "focus [data-set=name]"} {
		if !strings.Contains(got, want) {
			t.Errorf("keeping did\n%s\nwant %s", got, want)
		}
	}
	if got = r.Tell("set", "name", "Shoes\u202e"); !strings.Contains(got, "name Shoes") || strings.Contains(got, "answers ") || !strings.Contains(got, `title="Shoes"`) {
		t.Errorf("naming it did\n%s", got)
	}
	if got = r.answer(t, atLaPoste); !strings.Contains(got, "answers 1 2") || !strings.Contains(got, "row cainiao "+lp) {
		t.Errorf("the second leg did\n%s", got)
	}
	if got = r.Tell("click", "share"); !strings.Contains(got, "&t=Shoes") {
		t.Errorf("the link is\n%s", got)
	}
	if got = r.Tell("click", "keep"); got != "" {
		t.Errorf("keeping it twice did\n%s", got)
	}
}

// What is kept of a parcel is shown at once, until the news come.
func TestOpenKept(t *testing.T) {
	r := newReader(t)
	r.stored(t, `{"number":"`+lp+`","carrier":"cainiao","name":"Shoes","day-ordered":"2026-11-01"}`)
	got := r.Tell("click", "open", "cainiao "+lp)
	if !strings.Contains(got, "fetch cainiao "+lp) || !strings.Contains(got, "ask ") || !strings.Contains(got, "&t=Shoes") {
		t.Errorf("opening did\n%s", got)
	}
	got = r.Tell("kept", append([]string{"cainiao " + lp, "", "", ""}, browsertest.Flat(t, `{"answers":[`+inCustoms+`,`+atLaPoste+`]}`)...)...)
	if strings.Count(got, " event time=") != 5 || !strings.Contains(got, `title="Shoes"`) {
		t.Errorf("what is kept did\n%s", got)
	}
	if got = r.Tell("failed", "1"); !strings.Contains(got, " event time=") || !strings.Contains(got, `trouble="no service"`) {
		t.Errorf("no news took away what is kept:\n%s", got)
	}
	if got = r.Tell("kept", "somebody else"); got != "" {
		t.Errorf("the answers of another parcel did\n%s", got)
	}
}

func TestKeepLines(t *testing.T) {
	r := newReader(t)
	r.stored(t, "")
	lines := ""
	for i := range 40 {
		lines += fmt.Sprintf("LP%014d cainiao\n", i)
	}
	got := r.Tell("keep", lines+ups+" ups\n")
	if n := strings.Count(got, "store "); n != 41 {
		t.Errorf("%d of 41 are kept", n)
	}
	if n := strings.Count(got, "ask "); n != together {
		t.Errorf("%d are asked about at once, want %d", n, together)
	}
	if !strings.Contains(got, `progress="0 of 40"`) {
		t.Errorf("no bar:\n%s", got)
	}
	for turn := 1; turn <= 40; turn++ {
		got = r.reply(t, turn, false, "application/problem+json", "", `{"type":"not-found"}`)
	}
	if r.page.turns != 40 || len(r.page.list.asking) != 0 || r.page.list.total != 0 || strings.Contains(got, "progress") {
		t.Errorf("after %d questions:\n%s", r.page.turns, got)
	}
	if got = r.Tell("keep", lines); strings.Contains(got, "store ") {
		t.Errorf("keeping them again did\n%s", got)
	}
}

// What the site knows may come after the answers, and counts all the same.
func TestEarlyAnswers(t *testing.T) {
	r := newReader(t)
	r.stored(t, "")
	r.Tell("keep", lp+" cainiao\n")
	r.answer(t, strings.Replace(inCustoms, `"next_leg":{"carrier":"la-poste","number":"RB123456785FR"},`, "", 1))
	if got := r.knows(t, "cainiao", cainiaoProfile); got != "" {
		t.Errorf("while more is on its way nothing is judged, but:\n%s", got)
	}
	if got := r.knows(t, "rules", generalProfile); !strings.Contains(got, "until 20783") || !strings.Contains(got, `tone="normal"`) {
		t.Errorf("what came late did\n%s", got)
	}
	if got := r.knows(t, "rules", generalProfile); got != "" {
		t.Errorf("once all is known nothing is judged again, but:\n%s", got)
	}
}

// What could not be fetched is asked for again, with the next parcel.
func TestRulesAskedAgain(t *testing.T) {
	r := newReader(t)
	r.track(lp, "cainiao")
	r.knows(t, "cainiao", cainiaoProfile)
	r.answer(t, inCustoms)
	if got := r.Tell("data", "rules"); !strings.Contains(got, "usual 1 to 3 working days") {
		t.Errorf("without the general rules the carrier's own count, but:\n%s", got)
	}
	if got := r.track(lp, "cainiao"); !strings.Contains(got, "data /base/data/rules.json rules") || strings.Contains(got, "cainiao.json") {
		t.Errorf("the next parcel asked for\n%s", got)
	}
}

// The store is asked politely: what is in view, what is due, and no oftener.
func TestDue(t *testing.T) {
	const now, today = 20779*86400 + 43200, 20779
	for _, c := range []struct {
		name string
		kept kept
		want bool
	}{
		{"never asked", kept{}, true},
		{"delivered", kept{status: timeline.Delivered, newest: "2026-11-22"}, false},
		{"archived", kept{archived: true}, false},
		{"on the vehicle, 14 minutes ago", kept{status: timeline.OutForDelivery, tried: now - 14*minute}, false},
		{"on the vehicle, 15 minutes ago", kept{status: timeline.OutForDelivery, tried: now - 15*minute}, true},
		{"scanned yesterday", kept{status: timeline.InTransit, newest: "2026-11-21", tried: now - hour}, true},
		{"scanned yesterday, just asked", kept{status: timeline.InTransit, newest: "2026-11-21", tried: now - hour + 1}, false},
		{"scanned last week", kept{status: timeline.InTransit, newest: "2026-11-12", tried: now - 3*hour}, false},
		{"silent for a month", kept{status: timeline.InTransit, newest: "2026-10-12", tried: now - 23*hour}, false},
		{"silent for a month, a day ago", kept{status: timeline.InTransit, newest: "2026-10-12", tried: now - 24*hour}, true},
		{"failed twice", kept{status: timeline.InTransit, newest: "2026-11-21", tried: now - 3*hour, fails: 2}, false},
		{"failed twice, long ago", kept{status: timeline.InTransit, newest: "2026-11-21", tried: now - 4*hour, fails: 2}, true},
		{"failed a hundred times", kept{status: timeline.InTransit, newest: "2026-11-21", tried: now - 24*hour, fails: 100}, true},
		{"the clock was put back", kept{status: timeline.InTransit, newest: "2026-11-21", tried: now + 9*hour}, true},
	} {
		if got := c.kept.due(now, today); got != c.want {
			t.Errorf("%s: due %v, want %v", c.name, got, c.want)
		}
	}
	r := newReader(t)
	r.stored(t, threeKept)
	if got := r.Tell("tick", "east A1", "east B2", "nobody X"); strings.Count(got, "ask ") != 1 || !strings.Contains(got, "track/B2") {
		t.Errorf("a look at two parcels did\n%s", got)
	}
	if got := r.Tell("tick", "east B2"); strings.Contains(got, "ask ") {
		t.Errorf("it is asked twice at a time:\n%s", got)
	}
	if got := r.answer(t, `{"number":"B2","carrier":"east","status":"delivered","events":[{"time":"2026-11-22T08:00","status":"delivered","text":"x"}]}`); !strings.Contains(got, "row east B2") || !strings.Contains(got, "status delivered") || strings.Contains(got, "result") {
		t.Errorf("its answer did\n%s", got)
	}
	r.Offline = true
	if got := r.Tell("tick", "west C3"); strings.Contains(got, "ask ") || !strings.Contains(got, "fails 1") || !strings.Contains(got, "status attempt_failed") {
		t.Errorf("offline, a look did\n%s", got)
	}
}

// What goes out comes in again, whatever stands in it.
func TestPortable(t *testing.T) {
	r := newReader(t)
	r.stored(t, `{"number":"B2","carrier":"east","name":"=1+1, \"new\"; ünïcode \\ \u0001","tags":"a, b","status":"in_transit","since":"2026-11-19","day-ordered":"2026-11-01","archived":"yes","added":"7"},
		{"number":"C3","carrier":"west","added":"8"}`)
	json := strings.TrimPrefix(r.Tell("click", "export-json"), "save parcels.json ")
	table := strings.TrimPrefix(r.Tell("click", "export-csv"), "save parcels.csv ")
	if !strings.Contains(table, `"'=1+1, ""new""; ünïcode \ "`) {
		t.Errorf("the table is\n%s", table)
	}
	fresh := newReader(t)
	fresh.stored(t, "")
	got := fresh.Tell("import", append([]string{"", "", "", ""}, browsertest.Flat(t, json)...)...)
	if !strings.Contains(got, "say 2 of 2 added") {
		t.Errorf("reading it back did\n%s", got)
	}
	if again := strings.TrimPrefix(fresh.Tell("click", "export-json"), "save parcels.json "); again != json {
		t.Errorf("out again it is\n%s\nnot\n%s", again, json)
	}
	fresh = newReader(t)
	fresh.stored(t, "")
	fresh.Tell("import", table)
	if k := fresh.page.list.find("east B2"); k == nil || k.name != `=1+1, "new"; ünïcode \ ` || !k.archived || k.tags != "a, b" {
		t.Errorf("out of the table comes %+v", k)
	}
	if got := fresh.Tell("import", table); !strings.Contains(got, "say 0 of 2 added") || strings.Contains(got, "store ") {
		t.Errorf("importing it twice did\n%s", got)
	}
	// Somebody else's table: another order, semicolons, no carrier.
	if got := fresh.Tell("import", "name;number\r\nBoots;"+ups+"\r\n;\r\n"); !strings.Contains(got, "store ups "+ups) {
		t.Errorf("another table did\n%s", got)
	}
	for _, broken := range []string{"", "number", "number\n\"", "number,carrier\n,,,,\n", "\x00"} {
		fresh.Tell("import", broken)
	}
}

// What cannot be read or kept is said, and nothing is lost.
func TestStorageTrouble(t *testing.T) {
	r := newReader(t)
	got := r.stored(t, `{"id":"x"},{"number":"A1","carrier":"east"},{"number":""},7`)
	if rowsOf(got) != "A1" || !strings.Contains(got, `broken="3 unreadable"`) {
		t.Errorf("broken entries did\n%s", got)
	}
	for _, kind := range []string{"blocked", "full", "broken"} {
		if got := r.Tell("storage", kind); !strings.Contains(got, `trouble="storage `+kind+`"`) || rowsOf(got) != "A1" {
			t.Errorf("a store that is %s did\n%s", kind, got)
		}
	}
}

func TestManyParcels(t *testing.T) {
	r := newReader(t)
	var records []string
	for i := range 500 {
		records = append(records, fmt.Sprintf(`{"number":"N%d","carrier":"east","status":"in_transit","newest":"2026-11-%02d"}`, i, i%28+1))
	}
	got := r.stored(t, strings.Join(records, ","))
	if n := strings.Count(got, "row @"); n != someRows || !strings.Contains(got, `rest="400 more"`) {
		t.Errorf("%d rows are drawn at first", n)
	}
	if got = r.Tell("click", "rest"); strings.Count(got, "row @") != 2*someRows || !strings.HasSuffix(got, "focus .kept .open 100") {
		t.Errorf("then %d", strings.Count(got, "row @"))
	}
}
