// Package sfexpress reads SF Express by its open platform, which wants the operator's
// keys. The JSON behind its page is read too, from files.
//
// Its traps: the answer holds another JSON as text; a question is signed with the moment
// of asking; times are those of the place and have no offset; many parcels want the last
// four digits of the recipient's telephone.
package sfexpress

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"waybill/internal/adapter"
)

// Adapter asks SF Express. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "bspgw.sf-express.com"
	slug = "sf-express"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID:       "sf-express",
		Carriers: []string{slug},
		Hosts:    []string{"bspgw.sf-express.com"},
		Evidence: adapter.Synthetic,
		Keys: []adapter.Key{
			{Name: "partner_id", Doc: "The partner id (customer code) on SF's open platform."},
			{Name: "checkword", Doc: "The check word that belongs to it, with which questions are signed."},
		},
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	phone := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, q.Phone)
	data, err := json.Marshal(map[string]any{
		"language": "en", "trackingType": "1", "trackingNumber": []string{q.Number}, "methodType": "1",
		"checkPhoneNo": phone[max(0, len(phone)-4):],
	})
	if err != nil {
		return nil, err
	}
	at := strconv.FormatInt(q.Access.Asked.UnixMilli(), 10)
	sum := md5.Sum([]byte(url.QueryEscape(string(data) + at + q.Access.Keys["checkword"]))) // the platform's choice
	return adapter.PostForm(ctx, "https://"+host+"/std/service", url.Values{
		"partnerID": {q.Access.Keys["partner_id"]}, "requestID": {q.Number + "-" + at}, "serviceCode": {"EXP_RECE_SEARCH_ROUTES"},
		"timestamp": {at}, "msgDigest": {base64.StdEncoding.EncodeToString(sum[:])}, "msgData": {string(data)},
	})
}
