package notify_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/ent/unit"
	"gandan/internal/store"
)

// joining adds a person: an admin of the unit, or nobody in particular without one.
func (w *world) joining(n int, of *ent.Unit) *ent.Account {
	w.t.Helper()
	a, err := store.Write(system, w.store, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		a, err := person(ctx, tx, n)
		if err == nil && of != nil {
			err = tx.RoleGrant.Create().SetUnitID(of.ID).SetUnitPath(of.Path).SetAccountID(a.ID).SetRole(rolegrant.RoleADMIN).Exec(ctx)
		}
		return a, err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// below is a ward of the unit of the world.
func (w *world) below() *ent.Unit {
	w.t.Helper()
	u, err := store.Write(system, w.store, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode("00071").SetName("Phường nhỏ").SetNameFolded("phuong nho").SetKind(unit.KindWARD).
			SetPath("/00070/00071/").SetIdentity("00071").SetSource("test").SetConfidence("test").SetParentID(w.ward.ID).Save(ctx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return u
}

func TestADisputeReachesTheLeadsAndTheAdminsAndNobodyTwice(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.crew() // w.other leads
		volunteer, admin, small := w.joining(11, nil), w.joining(12, w.ward), w.below()
		dispute := func(u *ent.Unit, who *ent.Account) gid.ID {
			log := w.ids.New(gid.AssistanceLog, w.clock.Now())
			fact := w.fact("assistance.log_disputed", log, "request", w.request.ID.String(), "volunteer", who.ID.String(), "unit", u.ID.String(), "status", "DISPUTED")
			fact.Actor, fact.At = w.citizen.ID, w.clock.Now()
			w.tell(fact)
			return fact.ID
		}
		first := dispute(w.ward, volunteer)
		for name, who := range map[string]*ent.Account{"volunteer": volunteer, "lead": w.other, "admin": admin} {
			if lines := w.linesOf(who); len(lines) != 1 || lines[0].EventID != first {
				t.Errorf("the %s has %d lines", name, len(lines))
			}
		}
		says := func(who *ent.Account) string { return w.inbox.Text(in("en", who), w.linesOf(who)[0]) }
		if says(w.other) != says(admin) || says(admin) == says(volunteer) {
			t.Errorf("the lead reads %q, the admin %q, the volunteer %q", says(w.other), says(admin), says(volunteer))
		}
		if n := len(w.linesOf(w.citizen)); n != 0 {
			t.Errorf("who disputes has %d lines", n)
		}
		dispute(small, w.other) // nobody runs the small ward, and its lead wrote the log
		if a, b := len(w.linesOf(admin)), len(w.linesOf(w.other)); a != 2 || b != 2 {
			t.Errorf("the admin above has %d lines, the lead who wrote %d", a, b)
		}
		if says(w.other) == says(admin) {
			t.Error("a lead is asked to look at a log of their own")
		}
		own := w.joining(13, small)
		dispute(small, volunteer)
		if a, b := len(w.linesOf(admin)), len(w.linesOf(own)); a != 2 || b != 1 {
			t.Errorf("beside an admin of the ward the one above has %d lines, the nearer one %d", a, b)
		}
	})
}

func TestAnObjectionReachesTheAdminsTooAndAMissingPairThemWhenNobodyLeads(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		c, admin := w.crew(), w.joining(12, w.ward)
		tell := func(name string, subject gid.ID) {
			fact := w.fact(name, subject, "shift", c.shift.ID.String())
			fact.Actor, fact.At = w.citizen.ID, w.clock.Now()
			w.tell(fact)
		}
		tell("team.objected", c.signup.ID)
		for _, who := range []*ent.Account{w.other, admin} {
			lines := w.linesOf(who)
			if len(lines) != 1 || lines[0].SubjectID != c.signup.ID || !strings.Contains(w.inbox.Text(in("en", who), lines[0]), "objects to the absence") {
				t.Errorf("of an objection: %v", lines)
			}
		}
		tell("team.pair_missing", c.shift.ID)
		if a, b := len(w.linesOf(w.other)), len(w.linesOf(admin)); a != 2 || b != 1 {
			t.Errorf("of a missing pair the lead has %d lines, the admin %d", a, b)
		}
		w.clock.Advance(400 * 24 * time.Hour) // the lead's term is over
		tell("team.pair_missing", c.shift.ID)
		if a, b := len(w.linesOf(w.other)), len(w.linesOf(admin)); a != 2 || b != 2 {
			t.Errorf("without a lead the former one has %d lines, the admin %d", a, b)
		}
	})
}
