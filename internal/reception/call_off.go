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

// CallOffReceptionInput is which reception will not take place, and why.
type CallOffReceptionInput struct {
	ID     gid.ID
	Reason string
}

// CallOff calls a reception off. Everybody who has a number is told; their numbers count towards no limit any more.
//
// BAD_USER_INPUT with key REASON_REQUIRED; NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE and STILL_RECEIVING.
func (s *Service) CallOff(ctx context.Context, in CallOffReceptionInput) (*ent.Reception, error) {
	reason, err := reasoned(in.Reason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Reception, error) {
		r, err := managed(ctx, tx, in.ID, access.ManageReception)
		if err != nil {
			return nil, err
		}
		if _, err := Life().Find(r.Status, callOff); err != nil {
			return nil, err
		}
		if err := nobodyInside(ctx, tx, r, receptionbooking.StatusIN_RECEPTION); err != nil {
			return nil, err
		}
		for _, from := range []receptionbooking.Status{receptionbooking.StatusWAITING, receptionbooking.StatusBOOKED, receptionbooking.StatusARRIVED} {
			if err := dropAll(ctx, tx, r, from); err != nil {
				return nil, err
			}
		}
		return moveDay(ctx, tx, r, callOff, func(u *ent.ReceptionUpdate) {
			u.SetCalledOffAt(tx.Now).SetReason(reason).SetWaitingCount(0)
		})
	})
}

// dropAll cancels the bookings of one state because the reception, or the rest of it, does not take place.
func dropAll(ctx context.Context, tx *store.Tx, r *ent.Reception, from receptionbooking.Status) error {
	rows, err := in(tx, r, from).All(asSystem(ctx))
	if err != nil {
		return err
	}
	return moveAll(ctx, tx, rows, drop, func(u *ent.ReceptionBookingUpdate) { u.SetCancelledAt(tx.Now) })
}

// in are the bookings of the reception that stand in the state, by number: as many as a reception has places, or less.
func in(tx *store.Tx, r *ent.Reception, status receptionbooking.Status) *ent.ReceptionBookingQuery {
	return tx.ReceptionBooking.Query().Where(receptionbooking.ReceptionID(r.ID), receptionbooking.StatusEQ(status)).
		Order(ent.Asc(receptionbooking.FieldNumber))
}

// nobodyInside refuses while somebody stands in one of the states. CONFLICT with key STILL_RECEIVING.
func nobodyInside(ctx context.Context, tx *store.Tx, r *ent.Reception, states ...receptionbooking.Status) error {
	some, err := tx.ReceptionBooking.Query().Where(receptionbooking.ReceptionID(r.ID), receptionbooking.StatusIn(states...)).Exist(asSystem(ctx))
	if err == nil && some {
		err = fault.New(fault.Conflict, "STILL_RECEIVING")
	}
	return err
}
