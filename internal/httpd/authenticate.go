package httpd

import (
	"net/http"
	"strings"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// identify finds out who asks. Nobody named is a visitor; a token that is not good is refused, never taken for a visitor,
// because the app has to learn that it must refresh.
func (s *Server) identify(r *http.Request) (access.Actor, string, error) {
	if err := tokenInURL(r); err != nil {
		return access.Actor{}, "", err
	}
	bearer, err := bearerOf(r.Header.Values("Authorization"))
	if err != nil || bearer == "" {
		return access.Anonymous(), "", err
	}
	actor, err := s.Auth.Authenticate(r.Context(), bearer)
	return actor, bearer, err
}

// bearerOf takes the token out of the header; empty without a header.
func bearerOf(values []string) (string, error) {
	if len(values) == 0 || (len(values) == 1 && values[0] == "") {
		return "", nil
	}
	scheme, token, ok := strings.Cut(values[0], " ")
	token = strings.TrimSpace(token)
	if len(values) > 1 || !ok || token == "" || !strings.EqualFold(scheme, "Bearer") {
		return "", fault.New(fault.Unauthenticated, "BEARER_MALFORMED")
	}
	return token, nil
}

// tokenInURL refuses what would end up in the logs of every proxy on the way.
func tokenInURL(r *http.Request) error {
	if r.URL.RawQuery == "" {
		return nil
	}
	for name := range r.URL.Query() {
		switch strings.ToLower(name) {
		case "token", "access_token", "accesstoken", "authorization", "bearer":
			return fault.Bad(name, "TOKEN_IN_URL")
		}
	}
	return nil
}
