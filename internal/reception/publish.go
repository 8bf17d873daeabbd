package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// PublishReceptionInput is which draft to publish.
type PublishReceptionInput struct{ ID gid.ID }

// Publish puts a reception into the public calendar and opens its slots for booking, some days ahead (our own rule
// reception.publishDays; that the schedule is made public is law: M027).
//
// NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE and RECEPTION_NOTICE_TOO_SHORT.
func (s *Service) Publish(ctx context.Context, in PublishReceptionInput) (*ent.Reception, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Reception, error) {
		r, err := managed(ctx, tx, in.ID, access.ManageReception)
		if err != nil {
			return nil, err
		}
		if _, err := Life().Find(r.Status, publish); err != nil {
			return nil, err
		}
		if err := s.inTime(r.UnitPath, tx.Now, r.StartsAt); err != nil {
			return nil, err
		}
		if err := openSlots(ctx, tx, r); err != nil {
			return nil, err
		}
		return moveDay(ctx, tx, r, publish, func(u *ent.ReceptionUpdate) { u.SetListed(true).SetPublishedAt(tx.Now) })
	})
}

// inTime says whether people hear of the day early enough: so many local days before it.
func (s *Service) inTime(unitPath string, now, startsAt time.Time) error {
	days := s.rule(noticeDays, unitPath, now, s.policy.PublishDays)
	if !startsAt.After(now) || calendar.Today(startsAt).Before(calendar.Today(now).AddDays(days)) {
		return fault.New(fault.Conflict, "RECEPTION_NOTICE_TOO_SHORT").With("days", days)
	}
	return nil
}

// openSlots cuts the day into slots; what is left at its end is no slot.
func openSlots(ctx context.Context, tx *store.Tx, r *ent.Reception) error {
	length := time.Duration(r.SlotMinutes) * time.Minute
	rows := make([]*ent.ReceptionSlotCreate, slots(r.StartsAt, r.EndsAt, r.SlotMinutes))
	for i := range rows {
		from := r.StartsAt.Add(time.Duration(i) * length)
		rows[i] = tx.ReceptionSlot.Create().SetReceptionID(r.ID).SetUnitID(r.UnitID).SetUnitPath(r.UnitPath).
			SetPosition(i + 1).SetStartsAt(from).SetEndsAt(from.Add(length)).SetSeats(r.SeatsPerSlot)
	}
	return tx.ReceptionSlot.CreateBulk(rows...).Exec(ctx)
}
