package identity_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/store"
)

func (w *world) version(t *testing.T, id gid.ID) int {
	t.Helper()
	return w.store.Reader(w.system()).Account.Query().Where(account.ID(id)).OnlyX(w.system()).GrantsVersion
}

func TestAnAdminGivesARoleAndItCountsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, in := w.admin(t, minh), w.signIn(t, lan)
		w.as(t, in.Session.AccessToken) // remembered without the role
		g, err := w.GrantRole(admin, identity.GrantRoleInput{CitizenID: in.Me.ID, Role: access.Volunteer, UnitID: w.ward})
		if err != nil || g.AccountID != in.Me.ID || g.UnitPath != wardPath || g.GrantedByID == nil {
			t.Fatalf("got %v, %v", g, err)
		}
		actor, _ := access.From(w.as(t, in.Session.AccessToken))
		if len(actor.Members) != 1 || actor.Members[0] != (access.Membership{Role: access.Volunteer, UnitID: w.ward, Path: wardPath}) {
			t.Errorf("the token brings %v", actor.Members)
		}
		if v := w.version(t, in.Me.ID); v != 2 || w.events(t, identity.EventRoleGranted) != 1 {
			t.Errorf("version %d", v)
		}
	})
}

func TestARoleTakenBackIsLostAtOnceHereAndSoonElsewhere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, in := w.admin(t, minh), w.signIn(t, lan)
		g, err := w.GrantRole(admin, identity.GrantRoleInput{CitizenID: in.Me.ID, Role: access.Admin, UnitID: w.ward})
		if err != nil {
			t.Fatal(err)
		}
		elsewhere := w.process(t, w.options)
		if a, err := elsewhere.Authenticate(t.Context(), in.Session.AccessToken); err != nil || len(a.Members) != 1 {
			t.Fatalf("got %v, %v", a, err)
		}
		w.as(t, in.Session.AccessToken)
		back, err := w.RevokeRole(admin, identity.RevokeRoleInput{GrantID: g.ID})
		if err != nil || back.RevokedAt == nil || back.RevokedByID == nil || back.Holds != nil {
			t.Fatalf("got %v, %v", back, err)
		}
		if a, _ := access.From(w.as(t, in.Session.AccessToken)); len(a.Members) != 0 {
			t.Errorf("here it still brings %v", a.Members)
		}
		w.clock.Advance(2 * time.Second)
		if a, err := elsewhere.Authenticate(t.Context(), in.Session.AccessToken); err != nil || len(a.Members) != 0 {
			t.Errorf("elsewhere it still brings %v, %v", a.Members, err)
		}
		if v := w.version(t, in.Me.ID); v != 3 || w.events(t, identity.EventRoleRevoked) != 1 {
			t.Errorf("version %d", v)
		}
	})
}

func TestARoleTakenBackMayBeGivenAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, in := w.admin(t, minh), w.signIn(t, lan)
		give := identity.GrantRoleInput{CitizenID: in.Me.ID, Role: access.Volunteer, UnitID: w.ward}
		first, err := w.GrantRole(admin, give)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.RevokeRole(admin, identity.RevokeRoleInput{GrantID: first.ID}); err != nil {
			t.Fatal(err)
		}
		second, err := w.GrantRole(admin, give)
		if err != nil || second.ID == first.ID {
			t.Fatalf("got %v, %v", second, err)
		}
	})
}

func TestGrantRoleIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, volunteer := w.admin(t, minh), w.signIn(t, lan)
		w.give(t, lan, access.Volunteer, w.ward, wardPath)
		w.give(t, lan, access.Admin, w.ward, wardPath)
		self, _ := access.From(admin)
		citizen := w.signIn(t, hoa)
		onlyVolunteer := w.signIn(t, tuan)
		w.give(t, tuan, access.Volunteer, w.ward, wardPath)
		ok := identity.GrantRoleInput{CitizenID: citizen.Me.ID, Role: access.Volunteer, UnitID: w.ward}
		change := func(fn func(*identity.GrantRoleInput)) identity.GrantRoleInput { in := ok; fn(&in); return in }
		for name, c := range map[string]struct {
			who  context.Context
			in   identity.GrantRoleInput
			code fault.Code
			key  fault.Key
		}{
			"by a visitor":             {visitor(), ok, fault.Unauthenticated, "UNAUTHENTICATED"},
			"by a citizen":             {w.asElsewhere(t, citizen.Session.AccessToken), ok, fault.Forbidden, "FORBIDDEN"},
			"by a volunteer":           {w.asElsewhere(t, onlyVolunteer.Session.AccessToken), ok, fault.Forbidden, "FORBIDDEN"},
			"in another ward":          {admin, change(func(in *identity.GrantRoleInput) { in.UnitID = w.other }), fault.Forbidden, "FORBIDDEN"},
			"in the unit above":        {admin, change(func(in *identity.GrantRoleInput) { in.UnitID = w.city }), fault.Forbidden, "FORBIDDEN"},
			"in an old unit of others": {admin, change(func(in *identity.GrantRoleInput) { in.UnitID = w.gone }), fault.Forbidden, "FORBIDDEN"},
			"to oneself":               {admin, change(func(in *identity.GrantRoleInput) { in.CitizenID = self.ID }), fault.Forbidden, "OWN_ROLE"},
			"to nobody":                {admin, change(func(in *identity.GrantRoleInput) { in.CitizenID = gid.Make(gid.Account, w.clock.Now(), 9, [6]byte{}) }), fault.NotFound, "UNKNOWN_CITIZEN"},
			"to a unit":                {admin, change(func(in *identity.GrantRoleInput) { in.CitizenID = w.ward }), fault.NotFound, "UNKNOWN_CITIZEN"},
			"in a place that is none":  {admin, change(func(in *identity.GrantRoleInput) { in.UnitID = citizen.Me.ID }), fault.BadUserInput, "UNKNOWN_UNIT"},
			"as a citizen":             {admin, change(func(in *identity.GrantRoleInput) { in.Role = access.Citizen }), fault.BadUserInput, "ROLE_NOT_GRANTABLE"},
			"that is held":             {admin, change(func(in *identity.GrantRoleInput) { in.CitizenID = volunteer.Me.ID }), fault.Conflict, "ALREADY_GRANTED"},
		} {
			t.Run(name, func(t *testing.T) {
				g, err := w.GrantRole(c.who, c.in)
				wants(t, err, c.code, c.key)
				if g != nil {
					t.Error("a grant came back")
				}
			})
		}
		if n := w.events(t, identity.EventRoleGranted); n != 0 {
			t.Errorf("%d grants were told of", n)
		}
	})
}

func TestNoRoleIsGivenInAUnitNoLongerInForce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in, citizen := w.signIn(t, minh), w.signIn(t, lan)
		w.give(t, minh, access.Admin, w.city, cityPath)
		admin := w.asElsewhere(t, in.Session.AccessToken)
		_, err := w.GrantRole(admin, identity.GrantRoleInput{CitizenID: citizen.Me.ID, Role: access.Volunteer, UnitID: w.gone})
		wants(t, err, fault.BadUserInput, "UNIT_NOT_IN_FORCE")
		for _, unit := range []gid.ID{w.city, w.ward, w.other} {
			if _, err := w.GrantRole(admin, identity.GrantRoleInput{CitizenID: citizen.Me.ID, Role: access.Volunteer, UnitID: unit}); err != nil {
				t.Errorf("within the subtree: %v", err)
			}
		}
	})
}

func TestRevokeRoleIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, in, far := w.admin(t, minh), w.signIn(t, lan), w.signIn(t, hoa)
		g, err := w.GrantRole(admin, identity.GrantRoleInput{CitizenID: in.Me.ID, Role: access.Volunteer, UnitID: w.ward})
		if err != nil {
			t.Fatal(err)
		}
		w.give(t, hoa, access.Admin, w.other, otherPath)
		farAdmin, self := w.asElsewhere(t, far.Session.AccessToken), w.as(t, in.Session.AccessToken)
		own := w.store.Reader(admin).RoleGrant.Query().AllX(admin)
		revoke := func(ctx context.Context, id gid.ID) error {
			_, err := w.RevokeRole(ctx, identity.RevokeRoleInput{GrantID: id})
			return err
		}
		wants(t, revoke(visitor(), g.ID), fault.Unauthenticated, "UNAUTHENTICATED")
		wants(t, revoke(farAdmin, g.ID), fault.NotFound, "NOT_FOUND")
		wants(t, revoke(farAdmin, gid.Make(gid.Grant, w.clock.Now(), 9, [6]byte{})), fault.NotFound, "NOT_FOUND")
		wants(t, revoke(admin, in.Me.ID), fault.NotFound, "NOT_FOUND")
		wants(t, revoke(self, g.ID), fault.Forbidden, "OWN_ROLE")
		for _, mine := range own {
			if mine.ID != g.ID {
				wants(t, revoke(admin, mine.ID), fault.Forbidden, "OWN_ROLE")
			}
		}
		if err := revoke(admin, g.ID); err != nil {
			t.Fatal(err)
		}
		wants(t, revoke(admin, g.ID), fault.Conflict, "ALREADY_REVOKED")
	})
}

func TestTwentyEqualGrantsAtOnceMakeOne(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, in := w.admin(t, minh), w.signIn(t, lan)
		give := identity.GrantRoleInput{CitizenID: in.Me.ID, Role: access.Volunteer, UnitID: w.ward}
		errs := together(20, func(int) error { _, err := w.GrantRole(admin, give); return err })
		if successes(errs) != 1 || w.version(t, in.Me.ID) != 2 {
			t.Fatalf("got %v", errs)
		}
		for _, err := range errs {
			if err != nil && !fault.HasKey(err, "ALREADY_GRANTED") {
				t.Errorf("got %v", err)
			}
		}
		g := w.store.Reader(w.as(t, in.Session.AccessToken)).RoleGrant.Query().OnlyX(w.as(t, in.Session.AccessToken))
		errs = together(20, func(int) error {
			_, err := w.RevokeRole(admin, identity.RevokeRoleInput{GrantID: g.ID})
			return err
		})
		if successes(errs) != 1 || w.version(t, in.Me.ID) != 3 || w.events(t, identity.EventRoleRevoked) != 1 {
			t.Errorf("got %v", errs)
		}
	})
}

func TestAPersonHoldsFiftyRolesAtMost(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin, in := w.admin(t, minh), w.signIn(t, lan)
		w.do(t, func(ctx context.Context, tx *store.Tx) error {
			for i := range 49 {
				c := tx.RoleGrant.Create().SetAccountID(in.Me.ID).SetRole(grantable(access.Volunteer)).SetUnitID(w.other).SetUnitPath(otherPath)
				if err := c.SetHolds(time.Duration(i).String()).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		_, err := w.GrantRole(admin, identity.GrantRoleInput{CitizenID: in.Me.ID, Role: access.Volunteer, UnitID: w.ward})
		wants(t, err, fault.LimitExceeded, "TOO_MANY_ROLES")
	})
}

func TestWhatAPersonMayBe(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.signIn(t, minh)
		w.give(t, minh, access.Volunteer, w.ward, wardPath)
		w.give(t, minh, access.Admin, w.other, otherPath)
		ctx := w.as(t, in.Session.AccessToken)
		me, err := w.UpdateProfile(ctx, identity.UpdateProfileInput{UnitID: &w.ward})
		if err != nil {
			t.Fatal(err)
		}
		// Also in the answer to verifyOtp, where the caller is still a visitor.
		for _, ctx := range []context.Context{ctx, visitor()} {
			list, err := w.Memberships(ctx, me)
			if err != nil || len(list) != 3 {
				t.Fatalf("got %v, %v", list, err)
			}
			want := []access.Membership{{Role: access.Citizen, UnitID: w.ward, Path: wardPath}, {Role: access.Volunteer, UnitID: w.ward, Path: wardPath}, {Role: access.Admin, UnitID: w.other, Path: otherPath}}
			for i := range want {
				if *list[i] != want[i] {
					t.Errorf("place %d: %v", i, *list[i])
				}
			}
		}
		if none, err := w.Memberships(visitor(), w.signIn(t, lan).Me); err != nil || len(none) != 0 {
			t.Errorf("a newcomer is %v, %v", none, err)
		}
	})
}
