package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/receptionbooking"
	"gandan/ent/receptionslot"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// MoveReceptionInput is when, and where, a reception will take place instead.
type MoveReceptionInput struct {
	ID       gid.ID
	StartsAt time.Time
	Place    *string
	Reason   string
}

// Move gives a reception that has not begun another time of the same length. Slots and numbers move with it; everybody who has
// a number is told and may give it up. It takes the same days of notice as a publication.
//
// BAD_USER_INPUT with keys REASON_REQUIRED, TOO_LONG, RECEPTION_IN_PAST and RECEPTION_OVER_MIDNIGHT; NOT_FOUND, FORBIDDEN;
// CONFLICT with keys WRONG_STATE, RECEPTION_BEGUN and RECEPTION_NOTICE_TOO_SHORT.
func (s *Service) Move(ctx context.Context, in MoveReceptionInput) (*ent.Reception, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Reception, error) {
		if err := in.clean(tx.Now); err != nil {
			return nil, err
		}
		r, err := managed(ctx, tx, in.ID, access.ManageReception)
		if err != nil {
			return nil, err
		}
		if err := s.mayMove(tx, r, in); err != nil {
			return nil, err
		}
		by := in.StartsAt.Sub(r.StartsAt)
		moved, err := moveDay(ctx, tx, r, shift, func(u *ent.ReceptionUpdate) {
			u.SetStartsAt(in.StartsAt).SetEndsAt(r.EndsAt.Add(by)).SetMovedAt(tx.Now).SetReason(in.Reason)
			if in.Place != nil {
				u.SetPlace(*in.Place)
			}
		})
		if err != nil {
			return nil, err
		}
		if err := moveSlots(ctx, tx, r, by); err != nil {
			return nil, err
		}
		return moved, moveNumbers(ctx, tx, moved)
	})
}

func (in *MoveReceptionInput) clean(now time.Time) (err error) {
	if in.Reason, err = reasoned(in.Reason); err != nil {
		return err
	}
	if in.Place, err = optional("input.place", in.Place, longestPlace); err != nil {
		return err
	}
	if in.StartsAt = in.StartsAt.UTC().Truncate(time.Minute); !in.StartsAt.After(now) {
		return fault.Bad("input.startsAt", "RECEPTION_IN_PAST")
	}
	return nil
}

func (s *Service) mayMove(tx *store.Tx, r *ent.Reception, in MoveReceptionInput) error {
	if _, err := Life().Find(r.Status, shift); err != nil {
		return err
	}
	ends := in.StartsAt.Add(r.EndsAt.Sub(r.StartsAt))
	switch {
	case !tx.Now.Before(r.StartsAt):
		return fault.New(fault.Conflict, "RECEPTION_BEGUN")
	case calendar.Today(in.StartsAt) != calendar.Today(ends.Add(-time.Microsecond)):
		return fault.Bad("input.startsAt", "RECEPTION_OVER_MIDNIGHT")
	}
	return s.inTime(r.UnitPath, tx.Now, in.StartsAt)
}

// moveSlots moves each slot by the same time: there are mostSlots of them at most.
func moveSlots(ctx context.Context, tx *store.Tx, r *ent.Reception, by time.Duration) error {
	rows, err := slotsOf(ctx, tx, r)
	if err != nil {
		return err
	}
	for _, slot := range rows {
		u := tx.ReceptionSlot.Update().Where(receptionslot.ID(slot.ID)).SetStartsAt(slot.StartsAt.Add(by)).SetEndsAt(slot.EndsAt.Add(by))
		if err := exactly(1)(u.Save(ctx)); err != nil {
			return err
		}
	}
	return nil
}

// moveNumbers has the numbers count for the new day and tells everybody who has one. A person may so have more of them on a
// day than they could have taken: that is nothing to take away from them.
func moveNumbers(ctx context.Context, tx *store.Tx, r *ent.Reception) error {
	rows, err := tx.ReceptionBooking.Query().
		Where(receptionbooking.ReceptionID(r.ID), receptionbooking.StatusIn(receptionbooking.StatusWAITING, receptionbooking.StatusBOOKED, receptionbooking.StatusARRIVED)).
		Order(ent.Asc(receptionbooking.FieldNumber)).All(asSystem(ctx))
	if err != nil {
		return err
	}
	err = tx.ReceptionBooking.Update().Where(receptionbooking.ReceptionID(r.ID)).SetDay(dayOf(r)).Exec(ctx)
	if err != nil {
		return err
	}
	return tell(ctx, tx, EventRescheduled, rows...)
}
