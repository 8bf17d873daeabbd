package identity

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
)

// JWKS serves the public keys, so that others can verify access tokens. A key is published here before it signs, and stays
// until the last token it signed has expired.
func (s *Service) JWKS() http.Handler {
	type key struct {
		Type      string `json:"kty"`
		Curve     string `json:"crv"`
		ID        string `json:"kid"`
		Use       string `json:"use"`
		Algorithm string `json:"alg"`
		X         string `json:"x"`
	}
	set := struct {
		Keys []key `json:"keys"`
	}{}
	for _, k := range s.opts.SigningKeys {
		set.Keys = append(set.Keys, key{"OKP", "Ed25519", k.ID, "sig", "EdDSA", base64.RawURLEncoding.EncodeToString(k.public())})
	}
	body, _ := json.Marshal(set) //nolint:errchkjson // plain strings only
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/jwk-set+json")
		w.Header().Set("Cache-Control", "public, max-age=300")
		_, _ = w.Write(body) // a client that left needs no keys
	})
}
