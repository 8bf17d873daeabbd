package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/receptionbooking"
	"gandan/ent/receptionslot"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CloseReceptionInput is which reception has been held.
type CloseReceptionInput struct{ ID gid.ID }

// Close ends a reception that has begun, once everybody who came has been received. Whoever had a number for a time that has
// passed did not come; whoever has one for a time that will not be held any more is told that it is called off.
//
// NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE, RECEPTION_NOT_BEGUN and STILL_RECEIVING.
func (s *Service) Close(ctx context.Context, in CloseReceptionInput) (*ent.Reception, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Reception, error) {
		r, err := managed(ctx, tx, in.ID, access.ReceivePeople)
		if err != nil {
			return nil, err
		}
		if _, err := Life().Find(r.Status, closing); err != nil {
			return nil, err
		}
		if tx.Now.Before(r.StartsAt) {
			return nil, fault.New(fault.Conflict, "RECEPTION_NOT_BEGUN")
		}
		if err := nobodyInside(ctx, tx, r, receptionbooking.StatusARRIVED, receptionbooking.StatusIN_RECEPTION); err != nil {
			return nil, err
		}
		return endDay(ctx, tx, r, closing)
	})
}

// endDay ends what is open and closes the day.
func endDay(ctx context.Context, tx *store.Tx, r *ent.Reception, verb string) (*ent.Reception, error) {
	if err := endBookings(ctx, tx, r); err != nil {
		return nil, err
	}
	return moveDay(ctx, tx, r, verb, func(u *ent.ReceptionUpdate) { u.SetClosedAt(tx.Now).SetWaitingCount(0) })
}

// endBookings ends the bookings of those who did not come, of those whose time was not held, and of those who wait.
func endBookings(ctx context.Context, tx *store.Tx, r *ent.Reception) error {
	booked, err := in(tx, r, receptionbooking.StatusBOOKED).WithSlot().All(asSystem(ctx))
	if err != nil {
		return err
	}
	var missed, unheld []*ent.ReceptionBooking
	for _, b := range booked {
		if b.Edges.Slot != nil && b.Edges.Slot.EndsAt.After(tx.Now) {
			unheld = append(unheld, b)
		} else {
			missed = append(missed, b)
		}
	}
	if err := moveAll(ctx, tx, missed, miss, func(*ent.ReceptionBookingUpdate) {}); err != nil {
		return err
	}
	if err := moveAll(ctx, tx, unheld, drop, func(u *ent.ReceptionBookingUpdate) { u.SetCancelledAt(tx.Now) }); err != nil {
		return err
	}
	waiting, err := in(tx, r, receptionbooking.StatusWAITING).All(asSystem(ctx))
	if err != nil {
		return err
	}
	return moveAll(ctx, tx, waiting, lapse, func(*ent.ReceptionBookingUpdate) {})
}

// slotsOf reads the slots of a locked reception.
func slotsOf(ctx context.Context, tx *store.Tx, r *ent.Reception) ([]*ent.ReceptionSlot, error) {
	return tx.ReceptionSlot.Query().Where(receptionslot.ReceptionID(r.ID)).Order(ent.Asc(receptionslot.FieldPosition)).All(asSystem(ctx))
}
