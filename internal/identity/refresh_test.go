package identity_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"gandan/internal/fault"
	"gandan/internal/identity"
)

func (w *world) refresh(token string) (*identity.Tokens, error) {
	return w.RefreshSession(visitor(), identity.RefreshSessionInput{RefreshToken: token})
}

func (w *world) mustRefresh(t *testing.T, token string) *identity.Tokens {
	t.Helper()
	next, err := w.refresh(token)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func TestARefreshTokenIsExchangedForTheNextPair(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.signIn(t, minh).Session
		token := first.RefreshToken
		for range 3 {
			w.clock.Advance(9 * time.Minute)
			next := w.mustRefresh(t, token)
			if next.RefreshToken == token || next.AccessToken == first.AccessToken {
				t.Fatal("the pair is the old one")
			}
			if want := w.clock.Now().Add(10 * time.Minute); !next.AccessTokenExpiresAt.Equal(want) {
				t.Errorf("expires at %s, want %s", next.AccessTokenExpiresAt, want)
			}
			w.as(t, next.AccessToken)
			token = next.RefreshToken
		}
	})
}

func TestTheDatabaseHoldsNoRefreshTokenThatCanBeUsed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.mustRefresh(t, w.signIn(t, minh).Session.RefreshToken).RefreshToken
		raw, err := base64.RawURLEncoding.DecodeString(token)
		if err != nil || len(raw) != 32 {
			t.Fatalf("the token has %d bytes, %v", len(raw), err)
		}
		sum := sha256.Sum256(raw)
		rows := w.store.Reader(w.system()).RefreshToken.Query().AllX(w.system())
		if len(rows) != 2 || !bytes.Equal(rows[1].TokenHash, sum[:]) && !bytes.Equal(rows[0].TokenHash, sum[:]) {
			t.Fatalf("rows %v", rows)
		}
		for _, row := range rows {
			_, err := w.refresh(base64.RawURLEncoding.EncodeToString(row.TokenHash))
			wants(t, err, fault.Unauthenticated, "BAD_TOKEN")
		}
	})
}

func TestALostAnswerIsGivenAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.RefreshToken
		w.clock.Advance(5 * time.Minute)
		next := w.mustRefresh(t, token)
		w.clock.Advance(30 * time.Second)
		if again := w.mustRefresh(t, token); *again != *next {
			t.Errorf("got %+v, then %+v", next, again)
		}
		w.mustRefresh(t, next.RefreshToken)
	})
}

func TestTheGraceEnds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.RefreshToken
		next := w.mustRefresh(t, token)
		w.clock.Advance(30*time.Second + time.Microsecond)
		_, err := w.refresh(token)
		wants(t, err, fault.Unauthenticated, "TOKEN_REUSED")
		_, err = w.refresh(next.RefreshToken)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
	})
}

func TestAnOlderTokenEndsTheSessionEvenWithinTheGrace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		oldest := w.signIn(t, minh).Session
		next := w.mustRefresh(t, oldest.RefreshToken)
		newest := w.mustRefresh(t, next.RefreshToken)
		w.as(t, newest.AccessToken)
		_, err := w.refresh(oldest.RefreshToken)
		wants(t, err, fault.Unauthenticated, "TOKEN_REUSED")
		for _, dead := range []string{oldest.RefreshToken, next.RefreshToken, newest.RefreshToken} {
			_, err := w.refresh(dead)
			wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
		}
		_, err = w.Authenticate(t.Context(), newest.AccessToken)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
		row := w.store.Reader(w.system()).Session.Query().OnlyX(w.system())
		if row.EndedReason == nil || *row.EndedReason != identity.ReasonReuse || w.events(t, identity.EventSessionEnded) != 1 {
			t.Errorf("ended with %v", row.EndedReason)
		}
	})
}

func TestTheReuseOnOneDeviceLeavesTheOthersAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		stolen := w.signIn(t, minh).Session
		w.clock.Advance(time.Hour)
		other := w.signIn(t, minh).Session
		w.mustRefresh(t, w.mustRefresh(t, stolen.RefreshToken).RefreshToken)
		_, err := w.refresh(stolen.RefreshToken)
		wants(t, err, fault.Unauthenticated, "TOKEN_REUSED")
		w.as(t, other.AccessToken)
		w.mustRefresh(t, other.RefreshToken)
	})
}

func TestTwentyRefreshesAtOnceGetOneSuccessor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.RefreshToken
		pairs := make([]identity.Tokens, 20)
		errs := together(20, func(i int) error {
			next, err := w.refresh(token)
			if err == nil {
				pairs[i] = *next
			}
			return err
		})
		if successes(errs) != 20 {
			t.Fatalf("some were signed out: %v", errs)
		}
		for _, p := range pairs[1:] {
			if p != pairs[0] {
				t.Fatal("there are two successors")
			}
		}
		if n := w.store.Reader(w.system()).RefreshToken.Query().CountX(w.system()); n != 2 {
			t.Errorf("there are %d tokens", n)
		}
		w.mustRefresh(t, pairs[0].RefreshToken)
	})
}

func TestWhatIsNoRefreshTokenIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		token := in.Session.RefreshToken
		for name, wrong := range map[string]string{
			"nothing":               "",
			"an access token":       in.Session.AccessToken,
			"another token":         base64.RawURLEncoding.EncodeToString(make([]byte, 32)),
			"a shorter one":         token[:42],
			"a longer one":          token + "A",
			"padding":               token + "=",
			"the other alphabet":    strings.Repeat("+", 43),
			"a line end inside":     token[:42] + "\n",
			"loose trailing bits":   token[:42] + string(alphabet[(strings.IndexByte(alphabet, token[42])|3)&63]),
			"ten thousand letters":  strings.Repeat("A", 10_000),
			"an id":                 in.Me.ID.String(),
			"Vietnamese characters": strings.Repeat("ế", 43),
		} {
			if wrong == token {
				continue
			}
			if _, err := w.refresh(wrong); !fault.HasKey(err, "BAD_TOKEN") {
				t.Errorf("%s: got %v", name, err)
			}
		}
		w.mustRefresh(t, token)
	})
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func TestSigningOutEndsBothTokens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		ctx := w.as(t, in.Session.AccessToken)
		if err := w.SignOut(ctx); err != nil {
			t.Fatal(err)
		}
		_, err := w.Authenticate(t.Context(), in.Session.AccessToken)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
		_, err = w.refresh(in.Session.RefreshToken)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
		if err := w.SignOut(ctx); err != nil {
			t.Errorf("signing out twice: %v", err)
		}
		if n := w.events(t, identity.EventSessionEnded); n != 1 {
			t.Errorf("it was told %d times", n)
		}
		wants(t, w.SignOut(visitor()), fault.Unauthenticated, "UNAUTHENTICATED")
	})
}

func TestSigningOutOnOneDeviceLeavesTheOtherAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one := w.signIn(t, minh).Session
		w.clock.Advance(2 * time.Minute)
		two := w.signIn(t, minh).Session
		if err := w.SignOut(w.as(t, one.AccessToken)); err != nil {
			t.Fatal(err)
		}
		w.as(t, two.AccessToken)
	})
}

// Whoever wins, the session is over: a pair that was given last must be dead, too.
func TestSigningOutWhileRefreshingEndsTheSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		ctx := w.as(t, in.Session.AccessToken)
		tokens := make(chan *identity.Tokens, 10)
		together(10, func(i int) error {
			if i == 0 {
				return w.SignOut(ctx)
			}
			next, err := w.refresh(in.Session.RefreshToken)
			if err == nil {
				tokens <- next
			}
			return err
		})
		close(tokens)
		for next := range tokens {
			_, err := w.Authenticate(t.Context(), next.AccessToken)
			wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
			_, err = w.refresh(next.RefreshToken)
			wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
		}
	})
}
