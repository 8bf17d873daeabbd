package identity_test

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"maps"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/identity"
)

func decoded(t *testing.T, token string) string {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// forge is a good token, changed.
type forge struct {
	method jwt.SigningMethod
	key    any
	header map[string]any
	claims jwt.MapClaims
	after  func(string) string
}

func (f forge) text(t *testing.T) string {
	t.Helper()
	token := jwt.NewWithClaims(f.method, f.claims)
	maps.Copy(token.Header, f.header)
	maps.DeleteFunc(token.Header, func(_ string, v any) bool { return v == nil })
	signed, err := token.SignedString(f.key)
	if err != nil {
		t.Fatal(err)
	}
	if f.after != nil {
		signed = f.after(signed)
	}
	return signed
}

func public(k identity.SigningKey) ed25519.PublicKey { return k.Private.Public().(ed25519.PublicKey) }

func publicPEM(t *testing.T, k identity.SigningKey) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(public(k))
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

func claim(name string, value any) func(*forge) {
	return func(f *forge) {
		if value == nil {
			delete(f.claims, name)
			return
		}
		f.claims[name] = value
	}
}

func header(name string, value any) func(*forge) {
	return func(f *forge) { f.header[name] = value }
}

func signed(method jwt.SigningMethod, key any) func(*forge) {
	return func(f *forge) { f.method, f.key = method, key }
}

func rewritten(fn func(string) string) func(*forge) { return func(f *forge) { f.after = fn } }

// withHeader puts another header in front of a signature that stays.
func withHeader(text string) func(*forge) {
	return rewritten(func(token string) string {
		_, rest, _ := strings.Cut(token, ".")
		return base64.RawURLEncoding.EncodeToString([]byte(text)) + "." + rest
	})
}

// The attacks of the standard, S-49 and S-51 to S-53. Each differs from a good token in one thing.
func TestForgedTokensAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		stranger := w.signIn(t, lan)
		now, ours, theirs := w.clock.Now().Unix(), key("now"), key("of an attacker")
		good := func() forge {
			var c jwt.MapClaims
			if err := json.Unmarshal([]byte(decoded(t, in.Session.AccessToken)), &c); err != nil {
				t.Fatal(err)
			}
			return forge{jwt.SigningMethodEdDSA, ours.Private, map[string]any{"typ": "at+jwt", "kid": ours.ID}, c, nil}
		}
		attacks := map[string]func(*forge){
			"signed by nobody":                     signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType),
			"signed by nobody, in capitals":        withHeader(`{"alg":"nOnE","typ":"at+jwt","kid":"` + ours.ID + `"}`),
			"HS256 with the public key":            signed(jwt.SigningMethodHS256, []byte(public(ours))),
			"HS256 with the public key as PEM":     signed(jwt.SigningMethodHS256, publicPEM(t, ours)),
			"HS256 with the secret of the service": signed(jwt.SigningMethodHS256, w.options.Secret),
			"said to be RS256":                     withHeader(`{"alg":"RS256","typ":"at+jwt","kid":"` + ours.ID + `"}`),
			"no algorithm":                         withHeader(`{"typ":"at+jwt","kid":"` + ours.ID + `"}`),
			"another key under our name":           signed(jwt.SigningMethodEdDSA, theirs.Private),
			"an empty signature":                   rewritten(func(s string) string { return s[:strings.LastIndex(s, ".")+1] }),
			"no signature":                         rewritten(func(s string) string { return s[:strings.LastIndex(s, ".")] }),
			"a fourth part":                        rewritten(func(s string) string { return s + ".e30" }),
			"a bit of the signature":               rewritten(func(s string) string { return s[:len(s)-20] + flip(s[len(s)-20]) + s[len(s)-19:] }),
			"loose bits behind the signature":      rewritten(loosen),
			"a line end":                           rewritten(func(s string) string { return s + "\n" }),
			"padding":                              rewritten(func(s string) string { return s + "==" }),
			"no end":                               claim("exp", nil),
			"an end at zero":                       claim("exp", 0),
			"an end as text":                       claim("exp", "99999999999"),
			"an end as a fraction":                 claim("exp", float64(now)+0.5),
			"an end that is null":                  claim("exp", json.RawMessage("null")),
			"a start to come":                      claim("nbf", now+60),
			"no start":                             claim("nbf", nil),
			"made in the future":                   claim("iat", now+60),
			"of another issuer":                    claim("iss", "https://evil.example"),
			"of no issuer":                         claim("iss", nil),
			"for another audience":                 claim("aud", "gandan-admin"),
			"for many audiences":                   claim("aud", []string{"gandan-app", "evil"}),
			"for no audience":                      claim("aud", nil),
			"without a name":                       claim("jti", nil),
			"of a stranger's session":              claim("sub", stranger.Me.ID.String()),
			"of nobody":                            claim("sub", nil),
			"of a unit":                            claim("sub", w.city.String()),
			"of no session":                        claim("sid", nil),
			"of a session that never was":          claim("sid", gid.Make(gid.Session, w.clock.Now(), 99, [6]byte{9}).String()),
			"of a session that is an account":      claim("sid", in.Me.ID.String()),
			"a plain JWT":                          header("typ", "JWT"),
			"a refresh token by type":              header("typ", "rt+jwt"),
			"of no type":                           header("typ", nil),
			"the type in capitals":                 header("typ", "AT+JWT"),
			"of no key":                            header("kid", nil),
			"of an unknown key":                    header("kid", theirs.ID),
			"of a key that is a path":              header("kid", "../../dev/null"),
			"of a key that is SQL":                 header("kid", "' OR 1=1 --"),
			"of a key of ten kilobytes":            header("kid", strings.Repeat("k", 10<<10)),
			"of a key that is a list":              header("kid", []string{ours.ID}),
			"with an extension we must understand": header("crit", []string{"exp"}),
			"nothing":                              rewritten(func(string) string { return "" }),
			"dots":                                 rewritten(func(string) string { return ".." }),
			"a refresh token":                      rewritten(func(string) string { return in.Session.RefreshToken }),
			"an id":                                rewritten(func(string) string { return in.Me.ID.String() }),
			"a token with blanks around it":        rewritten(func(s string) string { return " " + s }),
			"an attacker's key in the header":      func(f *forge) { f.key, f.header["jwk"], f.header["kid"] = theirs.Private, jwk(theirs), theirs.ID },
			"an attacker's key under our name":     func(f *forge) { f.key, f.header["jwk"] = theirs.Private, jwk(theirs) },
			"an attacker's address for keys":       func(f *forge) { f.key, f.header["jku"] = theirs.Private, "https://evil.example/jwks.json" },
			"an attacker's certificate":            func(f *forge) { f.key, f.header["x5c"] = theirs.Private, []string{"MII"} },
			"a token whose session ended long ago": claim("exp", now-6),
			"a token that lives for ever, unsigned": func(f *forge) {
				f.claims["exp"], f.after = now+1e9, func(s string) string { return s[:strings.LastIndex(s, ".")+1] }
			},
		}
		control := good()
		if _, err := w.Authenticate(t.Context(), control.text(t)); err != nil {
			t.Fatalf("the token that the attacks change is no good one: %v", err)
		}
		for name, attack := range attacks {
			f := good()
			attack(&f)
			if actor, err := w.Authenticate(t.Context(), f.text(t)); !fault.Is(err, fault.Unauthenticated) || !actor.ID.IsZero() {
				t.Errorf("%s: got %v, %v", name, actor, err)
			}
		}
	})
}

// What a header says about keys is not read, so a harmless one does not matter either.
func TestKeysInTheHeaderAreIgnored(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var c jwt.MapClaims
		if err := json.Unmarshal([]byte(decoded(t, w.signIn(t, minh).Session.AccessToken)), &c); err != nil {
			t.Fatal(err)
		}
		f := forge{jwt.SigningMethodEdDSA, key("now").Private, map[string]any{
			"typ": "at+jwt", "kid": key("now").ID, "jku": "https://evil.example", "jwk": jwk(key("evil")),
		}, c, nil}
		if _, err := w.Authenticate(t.Context(), f.text(t)); err != nil {
			t.Error(err)
		}
	})
}

func jwk(k identity.SigningKey) map[string]string {
	return map[string]string{"kty": "OKP", "crv": "Ed25519", "x": base64.RawURLEncoding.EncodeToString(public(k))}
}

func flip(c byte) string {
	if c == 'A' {
		return "B"
	}
	return "A"
}

// loosen sets bits of the last letter that no byte holds: other text, same signature.
func loosen(s string) string {
	last := strings.IndexByte(alphabet, s[len(s)-1])
	return s[:len(s)-1] + string(alphabet[last|1])
}

func TestKeysAreChangedWithoutSigningAnybodyOut(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.AccessToken
		w.options.SigningKeys = []identity.SigningKey{key("next"), key("now")}
		both := w.process(t, w.options)
		if _, err := both.Authenticate(t.Context(), token); err != nil {
			t.Errorf("the old key is still there: %v", err)
		}
		newer, err := both.TokenFor(t.Context(), minh, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Authenticate(t.Context(), newer)
		wants(t, err, fault.Unauthenticated, "BAD_TOKEN")
		w.options.SigningKeys = w.options.SigningKeys[:1]
		only := w.process(t, w.options)
		if _, err := only.Authenticate(t.Context(), newer); err != nil {
			t.Errorf("the new key signs: %v", err)
		}
		_, err = only.Authenticate(t.Context(), token)
		wants(t, err, fault.Unauthenticated, "BAD_TOKEN")
	})
}

func TestOthersCanVerifyWithThePublishedKeys(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.AccessToken
		answer := httptest.NewRecorder()
		w.JWKS().ServeHTTP(answer, httptest.NewRequest("GET", "/.well-known/jwks.json", nil))
		var set struct{ Keys []map[string]string }
		if err := json.Unmarshal(answer.Body.Bytes(), &set); err != nil || len(set.Keys) != 1 {
			t.Fatalf("got %s, %v", answer.Body, err)
		}
		published := set.Keys[0]
		if published["d"] != "" || published["alg"] != "EdDSA" || published["crv"] != "Ed25519" {
			t.Errorf("published %v", published)
		}
		_, err := jwt.NewParser(jwt.WithTimeFunc(w.clock.Now)).Parse(token, func(tok *jwt.Token) (any, error) {
			if tok.Header["kid"] != published["kid"] {
				t.Errorf("signed with %v", tok.Header["kid"])
			}
			x, err := base64.RawURLEncoding.DecodeString(published["x"])
			return ed25519.PublicKey(x), err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
