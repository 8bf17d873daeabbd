package identity_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/store"
)

func grantable(r access.Role) rolegrant.Role { return rolegrant.Role(r) }

func (w *world) suspend(t *testing.T, id gid.ID) {
	t.Helper()
	w.do(t, func(ctx context.Context, tx *store.Tx) error {
		return tx.Account.Update().Where(account.ID(id)).SetStatus(account.StatusSUSPENDED).Exec(ctx)
	})
}

func TestATokenBringsTheRightsOfThisMoment(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		actor, end, err := w.AuthenticateToken(t.Context(), in.Session.AccessToken)
		if err != nil || actor.ID != in.Me.ID || actor.SessionID.Kind() != gid.Session || actor.Home != "" || len(actor.Members) != 0 {
			t.Fatalf("got %+v, %v", actor, err)
		}
		if !end.Equal(in.Session.AccessTokenExpiresAt) || !end.Equal(w.clock.Now().Add(10*time.Minute)) {
			t.Errorf("ends at %s", end)
		}
		w.give(t, minh, access.Volunteer, w.ward, wardPath)
		if _, err := w.UpdateProfile(access.With(t.Context(), actor), identity.UpdateProfileInput{UnitID: &w.other}); err != nil {
			t.Fatal(err)
		}
		actor, err = w.Authenticate(t.Context(), in.Session.AccessToken)
		want := []access.Membership{{Role: access.Volunteer, UnitID: w.ward, Path: wardPath}}
		if err != nil || actor.Home != otherPath || !slices.Equal(actor.Members, want) {
			t.Errorf("got %+v, %v", actor, err)
		}
	})
}

func TestAnAccessTokenLivesTenMinutes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.AccessToken
		w.clock.Advance(10*time.Minute - time.Second)
		w.as(t, token)
		w.clock.Advance(7 * time.Second) // a little more, for clocks that differ
		_, err := w.Authenticate(t.Context(), token)
		wants(t, err, fault.Unauthenticated, "TOKEN_EXPIRED")
	})
}

func TestTheClaimsHoldNoPersonalData(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		w.give(t, minh, access.Admin, w.ward, wardPath)
		next := w.mustRefresh(t, in.Session.RefreshToken)
		claims := decoded(t, next.AccessToken)
		for _, want := range []string{`"sub"`, `"sid"`, `"ver":1`, `"roles":[{"role":"ADMIN","unit":"` + w.ward.String(), `"iss":"gandan"`, `"aud":"gandan-app"`, `"exp"`, `"iat"`, `"nbf"`, `"jti"`} {
			if !strings.Contains(claims, want) {
				t.Errorf("%s lacks %s", claims, want)
			}
		}
		for _, never := range []string{minh, minh[3:], "Người", "Máy"} {
			if strings.Contains(claims, never) {
				t.Errorf("%s holds %s", claims, never)
			}
		}
	})
}

// Another process learns of a change when its memory of two seconds is over; this one at once.
func TestAChangeCountsAtOnceHereAndWithinTwoSecondsElsewhere(t *testing.T) {
	changes := map[string]func(t *testing.T, w *world, in *identity.SignedIn){
		"sign-out": func(t *testing.T, w *world, in *identity.SignedIn) {
			if err := w.SignOut(w.as(t, in.Session.AccessToken)); err != nil {
				t.Fatal(err)
			}
		},
		"suspension": func(t *testing.T, w *world, in *identity.SignedIn) { w.suspend(t, in.Me.ID) },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				in := w.signIn(t, minh)
				elsewhere := w.process(t, w.options)
				if _, err := elsewhere.Authenticate(t.Context(), in.Session.AccessToken); err != nil {
					t.Fatal(err)
				}
				change(t, w, in)
				if _, err := w.Authenticate(t.Context(), in.Session.AccessToken); !fault.Is(err, fault.Unauthenticated) {
					t.Errorf("here: got %v", err)
				}
				w.clock.Advance(2 * time.Second)
				if _, err := elsewhere.Authenticate(t.Context(), in.Session.AccessToken); !fault.Is(err, fault.Unauthenticated) {
					t.Errorf("elsewhere: got %v", err)
				}
			})
		})
	}
}

func TestTheRequestsOfOneScreenAskTheDatabaseOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.AccessToken
		w.as(t, token)
		ctx, counter := store.CountStatements(t.Context())
		for range 10 {
			if _, err := w.Authenticate(ctx, token); err != nil {
				t.Fatal(err)
			}
		}
		if n := counter.Statements(); n != 0 {
			t.Errorf("%d statements", n)
		}
		w.clock.Advance(-time.Second) // the clock of the machine is set back
		if _, err := w.Authenticate(ctx, token); err != nil || counter.Statements() == 0 {
			t.Errorf("what was read in the future is believed: %v", err)
		}
	})
}

func TestASessionEndsByItself(t *testing.T) {
	const day = 24 * time.Hour
	for role, bound := range map[access.Role]identity.Lifetime{
		access.Citizen:   {Idle: 90 * day, Absolute: 180 * day},
		access.Volunteer: {Idle: 30 * day, Absolute: 30 * day},
		access.Admin:     {Idle: 8 * time.Hour, Absolute: day},
	} {
		t.Run(string(role), func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				w.signIn(t, minh)
				if role != access.Citizen {
					w.give(t, minh, role, w.ward, wardPath)
				}
				w.endsUnused(t, bound.Idle)
				w.endsThoughUsed(t, bound)
			})
		})
	}
}

func (w *world) endsUnused(t *testing.T, idle time.Duration) {
	t.Helper()
	w.clock.Advance(time.Hour)
	begin := w.clock.Now()
	token := w.signIn(t, minh).Session.RefreshToken
	w.clock.Set(begin.Add(idle))
	_, err := w.refresh(token)
	wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
}

func (w *world) endsThoughUsed(t *testing.T, bound identity.Lifetime) {
	t.Helper()
	w.clock.Advance(time.Hour)
	begin := w.clock.Now()
	last := w.signIn(t, minh).Session
	for at := bound.Idle / 2; at < bound.Absolute; at += bound.Idle / 2 {
		w.clock.Set(begin.Add(at))
		last = w.mustRefresh(t, last.RefreshToken)
	}
	w.clock.Set(begin.Add(bound.Absolute - time.Second))
	last = w.mustRefresh(t, last.RefreshToken)
	if want := begin.Add(bound.Absolute); !last.AccessTokenExpiresAt.Equal(want) {
		t.Errorf("the access token lives until %s, the session until %s", last.AccessTokenExpiresAt, want)
	}
	w.clock.Set(begin.Add(bound.Absolute))
	_, err := w.refresh(last.RefreshToken)
	wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
	_, err = w.Authenticate(t.Context(), last.AccessToken)
	wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
}

func TestWhoeverBecomesAnAdminKeepsNoSessionOlderThanAnAdminsMayBe(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		old := w.signIn(t, minh).Session
		w.clock.Advance(24 * time.Hour)
		old = w.mustRefresh(t, old.RefreshToken)
		w.give(t, minh, access.Admin, w.ward, wardPath)
		w.clock.Advance(3 * time.Second)
		_, err := w.Authenticate(t.Context(), old.AccessToken)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
		w.as(t, w.signIn(t, minh).Session.AccessToken)
	})
}

func TestWhoeverBecomesAnAdminKeepsNoSessionLongerUnusedThanAnAdminsMayBe(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.signIn(t, minh).Session.RefreshToken
		w.give(t, minh, access.Admin, w.ward, wardPath)
		w.clock.Advance(8 * time.Hour)
		_, err := w.refresh(token)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
	})
}

func TestWhoeverIsNoLongerAnAdminKeepsTheBoundsOfTheSignIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.signIn(t, minh)
		w.give(t, minh, access.Admin, w.ward, wardPath)
		unused, used := w.signInLater(t, minh), w.signInLater(t, minh)
		w.do(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.RoleGrant.Update().SetRevokedAt(tx.Now).ClearHolds().Exec(ctx)
		})
		w.clock.Advance(7 * time.Hour)
		token := w.mustRefresh(t, used.Session.RefreshToken).RefreshToken
		w.clock.Advance(2 * time.Hour)
		_, err := w.refresh(unused.Session.RefreshToken)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
		w.clock.Advance(15 * time.Hour)
		_, err = w.refresh(token)
		wants(t, err, fault.Unauthenticated, "SESSION_ENDED")
	})
}

// signInLater signs in on another device, a minute later.
func (w *world) signInLater(t *testing.T, phone string) *identity.SignedIn {
	t.Helper()
	w.clock.Advance(time.Minute)
	return w.signIn(t, phone)
}

func TestATokenForDevelopmentNeedsNoCode(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token, err := w.TokenFor(t.Context(), "0100000001", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(59 * time.Minute)
		me, err := w.Me(w.as(t, token))
		if err != nil || me.Phone != minh {
			t.Fatalf("got %v, %v", me, err)
		}
		w.clock.Advance(time.Minute)
		if _, err := w.Authenticate(t.Context(), token); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("after its hour: %v", err)
		}
		_, err = w.TokenFor(t.Context(), "113", time.Hour)
		wants(t, err, fault.BadUserInput, "BAD_PHONE")
		if _, err := w.TokenFor(t.Context(), minh, 0); err == nil {
			t.Error("a token without a life was made")
		}
	})
}
