package identity_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gandan/ent/gid"
	"gandan/internal/fault"
)

// TestNoTokenStandsInForAnother: S-52, for upload tickets and access tokens.
func TestNoTokenStandsInForAnother(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		object := gid.Make(gid.Attachment, w.clock.Now(), 7, [6]byte{1})
		ticket, ends, err := w.UploadTicket(w.as(t, in.Session.AccessToken), object)
		if err != nil || !ends.Equal(w.clock.Now().Add(10*time.Minute)) {
			t.Fatalf("ends %v (%v)", ends, err)
		}
		actor, of, err := w.HolderOfUploadTicket(visitor(), ticket)
		if err != nil || of != object || actor.ID != in.Me.ID {
			t.Fatalf("%v holds a ticket for %v (%v)", actor.ID, of, err)
		}
		if _, err := w.Authenticate(visitor(), ticket); !fault.HasKey(err, "BAD_TOKEN") {
			t.Errorf("an upload ticket as an access token: %v", err)
		}
		for name, token := range map[string]string{
			"an access token": in.Session.AccessToken, "a refresh token": in.Session.RefreshToken, "nothing": "", "a line end": ticket + "\n",
		} {
			if _, _, err := w.HolderOfUploadTicket(visitor(), token); !fault.HasKey(err, "BAD_TICKET") {
				t.Errorf("%s as an upload ticket: %v", name, err)
			}
		}
		if _, _, err := w.UploadTicket(visitor(), object); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("a ticket for a visitor: %v", err)
		}
	})
}

func TestForgedTicketsAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in, stranger := w.signIn(t, minh), w.signIn(t, lan)
		ticket, _, err := w.UploadTicket(w.as(t, in.Session.AccessToken), gid.Make(gid.Attachment, w.clock.Now(), 7, [6]byte{1}))
		if err != nil {
			t.Fatal(err)
		}
		good := func() forge {
			var c jwt.MapClaims
			if err := json.Unmarshal([]byte(decoded(t, ticket)), &c); err != nil {
				t.Fatal(err)
			}
			return forge{jwt.SigningMethodEdDSA, key("now").Private, map[string]any{"typ": "upload+jwt", "kid": key("now").ID}, c, nil}
		}
		for name, attack := range map[string]func(*forge){
			"no change":              func(*forge) {},
			"another key":            signed(jwt.SigningMethodEdDSA, key("of an attacker").Private),
			"signed by nobody":       signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType),
			"the type of an access":  header("typ", "at+jwt"),
			"of no type":             header("typ", nil),
			"for nothing":            claim("obj", nil),
			"of a stranger":          claim("sub", stranger.Me.ID.String()),
			"of no session":          claim("sid", nil),
			"without an end":         claim("exp", nil),
			"for another audience":   claim("aud", "gandan-admin"),
			"for what is no id":      claim("obj", "../../etc/passwd"),
			"a bit of the signature": rewritten(func(s string) string { return s[:len(s)-20] + flip(s[len(s)-20]) + s[len(s)-19:] }),
		} {
			f := good()
			attack(&f)
			if _, _, err := w.HolderOfUploadTicket(visitor(), f.text(t)); (err == nil) != (name == "no change") || err != nil && !fault.Is(err, fault.Unauthenticated) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestATicketEndsWithItsTimeAndWithItsSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		ctx := w.as(t, in.Session.AccessToken)
		ticket, _, err := w.UploadTicket(ctx, gid.Make(gid.Attachment, w.clock.Now(), 7, [6]byte{1}))
		if err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(9 * time.Minute)
		if err := w.SignOut(ctx); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(10 * time.Second) // longer than anything is remembered
		if _, _, err := w.HolderOfUploadTicket(visitor(), ticket); !fault.HasKey(err, "SESSION_ENDED") {
			t.Errorf("after the session: %v", err)
		}
		w.clock.Advance(time.Minute)
		if _, _, err := w.HolderOfUploadTicket(visitor(), ticket); !fault.HasKey(err, "UPLOAD_TICKET_EXPIRED") {
			t.Errorf("after ten minutes: %v", err)
		}
	})
}
