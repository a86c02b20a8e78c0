package markup

import (
	"fmt"
	"strings"
	"testing"
)

func TestXML(t *testing.T) {
	type doc struct {
		Text string `xml:"text"`
	}
	for body, want := range map[string]string{
		"<d><text>é</text></d>": "é",
		"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><d><text>\xe9</text></d>\n":        "é",
		`<?xml version="1.0" encoding="Shift_JIS"?><d><text>` + "\x93\xfa" + `</text></d>`: "日",
		"<d xmlns='urn:x'><text>a&nbsp;b</text></d><!-- end -->":                           "a\u00a0b",
	} {
		var v doc
		if err := XML([]byte(body), &v); err != nil || v.Text != want {
			t.Errorf("%q: %q, error %v", body, v.Text, err)
		}
	}
	for _, body := range []string{"", "{}", "<d><text>x</text>", "<d/>more", "<d/><d/>", "<d/", `<?xml version="1.0" encoding="none"?><d/>`} {
		if err := XML([]byte(body), &doc{}); err == nil {
			t.Errorf("%q was read", body)
		}
	}
}

func TestHTML(t *testing.T) {
	p, err := HTML([]byte(`<!DOCTYPE html><html><head><meta charset="iso-8859-1"><script>var x="<td>no</td>"</script></head>
<body><p>Bient`+"\xf4"+`t &amp; l&eacute;</p>
<table summary="history"><tr><th>Date<th>Place</tr><tr><td> 1
 2 </td><td><table><tr><td>inner</td></tr></table></td></tr></table></body></html>`), "")
	if err != nil {
		t.Fatal(err)
	}
	if !p.Ended || !strings.Contains(p.Text, "Bientôt & lé") || strings.Contains(p.Text, "no") {
		t.Errorf("got %+v", p)
	}
	got := fmt.Sprint(p.Cells)
	want := "[{0 history 0 true Date} {0 history 0 true Place} {0 history 1 false 1 2} {0 history 1 false } {1  0 false inner}]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte("<table><tr><td>a<table><td>b</table></html>"))
	f.Add([]byte("</table></td><td>x"))
	f.Fuzz(func(_ *testing.T, body []byte) {
		_, _ = HTML(body, "text/html; charset=utf-8") // must not panic
	})
}
