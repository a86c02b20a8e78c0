package adapter

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ClientCredentials builds a token request of OAuth 2.0 with the client's own
// credentials (RFC 6749, 4.4): a form with grant_type and what form adds. With basic
// the credentials go into the Authorization header, and into the form otherwise.
// They are the keys client_id and client_secret.
func ClientCredentials(ctx context.Context, address string, keys Keys, basic bool, form url.Values) (*http.Request, error) {
	body := url.Values{"grant_type": {"client_credentials"}}
	for name, values := range form {
		body[name] = values
	}
	if !basic {
		body.Set("client_id", keys["client_id"])
		body.Set("client_secret", keys["client_secret"])
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body.Encode()))
	if err != nil {
		return nil, err
	}
	if basic {
		req.SetBasicAuth(keys["client_id"], keys["client_secret"])
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// ClientKeys are the keys of an upstream that speaks OAuth 2.0, with where they
// come from.
func ClientKeys(from string) []Key {
	return []Key{
		{Name: "client_id", Doc: "The client id from " + from + "."},
		{Name: "client_secret", Doc: "The client secret from " + from + "."},
	}
}

// BearerToken reads the usual answer to a token request (RFC 6749, 5.1 and 5.2). A
// count of seconds may also be a text, as some upstreams write it. A refusal with
// HTTP 400, 401 or 403 is of kind [NeedsKey].
func BearerToken(a Answer) (Token, error) {
	switch a.Status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden:
		return Token{}, Errorf(NeedsKey, "the carrier refused the keys with HTTP %d", a.Status)
	}
	var answer struct {
		AccessToken string          `json:"access_token"`
		ExpiresIn   json.RawMessage `json:"expires_in"`
	}
	if err := json.Unmarshal(a.Body, &answer); err != nil || answer.AccessToken == "" {
		return Token{}, Errorf(UnreadableAnswer, "the answer holds no access_token")
	}
	token := Token{Value: Secret(answer.AccessToken)}
	if n, err := strconv.ParseInt(strings.Trim(string(answer.ExpiresIn), `" `), 10, 32); err == nil && n > 0 {
		token.Lifetime = time.Duration(n) * time.Second
	}
	return token, nil
}

// SetBearer puts the token of q into the Authorization header.
func SetBearer(req *http.Request, q Query) {
	req.Header.Set("Authorization", "Bearer "+string(q.Access.Token.Value))
}
