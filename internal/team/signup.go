package team

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// signupArrow answers whether the viewer may do the verb to the sign-up now; the verbs and actions both ask it.
// FORBIDDEN with keys FORBIDDEN, NOT_LEAD and NOT_YOUR_SIGNUP; CONFLICT with keys WRONG_STATE, SHIFT_BEGAN, SHIFT_NOT_BEGUN,
// MARKING_OVER and ALREADY_OBJECTED.
func (s *Service) signupArrow(v viewed, r *ent.ShiftSignup, verb string, now time.Time) error {
	action, o := SignupLife().Action(verb), access.Object{Path: r.UnitPath, Owner: r.AccountID}
	if err := v.may(action, r.TeamID, o); err != nil {
		if action == access.KeepSignup {
			err = fault.New(fault.Forbidden, "NOT_YOUR_SIGNUP")
		}
		return err
	}
	_, err := SignupLife().Find(r.Status, verb)
	began, marking := !now.Before(r.StartsAt), verb == present || verb == noShow
	switch {
	case err != nil:
	case verb == leave && began:
		err = fault.New(fault.Conflict, "SHIFT_BEGAN")
	case marking && !began:
		err = fault.New(fault.Conflict, "SHIFT_NOT_BEGUN")
	case marking && now.After(r.StartsAt.Add(s.policy.MarkFor)):
		err = fault.New(fault.Conflict, "MARKING_OVER").With("days", int(s.policy.MarkFor.Hours()/24))
	case verb == object && r.ObjectedAt != nil:
		err = fault.New(fault.Conflict, "ALREADY_OBJECTED")
	}
	return err
}

// forSignup locks the shift of a sign-up for a deed, does it and tells of it. NOT_FOUND; the refusals of signupArrow.
func (s *Service) forSignup(ctx context.Context, id gid.ID, verb string, do func(context.Context, *store.Tx, *ent.ShiftSignup) error) (*ent.ShiftSignup, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ShiftSignup, error) {
		r, err := tx.ShiftSignup.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		if _, err := lockShift(asSystem(ctx), tx, r.ShiftID); err != nil {
			return nil, err
		}
		if r, err = tx.ShiftSignup.Get(ctx, id); err != nil { // as it stands under the lock
			return nil, err
		}
		v, err := acting(ctx, tx)
		if err != nil {
			return nil, err
		}
		if err := s.signupArrow(v, r, verb, tx.Now); err != nil {
			return nil, err
		}
		if err := do(ctx, tx, r); err != nil {
			return nil, err
		}
		return tx.ShiftSignup.Get(asSystem(ctx), id)
	})
}

// moveSignup takes a sign-up along the arrow of the verb and tells of it. CONFLICT when somebody was faster.
func moveSignup(ctx context.Context, tx *store.Tx, r *ent.ShiftSignup, verb string, set func(*ent.ShiftSignupUpdate)) error {
	row, err := SignupLife().Find(r.Status, verb)
	if err != nil {
		return err
	}
	u := tx.ShiftSignup.Update().Where(shiftsignup.ID(r.ID), shiftsignup.StatusEQ(r.Status))
	if row.To != "" {
		u.SetStatus(row.To)
	}
	set(u)
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return err
	}
	return tellSignup(ctx, tx, row.Event, r)
}

// leaveOne gives the place of a sign-up back; the row stays as history.
func leaveOne(ctx context.Context, tx *store.Tx, r *ent.ShiftSignup) error {
	u := tx.Shift.Update().Where(shift.ID(r.ShiftID), shift.SignedCountGT(0)).AddSignedCount(-1)
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return err
	}
	if err := moveSignup(ctx, tx, r, leave, func(u *ent.ShiftSignupUpdate) { u.SetLeftAt(tx.Now).ClearActiveFor() }); err != nil {
		return err
	}
	return touchSignups(ctx, tx, r.ShiftID)
}
