package proxy

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"waybill/internal/adapter"
	"waybill/internal/tracknum"
)

// problem is a problem document (RFC 9457). Its type is one of the words of the
// wire format, as a relative reference; the members after detail are extensions.
type problem struct {
	Type     adapter.Kind `json:"type"`
	Title    string       `json:"title"`
	Status   int          `json:"status"`
	Detail   string       `json:"detail,omitempty"`
	Carrier  string       `json:"carrier,omitempty"`  // slug of the carrier it is about
	Tracking string       `json:"tracking,omitempty"` // that carrier's own page for the number
	Repairs  []repair     `json:"repairs,omitempty"`  // likely right numbers, likeliest first

	retryAfter time.Duration // sent as a header where the kind has one
}

// repair is one number that may have been meant.
type repair struct {
	Number string `json:"number"`
	Reason string `json:"reason"`
}

// answers gives each kind its HTTP status and its public words. In detail, %s is
// the carrier's name. Nothing that an upstream said is ever part of them.
var answers = map[adapter.Kind]struct {
	status int
	title  string
	detail string
}{
	adapter.InvalidNumber: {http.StatusUnprocessableEntity, "This number cannot exist",
		"Its check digit or its country does not fit the rest of it, so there is a slip in it. Compare it with the message or label it came from."},
	adapter.UnknownCarrier: {http.StatusNotFound, "This service cannot ask that carrier",
		"This service cannot ask %s about a parcel."},
	adapter.NotFound: {http.StatusNotFound, "The carrier does not know this number yet",
		"%s has no record of this number. A new number can take some days to appear; if it stays unknown, ask the sender to check it."},
	adapter.UnreadableAnswer: {http.StatusBadGateway, "The carrier's answer could not be read",
		"%s answered, but with something that could not be read here. That says nothing about your parcel."},
	adapter.NeedsKey: {http.StatusNotImplemented, "This service has no key for the carrier",
		"%s answers only services with an access key, and this one has none."},
	adapter.NeedsPostcode: {http.StatusUnprocessableEntity, "The carrier wants the postcode",
		"%s tells where a parcel is only to those who also give the recipient's postcode."},
	adapter.UpstreamUnavailable: {http.StatusServiceUnavailable, "The carrier does not answer",
		"%s could not be reached, or took too long. That says nothing about your parcel. Try again in a while."},
	adapter.RateLimited: {http.StatusTooManyRequests, "Asked too often",
		"%s has been asked too often from here. Try again in a while."},
	adapter.BadRequest: {http.StatusBadRequest, "The question could not be understood", ""},
}

// newProblem returns the problem of a kind, about a carrier when info has a name.
func newProblem(kind adapter.Kind, info tracknum.CarrierInfo, number string) *problem {
	a := answers[kind]
	p := &problem{Type: kind, Title: a.title, Status: a.status, Detail: a.detail}
	name := info.Name
	if name == "" {
		name = "the carrier"
	}
	if strings.Contains(p.Detail, "%s") {
		p.Detail = capital(fmt.Sprintf(p.Detail, name))
	}
	p.Carrier = info.Slug
	p.Tracking = info.Link(number)
	if p.Tracking != "" && offersPage(kind) {
		p.Detail += " Its own tracking page may tell more."
	}
	return p
}

// offersPage reports whether the carrier's own page helps against a failure.
func offersPage(kind adapter.Kind) bool {
	switch kind {
	case adapter.UnknownCarrier, adapter.NotFound, adapter.UnreadableAnswer, adapter.NeedsKey,
		adapter.NeedsPostcode, adapter.UpstreamUnavailable, adapter.RateLimited:
		return true
	}
	return false
}

// badRequest returns a problem whose detail says what to change.
func badRequest(format string, args ...any) *problem {
	p := newProblem(adapter.BadRequest, tracknum.CarrierInfo{}, "")
	p.Detail = fmt.Sprintf(format, args...)
	return p
}

// internalProblem says that the fault is ours, and no more. It has no word of the
// wire format, so its type is the one that RFC 9457 gives to a bare status.
func internalProblem() *problem {
	return &problem{Type: "about:blank", Title: "Something went wrong in this service", Status: http.StatusInternalServerError}
}

// hasRetryAfter reports whether a kind's answer carries Retry-After.
func hasRetryAfter(kind adapter.Kind) bool {
	return kind == adapter.RateLimited || kind == adapter.UpstreamUnavailable
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// body returns the document.
func (p *problem) body() []byte {
	b, err := json.Marshal(p)
	if err != nil { // strings and numbers always encode
		return []byte(`{"type":"about:blank"}`)
	}
	return append(b, '\n')
}

// write answers with the problem. Such answers are not cached by clients.
func (p *problem) write(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	if hasRetryAfter(p.Type) {
		h.Set("Retry-After", seconds(p.retryAfter))
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(p.body()) // a client that has gone needs no answer
}
