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

// CallOffShiftInput is which shift is called off, and why.
type CallOffShiftInput struct {
	ID     gid.ID
	Reason string
}

// CallOffShift calls off a shift that has not begun, by a lead or an admin; all who signed up are told.
//
// NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; CONFLICT with keys
// SHIFT_CALLED_OFF and SHIFT_BEGAN.
func (s *Service) CallOffShift(ctx context.Context, in CallOffShiftInput) (*ent.Shift, error) {
	why, err := reason("input.reason", in.Reason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Shift, error) {
		row, err := lockShift(ctx, tx, in.ID)
		if err != nil {
			return nil, err
		}
		v, err := acting(ctx, tx)
		if err != nil {
			return nil, err
		}
		if err := v.shiftArrow(row, callOff, tx.Now); err != nil {
			return nil, err
		}
		if err := callOffOne(ctx, tx, row, why); err != nil {
			return nil, err
		}
		return tx.Shift.Get(asSystem(ctx), row.ID)
	})
}

// shiftArrow answers whether the viewer may do the verb to the shift now. FORBIDDEN with keys FORBIDDEN and NOT_LEAD; CONFLICT
// with keys SHIFT_CALLED_OFF and SHIFT_BEGAN.
func (v viewed) shiftArrow(row *ent.Shift, verb string, now time.Time) error {
	if err := v.may(ShiftLife().Action(verb), row.TeamID, access.Object{Path: row.UnitPath}); err != nil {
		return err
	}
	_, err := ShiftLife().Find(row.Status, verb)
	switch {
	case err != nil:
		return fault.New(fault.Conflict, "SHIFT_CALLED_OFF")
	case !now.Before(row.StartsAt):
		return fault.New(fault.Conflict, "SHIFT_BEGAN")
	}
	return nil
}

// lockShift locks the row of the shift and reads it. It comes before any other write of a transaction about sign-ups.
// NOT_FOUND for a shift that the actor may not read.
func lockShift(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.Shift, error) {
	if err := tx.Shift.Update().Where(shift.ID(id)).AddSignedCount(0).Exec(ctx); err != nil {
		return nil, err
	}
	return tx.Shift.Get(ctx, id)
}

// callOffOne calls off the shift and the sign-ups for it. One fact tells all of them.
func callOffOne(ctx context.Context, tx *store.Tx, row *ent.Shift, why string) error {
	arrow, err := ShiftLife().Find(row.Status, callOff)
	if err != nil {
		return err
	}
	u := tx.Shift.Update().Where(shift.ID(row.ID), shift.StatusEQ(row.Status)).
		SetStatus(arrow.To).SetCalledOffAt(tx.Now).SetCallOffReason(why).SetSignedCount(0)
	if err := exactlyOne(u.Save(ctx)); err != nil {
		return err
	}
	signed, err := tx.ShiftSignup.Query().Where(shiftsignup.ShiftID(row.ID), shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP)).
		Order(ent.Asc(shiftsignup.FieldCreatedAt), ent.Asc(shiftsignup.FieldID)).All(asSystem(ctx))
	for i := 0; err == nil && i < len(signed); i++ {
		err = moveSignup(ctx, tx, signed[i], callOff, func(u *ent.ShiftSignupUpdate) { u.ClearActiveFor() })
	}
	if err != nil {
		return err
	}
	return tx.Emit(ctx, arrow.Event, row.ID, map[string]string{"team": row.TeamID.String()})
}
