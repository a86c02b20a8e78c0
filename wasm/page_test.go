package main

import (
	"strings"
	"testing"

	"waybill/wasm/browser/browsertest"
)

const (
	lp     = "LP00123456789012"
	ups    = "1Z999AA10123456784"
	postal = "RB123456785FR"
	tied   = "EW1234567890"
)

// newBrowser is a page with the reader in it, about the carrier lead if any.
func newBrowser(t testing.TB, lead string) *browsertest.Browser {
	t.Helper()
	b := browsertest.New()
	b.On = newPage(b.Host, browsertest.Table(t), []string{lead, "/base", ""}).on
	return b
}

func TestTypingIsToldOnce(t *testing.T) {
	b := newBrowser(t, "")
	for i, test := range []struct{ typed, want string }{
		{"1", "short"}, {"1Z", "begun"}, {"1Z99", ""}, {"1Z999AA1012345678", ""},
		{"1Z999AA10123456785", "invalid"}, {"1Z999AA10123456784", "match"}, {"1Z999AA1012345678", "begun"},
		{"", "hint"}, {" ", ""},
	} {
		got := b.Tell("typed", test.typed)
		told := strings.Contains(got, "draw [data-reading]") || strings.Contains(got, "hint")
		if told != (test.want != "") || !strings.Contains(got, test.want) {
			t.Errorf("%d: typing %q did\n%s\nwant %q", i, test.typed, got, test.want)
		}
		if !strings.HasSuffix(got, "settle") {
			t.Errorf("typing %q does not wait for the rest", test.typed)
		}
	}
	// A space changes the drawing and no word.
	b.Tell("typed", ups)
	if got := b.Tell("typed", "1Z "+ups[2:]); strings.Contains(got, "[data-reading]") || !strings.Contains(got, "draw [data-list=parts]") {
		t.Errorf("a space did\n%s", got)
	}
	b.Tell("typed", "ABCDEFGH")
	if got := b.Tell("settled", "ABCDEFGH"); !strings.Contains(got, "unknown") {
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
		{"unknown on a carrier's page", "cainiao", "ABCDEFGH", []string{"track ABCDEFGH cainiao hand"}},
		{"a carrier that is read", "", lp, []string{"ready", `loading name="Cainiao"`, "track LP00123456789012 cainiao hand"}},
		{"a carrier that is linked", "", ups, []string{"track 1Z999AA10123456784 ups hand"}},
		{"one that cannot exist", "", "1Z999AA10123456785", []string{"refuse 1Z999AA10123456785 ups hand"}},
		{"an ending that no post has", "", "RB123456785QX", []string{`issuer suffix="QX"`, "refuse RB123456785QX s10 hand"}},
		{"a tie goes to the first", "", tied, []string{"choose", "track EW1234567890 east hand"}},
		{"a tie goes to whose page it is", "west", tied, []string{`match name="West"`, "track EW1234567890 west hand"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := newBrowser(t, test.lead).Tell("submit", test.typed)
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("Track with %q did\n%s\nwant %s", test.typed, got, want)
				}
			}
		})
	}
	if got := newBrowser(t, "").Tell("submit", ups); strings.Contains(got, "busy") {
		t.Errorf("nobody is asked about a number that is only linked, but:\n%s", got)
	}
}

func TestChoice(t *testing.T) {
	b := newBrowser(t, "")
	b.Tell("typed", tied)
	if got := b.Tell("click", "choose", "west", tied); !strings.Contains(got, "press west") || strings.Contains(got, "draw [data-reading]") {
		t.Errorf("choosing did\n%s", got)
	}
	if got := b.Tell("submit", tied); !strings.Contains(got, "EW1234567890 west") || strings.Contains(got, "draw [data-reading]") {
		t.Errorf("Track after a choice did\n%s", got)
	}
	b.Tell("typed", "EW1234567891")
	if got := b.Tell("submit", "EW1234567891"); !strings.Contains(got, "EW1234567891 east") {
		t.Errorf("another number kept the choice:\n%s", got)
	}
}

func TestAddress(t *testing.T) {
	b := newBrowser(t, "")
	got := b.Tell("address", "", "", "", "", lp)
	if !strings.Contains(got, "field "+lp) || !strings.HasSuffix(got, "track "+lp+" cainiao") {
		t.Errorf("a link did\n%s", got)
	}
	got = b.Tell("address", "nobody", "", "", "", ups, postal, "?!")
	if !strings.Contains(got, `several count="3"`) || !strings.Contains(got, "track "+ups+" ups") {
		t.Errorf("a link with three numbers did\n%s", got)
	}
	if got = b.Tell("click", "repair", postal, ups); !strings.Contains(got, `match name="La Poste"`) || !strings.Contains(got, "several") {
		t.Errorf("choosing one of them did\n%s", got)
	}
	if got = b.Tell("typed", "LP1"); strings.Contains(got, "several") {
		t.Errorf("the list stays beside another number:\n%s", got)
	}
	if got = b.Tell("address", "cainiao", "", "", "", "XX-77-88-99"); !strings.Contains(got, "track XX778899 cainiao") {
		t.Errorf("a link with a carrier did\n%s", got)
	}
	for _, test := range []struct {
		name    string
		numbers []string
		want    string
	}{
		{"none", nil, "clear"},
		{"a number that cannot exist", []string{"1Z999AA10123456785"}, "refuse 1Z999AA10123456785 ups"},
		{"no shape that is known", []string{"HELLO"}, "clear"},
	} {
		if got := b.Tell("address", append([]string{"", "", "", ""}, test.numbers...)...); !strings.HasSuffix(got, test.want) {
			t.Errorf("%s: did\n%s\nwant %q", test.name, got, test.want)
		}
	}
}

func TestPaste(t *testing.T) {
	b := newBrowser(t, "")
	if got := b.Tell("pasted", " 1Z 999 AA1 01 2345 6784 "); got != "" {
		t.Errorf("pasting a number did\n%s", got)
	}
	if got := b.Tell("pasted", "no number in here"); got != "" {
		t.Errorf("pasting no number did\n%s", got)
	}
	if got := b.Tell("pasted", "yours is 1Z999AA10123456784, thanks"); !strings.Contains(got, "field "+ups) || !strings.HasSuffix(got, "prevent") {
		t.Errorf("pasting a sentence did\n%s", got)
	}
	if got := b.Tell("pasted", strings.Repeat("x ", 200_000)+ups); got != "" {
		t.Errorf("a number behind the limit was found:\n%s", got)
	}
	if got := b.Tell("pasted", ups+"\n"+postal+"\n"+ups); !strings.Contains(got, `several count="2"`) || !strings.HasSuffix(got, "prevent") {
		t.Errorf("pasting two numbers did\n%s", got)
	}
}

func TestKeepAll(t *testing.T) {
	b := newBrowser(t, "")
	b.Tell("typed", ups+", "+postal)
	if got := b.Tell("click", "keep-all", "", ""); !strings.HasSuffix(got, "keep "+ups+" ups\n"+postal+" la-poste") {
		t.Errorf("keeping all that were typed did\n%s", got)
	}
	b = newBrowser(t, "")
	b.Tell("pasted", ups+"\n"+postal)
	if got := b.Tell("click", "keep-all", "", ""); !strings.HasSuffix(got, "keep "+ups+" ups\n"+postal+" la-poste") || !strings.Contains(got, "hint") {
		t.Errorf("keeping all did\n%s", got)
	}
	if got := b.Tell("click", "keep-all", "", ""); !strings.HasSuffix(got, "keep") {
		t.Errorf("keeping them again did\n%s", got)
	}
}
