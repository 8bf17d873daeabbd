package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// WaitForReceptionInput is where somebody waits for a place, and about what.
type WaitForReceptionInput struct {
	ReceptionID gid.ID
	Field       string
}

// Wait takes the next number of the waiting list of a reception that is full. Whatever place becomes free first goes to whoever
// has waited longest, whatever they come about. The limits of a person are those of Book.
//
// BAD_USER_INPUT with key FIELD_NOT_HERE; NOT_FOUND, FORBIDDEN; CONFLICT with keys BOOKING_CLOSED, SLOT_BEGUN, LIMIT_A_DAY,
// LIMIT_A_FIELD, PLACES_FREE and WAITING_FULL.
func (s *Service) Wait(ctx context.Context, in WaitForReceptionInput) (*ent.ReceptionBooking, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		if !access.Can(tx.Actor, access.BookReception, access.Object{}) {
			return nil, fault.New(fault.Forbidden, "FORBIDDEN")
		}
		if err := lockSelf(ctx, tx); err != nil {
			return nil, err
		}
		r, err := lock(ctx, tx, in.ReceptionID)
		if err != nil {
			return nil, err
		}
		all, err := slotsOf(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		if err := s.mayWait(ctx, tx, r, all, in.Field); err != nil {
			return nil, err
		}
		return queue(ctx, tx, r, in.Field)
	})
}

func (s *Service) mayWait(ctx context.Context, tx *store.Tx, r *ent.Reception, all []*ent.ReceptionSlot, field string) error {
	if err := bookable(r, lastStart(all), tx.Now, field); err != nil {
		return err
	}
	if err := s.limits(ctx, tx, r, field); err != nil {
		return err
	}
	switch {
	case len(freeSlots(all, tx.Now)) > 0:
		return fault.New(fault.Conflict, "PLACES_FREE")
	case r.WaitingCount >= s.policy.WaitingAtMost:
		return fault.New(fault.Conflict, "WAITING_FULL").With("max", s.policy.WaitingAtMost)
	}
	return nil
}

// lastStart is when the last slot begins: after it nobody gets a place any more.
func lastStart(all []*ent.ReceptionSlot) time.Time {
	if len(all) == 0 {
		return time.Time{}
	}
	return all[len(all)-1].StartsAt
}

// queue writes the number down.
func queue(ctx context.Context, tx *store.Tx, r *ent.Reception, field string) (*ent.ReceptionBooking, error) {
	if err := waiting(ctx, tx, r, 1); err != nil {
		return nil, err
	}
	create, err := row(ctx, tx, r, nil)
	if err != nil {
		return nil, err
	}
	b, err := create.SetAccountID(tx.Actor.ID).SetField(field).Save(ctx)
	if err != nil {
		return nil, err
	}
	return b, tell(ctx, tx, EventWaiting, b)
}
