package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CallNextAtReceptionInput is where the next person is called.
type CallNextAtReceptionInput struct{ ReceptionID gid.ID }

// CallNext calls whoever is there and whose turn it is: by the time of the slot, then by number. Everybody sees the number.
// Those who have come are received after the end, too.
//
// NOT_FOUND, FORBIDDEN; CONFLICT with keys BOOKING_CLOSED, RECEPTION_NOT_BEGUN and NOBODY_THERE.
func (s *Service) CallNext(ctx context.Context, in CallNextAtReceptionInput) (*ent.ReceptionBooking, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		r, err := managed(ctx, tx, in.ReceptionID, access.ReceivePeople)
		if err != nil {
			return nil, err
		}
		switch {
		case r.Status != reception.StatusPUBLISHED:
			return nil, fault.New(fault.Conflict, "BOOKING_CLOSED")
		case tx.Now.Before(r.StartsAt):
			return nil, fault.New(fault.Conflict, "RECEPTION_NOT_BEGUN")
		}
		next, err := tx.ReceptionBooking.Query().
			Where(receptionbooking.ReceptionID(r.ID), receptionbooking.StatusEQ(receptionbooking.StatusARRIVED)).
			Order(ent.Asc(receptionbooking.FieldTurn, receptionbooking.FieldID)).First(ctx)
		if ent.IsNotFound(err) {
			err = fault.New(fault.Conflict, "NOBODY_THERE")
		}
		if err != nil {
			return nil, err
		}
		if err := exactly(1)(tx.Reception.Update().Where(reception.ID(r.ID)).SetNowServing(next.Number).Save(ctx)); err != nil {
			return nil, err
		}
		return move(ctx, tx, next, call, func(u *ent.ReceptionBookingUpdate) { u.SetCalledAt(tx.Now) })
	})
}
