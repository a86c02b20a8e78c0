package lenient

import (
	"encoding/json"
	"fmt"
	"testing"
)

type inner struct {
	A Text `json:"a"`
	N int  `json:"n"`
}

type outer struct {
	T Text          `json:"t"`
	B Bool          `json:"b"`
	O Object[inner] `json:"o"`
	L List[inner]   `json:"l"`
}

func TestLenient(t *testing.T) {
	for body, want := range map[string]string{
		`{"t":" x ","b":true,"o":{"a":1,"n":2},"l":[{"n":1},{"n":2}]}`:  `{x true {{1 2}} [{ 1} { 2}]}`,
		`{"t":-1.5e3,"b":"Y","o":[],"l":{"a":"one"}}`:                   `{-1.5e3 true {{ 0}} [{one 0}]}`,
		`{"t":{},"b":{},"o":"","l":"none"}`:                             `{ false {{ 0}} []}`,
		`{"t":null,"b":"no","o":null,"l":null}`:                         `{ false {{ 0}} []}`,
		`{"t":true,"b":0,"o":{"n":"x"},"l":[null,3,{"n":"x"},{"n":3}]}`: `{ false {{ 0}} [{ 3}]}`,
		`{"t":"\ud800","b":1}`:                                          "{\ufffd true {{ 0}} []}",
	} {
		var v outer
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if got := fmt.Sprint(v); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", body, got, want)
		}
	}
}

// TestListAbsence tells an empty list, which is an answer, from none.
func TestListAbsence(t *testing.T) {
	for body, isNil := range map[string]bool{`{"l":[]}`: false, `{}`: true, `{"l":null}`: true, `{"l":""}`: true, `{"l":[1]}`: false} {
		var v outer
		if err := json.Unmarshal([]byte(body), &v); err != nil || (v.L == nil) != isNil {
			t.Errorf("%s: %v, error %v", body, v.L, err)
		}
	}
}

func TestFirst(t *testing.T) {
	if got := First(Text(""), " ", "x", "y"); got != "x" {
		t.Errorf("got %q", got)
	}
	if got := First[Text](); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestInt(t *testing.T) {
	for text, want := range map[Text]bool{"12": true, "-3": true, "": false, "1.0": false, "x": false} {
		if _, ok := text.Int(); ok != want {
			t.Errorf("%q: %v", text, ok)
		}
	}
}

// TestInputIsLeftAlone: what is decoded may be decoded again.
func TestInputIsLeftAlone(t *testing.T) {
	const body = `{"l":[{"a":"one"},{"a":"two and more"},{"a":"three"}],"o":{"a":"four"}}`
	b := []byte(body)
	var v outer
	if err := json.Unmarshal(b, &v); err != nil || len(v.L) != 3 || v.L[0].A != "one" || v.L[2].A != "three" {
		t.Errorf("got %+v, error %v", v, err)
	}
	if string(b) != body {
		t.Errorf("the input has become %s", b)
	}
}
