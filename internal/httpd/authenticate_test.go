package httpd

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"gandan/internal/fault"
)

func TestWhoAsks(t *testing.T) {
	e := newEdge(t, nil)
	for header, c := range map[string]struct {
		status    int
		body, key string
	}{
		"X: nothing":                  {200, "a visitor", ""},
		"Authorization: Bearer alice": {200, "somebody", ""},
		"Authorization: bearer alice": {200, "somebody", ""},
		"Authorization: Bearer bob":   {401, "", "BAD_TOKEN"},
		"Authorization: Bearer ":      {401, "", "BEARER_MALFORMED"},
		"Authorization: alice":        {401, "", "BEARER_MALFORMED"},
		"Authorization: Basic YTpi":   {401, "", "BEARER_MALFORMED"},
	} {
		r := e.post(t, "{who}", header)
		if r.StatusCode != c.status || !strings.Contains(r.body, c.body) || r.key() != c.key {
			t.Errorf("%s: got %d %s", header, r.StatusCode, r.body)
		}
		if r.StatusCode == 401 && r.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: a 401 says how to sign in", header)
		}
	}
	if r := e.post(t, "{who}", "Authorization: Bearer alice", "Authorization: Bearer alice"); r.StatusCode != 401 {
		t.Errorf("two headers: got %d", r.StatusCode)
	}
}

func TestATokenInTheAddressIsRefusedOnEveryTransport(t *testing.T) {
	e := newEdge(t, nil)
	for _, name := range []string{"token", "access_token", "Authorization", "accessToken"} {
		for _, headers := range [][]string{nil, {"Accept: text/event-stream"}, {"Upgrade: websocket", "Connection: Upgrade"}} {
			r := e.call(t, http.MethodGet, "/graphql?query={who}&"+name+"=alice", "", headers...)
			if r.StatusCode != 400 || r.key() != "TOKEN_IN_URL" {
				t.Errorf("%s %v: got %d %s", name, headers, r.StatusCode, r.key())
			}
		}
	}
}

func TestAnAuthenticatorThatIsOutOfOrderIsNotARefusal(t *testing.T) {
	e := newEdge(t, nil)
	e.tokens.set(func(k *tokens) { k.broken = fault.New(fault.Unavailable, "UNAVAILABLE") })
	if r := e.post(t, "{who}", "Authorization: Bearer alice"); r.StatusCode != 503 {
		t.Errorf("unavailable: got %d", r.StatusCode)
	}
	e.tokens.set(func(k *tokens) { k.broken = errors.New("sql: database is closed") })
	if r := e.post(t, "{who}", "Authorization: Bearer alice"); r.StatusCode != 500 || strings.Contains(r.body, "sql") {
		t.Errorf("broken: got %d %s", r.StatusCode, r.body)
	}
}
