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

// ArriveAtReceptionInput is who has come: the booking, or the code that was said.
type ArriveAtReceptionInput struct {
	ReceptionID gid.ID
	BookingID   *gid.ID
	Code        *string
}

// Arrive writes down that somebody is there, from two hours before the start until the end.
//
// BAD_USER_INPUT with keys BOOKING_OR_CODE and UNKNOWN_BOOKING_CODE; NOT_FOUND, FORBIDDEN; CONFLICT with keys
// RECEPTION_DOOR_CLOSED and WRONG_STATE.
func (s *Service) Arrive(ctx context.Context, in ArriveAtReceptionInput) (*ent.ReceptionBooking, error) {
	if (in.BookingID == nil) == (in.Code == nil) {
		return nil, fault.Bad("input.bookingId", "BOOKING_OR_CODE")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.ReceptionBooking, error) {
		r, err := managed(ctx, tx, in.ReceptionID, access.ReceivePeople)
		if err != nil {
			return nil, err
		}
		b, err := shown(ctx, tx, in)
		if err != nil {
			return nil, err
		}
		if !s.doorOpen(r, tx.Now) {
			return nil, fault.New(fault.Conflict, "RECEPTION_DOOR_CLOSED")
		}
		return move(ctx, tx, b, arrive, func(u *ent.ReceptionBookingUpdate) { u.SetArrivedAt(tx.Now) })
	})
}

// shown finds the booking that was named.
func shown(ctx context.Context, tx *store.Tx, in ArriveAtReceptionInput) (*ent.ReceptionBooking, error) {
	q := tx.ReceptionBooking.Query().Where(receptionbooking.ReceptionID(in.ReceptionID))
	if in.BookingID != nil {
		return q.Where(receptionbooking.ID(*in.BookingID)).Only(ctx)
	}
	b, err := q.Where(receptionbooking.Code(cleanCode(*in.Code))).Only(ctx)
	if ent.IsNotFound(err) {
		err = fault.Bad("input.code", "UNKNOWN_BOOKING_CODE")
	}
	return b, err
}

// doorOpen says whether people come in.
func (s *Service) doorOpen(r *ent.Reception, now time.Time) bool {
	return r.Status == reception.StatusPUBLISHED && !now.Before(r.StartsAt.Add(-s.policy.DoorAhead)) && now.Before(r.EndsAt)
}
