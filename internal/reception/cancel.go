package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/receptionbooking"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CancelBookingInput is which number to give up.
type CancelBookingInput struct{ ID gid.ID }

// Cancel gives up a place until its slot begins, or waiting for one at any time; the number stays as history. The place goes to
// whoever has waited longest.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_BOOKING; CONFLICT with keys WRONG_STATE and SLOT_BEGUN.
func (s *Service) Cancel(ctx context.Context, in CancelBookingInput) (*ent.ReceptionBooking, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		r, b, err := booking(ctx, tx, in.ID, cancel)
		if err != nil {
			return nil, err
		}
		if _, err := BookingLife().Find(b.Status, cancel); err != nil {
			return nil, err
		}
		if err := leave(ctx, tx, r, b); err != nil {
			return nil, err
		}
		left, err := move(ctx, tx, b, cancel, func(u *ent.ReceptionBookingUpdate) { u.SetCancelledAt(tx.Now) })
		if err != nil {
			return nil, err
		}
		return left, settle(ctx, tx, r)
	})
}

// leave gives back what the number holds: a place, or one of the waiting list.
func leave(ctx context.Context, tx *store.Tx, r *ent.Reception, b *ent.ReceptionBooking) error {
	if b.Status == receptionbooking.StatusWAITING {
		return waiting(ctx, tx, r, -1)
	}
	slot, err := tx.ReceptionSlot.Get(ctx, *b.SlotID)
	if err != nil {
		return err
	}
	if !tx.Now.Before(slot.StartsAt) {
		return fault.New(fault.Conflict, "SLOT_BEGUN")
	}
	return giveBack(ctx, tx, slot.ID)
}

// booking locks the reception of a booking and reads both, for the verb. NOT_FOUND, FORBIDDEN.
func booking(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Reception, *ent.ReceptionBooking, error) {
	b, err := tx.ReceptionBooking.Get(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if !access.Can(tx.Actor, BookingLife().Action(verb), object(b)) {
		return nil, nil, forbidden(verb)
	}
	r, err := lock(ctx, tx, b.ReceptionID)
	if err != nil {
		return nil, nil, err
	}
	b, err = tx.ReceptionBooking.Get(ctx, id) // as it stands under the lock
	return r, b, err
}

func forbidden(verb string) error {
	if verb == cancel {
		return fault.New(fault.Forbidden, "NOT_YOUR_BOOKING")
	}
	return fault.New(fault.Forbidden, "FORBIDDEN")
}

// object is the booking as far as access is concerned.
func object(b *ent.ReceptionBooking) access.Object {
	o := access.Object{Path: b.UnitPath}
	if b.AccountID != nil {
		o.Owner = *b.AccountID
	}
	return o
}
