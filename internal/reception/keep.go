package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// KeepReceptionPromiseInput is which promise was kept, and what the answer was.
type KeepReceptionPromiseInput struct {
	ID   gid.ID
	Note string
}

// Keep writes down that the promised answer has come. The person is told.
//
// BAD_USER_INPUT with keys REQUIRED and TOO_LONG; NOT_FOUND, FORBIDDEN; CONFLICT with key WRONG_STATE.
func (s *Service) Keep(ctx context.Context, in KeepReceptionPromiseInput) (*ent.ReceptionBooking, error) {
	note, err := noted("input.note", &in.Note)
	if err == nil && note == nil {
		err = fault.Bad("input.note", "REQUIRED")
	}
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		_, b, err := booking(ctx, tx, in.ID, keep)
		if err != nil {
			return nil, err
		}
		return move(ctx, tx, b, keep, func(u *ent.ReceptionBookingUpdate) { u.SetKeptAt(tx.Now).SetAnswer(*note) })
	})
}
