package team

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/ent/teammember"
	"gandan/internal/store"
)

// SignUpInput is for which shift.
type SignUpInput struct{ ShiftID gid.ID }

// SignedUpFor is what became of a sign-up; the row is the person's own, nil when they have none that counts.
type SignedUpFor struct {
	Answer Answer
	Signup *ent.ShiftSignup
}

// SignUp signs the actor up for a shift, or answers why not; that is no error. Whoever is in the shift already gets ALREADY and
// the same row again. NOT_FOUND for a shift that the actor may not read.
//
// The row of the shift is locked first, then the memberships of the person: two people cannot take one place, and one person
// cannot be in two shifts at a time, however many phones they hold.
func (s *Service) SignUp(ctx context.Context, in SignUpInput) (*SignedUpFor, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*SignedUpFor, error) {
		row, err := lockShift(ctx, tx, in.ShiftID)
		if err != nil {
			return nil, err
		}
		if err := lockPerson(ctx, tx); err != nil {
			return nil, err
		}
		v, err := acting(ctx, tx)
		if err != nil {
			return nil, err
		}
		held, err := s.heldBetween(ctx, tx.Client, tx.Actor.ID, row.StartsAt, row.EndsAt)
		if err != nil {
			return nil, err
		}
		switch a := s.answer(v, row, held, tx.Now); a {
		case SignedUp:
			return take(ctx, tx, row)
		case Already:
			return &SignedUpFor{a, of(held, row.ID)}, nil
		default:
			return &SignedUpFor{Answer: a}, nil
		}
	})
}

// lockPerson locks the memberships of the actor: every sign-up of theirs passes here, and so does the end of a membership.
func lockPerson(ctx context.Context, tx *store.Tx) error {
	return tx.TeamMember.Update().Where(teammember.AccountID(tx.Actor.ID), teammember.StatusEQ(teammember.StatusACTIVE)).Exec(ctx)
}

// take takes a place while there is one: the condition is asked of the row itself when it changes.
func take(ctx context.Context, tx *store.Tx, row *ent.Shift) (*SignedUpFor, error) {
	n, err := tx.Shift.Update().Where(shift.ID(row.ID), shift.StatusEQ(shift.StatusPLANNED), predicate.Shift(room)).AddSignedCount(1).Save(ctx)
	if err != nil {
		return nil, err
	}
	if n != 1 {
		return &SignedUpFor{Answer: Full}, nil
	}
	r, err := tx.ShiftSignup.Create().SetShiftID(row.ID).SetTeamID(row.TeamID).SetUnitID(row.UnitID).SetUnitPath(row.UnitPath).
		SetAccountID(tx.Actor.ID).SetStatus(shiftsignup.StatusSIGNED_UP).SetActiveFor(activeFor(row.ID, tx.Actor.ID)).
		SetStartsAt(row.StartsAt).SetEndsAt(row.EndsAt).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := touchSignups(ctx, tx, row.ID); err != nil {
		return nil, err
	}
	return &SignedUpFor{SignedUp, r}, tellSignup(ctx, tx, EventSignedUp, r)
}

// room is the condition that one more may come.
func room(s *sql.Selector) {
	s.Where(sql.ColumnsLT(s.C(shift.FieldSignedCount), s.C(shift.FieldCapacity)))
}

// mostHeld bounds the sign-ups that are read of one person at a time; a shift is half an hour at least and they do not overlap.
const mostHeld = 5000

// heldBetween are the sign-ups of the person that count and may overlap the time. A shift that began longer ago than the longest
// one lasts is over, which bounds what is read.
func (s *Service) heldBetween(ctx context.Context, db *ent.Client, accountID gid.ID, from, to time.Time) ([]*ent.ShiftSignup, error) {
	return db.ShiftSignup.Query().
		Where(shiftsignup.AccountID(accountID), shiftsignup.StatusIn(shiftsignup.StatusSIGNED_UP, shiftsignup.StatusPRESENT, shiftsignup.StatusNO_SHOW),
			shiftsignup.StartsAtGTE(from.Add(-s.policy.Longest)), shiftsignup.StartsAtLT(to)).
		Limit(mostHeld).All(asSystem(ctx))
}

func of(held []*ent.ShiftSignup, shiftID gid.ID) *ent.ShiftSignup {
	for _, r := range held {
		if r.ShiftID == shiftID {
			return r
		}
	}
	return nil
}
