package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// BookForSomebodyInput is a place for somebody without the app.
type BookForSomebodyInput struct {
	SlotID gid.ID
	Field  string
}

// BookForSomebody takes a place for somebody who called or came, until the slot ends. Nothing is written down of who they are:
// they say the code at the door. Places are those that everybody else books.
//
// BAD_USER_INPUT with key FIELD_NOT_HERE; NOT_FOUND, FORBIDDEN; CONFLICT with keys BOOKING_CLOSED, SLOT_BEGUN and SLOT_FULL.
func (s *Service) BookForSomebody(ctx context.Context, in BookForSomebodyInput) (*ent.ReceptionBooking, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		r, slot, err := enter(ctx, tx, in.SlotID)
		if err != nil {
			return nil, err
		}
		if !access.Can(tx.Actor, access.ReceivePeople, access.Object{Path: r.UnitPath}) {
			return nil, fault.New(fault.Forbidden, "FORBIDDEN")
		}
		if err := bookable(r, slot.EndsAt, tx.Now, in.Field); err != nil {
			return nil, err
		}
		return seat(ctx, tx, r, slot, func(b *ent.ReceptionBookingCreate) { b.SetField(in.Field) })
	})
}
