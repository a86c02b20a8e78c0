package seventeentrack

import (
	"errors"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "AA123456789BR"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }

// TestRegisterThenPoll walks through the life of a number that the service has not met.
func TestRegisterThenPoll(t *testing.T) {
	registered := false
	var asked []string
	send := func(req *http.Request) (adapter.Answer, error) {
		method := path.Base(req.URL.Path)
		asked = append(asked, method)
		body := `{"code":0,"data":{"accepted":[],"rejected":[{"number":"LP1","error":{"code":-18019902}}]}}`
		switch {
		case method == "register":
			registered = true
			body = `{"code":0,"data":{"accepted":[{"number":"LP1","carrier":190271}],"rejected":[]}}`
		case registered:
			body = `{"code":0,"data":{"accepted":[],"rejected":[{"number":"LP1","error":{"code":-18019909}}]}}`
		}
		return adapter.Answer{Status: 200, Body: []byte(body)}, nil
	}
	for _, want := range []string{"gettrackinfo register gettrackinfo", "gettrackinfo"} {
		asked = nil
		ans, err := Adapter{}.Ask(t.Context(), adapter.Query{Number: "LP1"}, send)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(asked, " "); got != want {
			t.Errorf("asked %s, want %s", got, want)
		}
		_, err = adapter.Read(Adapter{}, adapter.Query{Number: "LP1"}, ans, nil)
		var e *adapter.Error
		if !errors.As(err, &e) || e.Kind != adapter.NotFound || e.RetryAfter != 20*time.Second {
			t.Errorf("got %v; want not-found, and when to come back", err)
		}
	}
}
