package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// BookReceptionInput is when somebody wants to be received, and about what. Note is of no complaint and no denunciation: when
// IsComplaint says that it is one, what was written is not kept.
type BookReceptionInput struct {
	SlotID      gid.ID
	Field       string
	Note        *string
	IsComplaint bool
}

// Booked is a booking, and where to go with a complaint or a denunciation when it is one.
type Booked struct {
	Booking  *ent.ReceptionBooking
	Guidance *string
}

// Book takes a place in a slot of a published reception, until the slot begins, for anybody who has signed in. A person has so
// many numbers a day, and so many in one field (reception.bookingsPerDay and reception.bookingsPerField; after M100).
//
// BAD_USER_INPUT with keys TOO_LONG and FIELD_NOT_HERE; NOT_FOUND, FORBIDDEN; CONFLICT with keys BOOKING_CLOSED, SLOT_BEGUN,
// LIMIT_A_DAY, LIMIT_A_FIELD and SLOT_FULL.
func (s *Service) Book(ctx context.Context, in BookReceptionInput) (*Booked, error) {
	note, err := noted("input.note", in.Note)
	if err != nil {
		return nil, err
	}
	if in.IsComplaint {
		note = nil
	}
	b, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		if !access.Can(tx.Actor, access.BookReception, access.Object{}) {
			return nil, fault.New(fault.Forbidden, "FORBIDDEN")
		}
		if err := lockSelf(ctx, tx); err != nil {
			return nil, err
		}
		r, slot, err := enter(ctx, tx, in.SlotID)
		if err != nil {
			return nil, err
		}
		if err := bookable(r, slot.StartsAt, tx.Now, in.Field); err != nil {
			return nil, err
		}
		if err := s.limits(ctx, tx, r, in.Field); err != nil {
			return nil, err
		}
		return seat(ctx, tx, r, slot, func(b *ent.ReceptionBookingCreate) {
			b.SetAccountID(tx.Actor.ID).SetField(in.Field).SetNillableNote(note)
		})
	})
	if err != nil {
		return nil, err
	}
	return &Booked{Booking: b, Guidance: guidance(ctx, in.IsComplaint)}, nil
}

// guidance says where to go with a complaint or a denunciation, nil when it is none.
func guidance(ctx context.Context, complaint bool) *string {
	if !complaint {
		return nil
	}
	words := fault.Message("RECEPTION_COMPLAINT_GUIDANCE", access.RequestFrom(ctx).Language, nil)
	return &words
}

// enter locks the reception of the slot and reads both. NOT_FOUND.
func enter(ctx context.Context, tx *store.Tx, slotID gid.ID) (*ent.Reception, *ent.ReceptionSlot, error) {
	slot, err := tx.ReceptionSlot.Get(ctx, slotID)
	if err != nil {
		return nil, nil, err
	}
	r, err := lock(ctx, tx, slot.ReceptionID)
	if err != nil {
		return nil, nil, err
	}
	slot, err = tx.ReceptionSlot.Get(ctx, slotID) // as it stands under the lock
	return r, slot, err
}

// bookable says whether places of the slot are given out before the instant, for the field.
func bookable(r *ent.Reception, before, now time.Time, field string) error {
	if err := received(r, field); err != nil {
		return err
	}
	switch {
	case r.Status != reception.StatusPUBLISHED:
		return fault.New(fault.Conflict, "BOOKING_CLOSED")
	case !now.Before(before):
		return fault.New(fault.Conflict, "SLOT_BEGUN")
	}
	return nil
}

// limits holds the actor to the numbers of a day. Those who gave theirs up, or got none, may take another.
func (s *Service) limits(ctx context.Context, tx *store.Tx, r *ent.Reception, field string) error {
	mine, err := tx.ReceptionBooking.Query().Where(
		receptionbooking.AccountID(tx.Actor.ID), receptionbooking.Day(dayOf(r)),
		receptionbooking.StatusNotIn(receptionbooking.StatusCANCELLED, receptionbooking.StatusLAPSED),
	).Select(receptionbooking.FieldField).All(ctx)
	if err != nil {
		return err
	}
	same := 0
	for _, b := range mine {
		if b.Field == field {
			same++
		}
	}
	if most := s.rule(bookingsADay, r.UnitPath, r.StartsAt, s.policy.BookingsADay); len(mine) >= most {
		return fault.New(fault.Conflict, "LIMIT_A_DAY").With("max", most)
	}
	if most := s.rule(bookingsAField, r.UnitPath, r.StartsAt, s.policy.BookingsAField); same >= most {
		return fault.New(fault.Conflict, "LIMIT_A_FIELD").With("max", most)
	}
	return nil
}

// seat takes a place of the slot and writes the number down. CONFLICT with key SLOT_FULL.
func seat(ctx context.Context, tx *store.Tx, r *ent.Reception, slot *ent.ReceptionSlot, fill func(*ent.ReceptionBookingCreate)) (*ent.ReceptionBooking, error) {
	taken, err := take(ctx, tx, slot)
	if err == nil && !taken {
		err = fault.New(fault.Conflict, "SLOT_FULL")
	}
	if err != nil {
		return nil, err
	}
	create, err := row(ctx, tx, r, slot)
	if err != nil {
		return nil, err
	}
	fill(create)
	b, err := create.Save(ctx)
	if err != nil {
		return nil, err
	}
	return b, tell(ctx, tx, EventBooked, b)
}
