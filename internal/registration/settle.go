package registration

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/registration"
	"gandan/internal/store"
)

// batch is how many registrations one statement changes, and most how many one transaction gives seats to.
const (
	batch = 100
	most  = 1000
)

// settle brings a locked hall up to the instant: offers whose time is over lapse, and free seats go to those who wait, first
// in, first out. It reports how many registrations changed.
func (s *Service) settle(ctx context.Context, tx *store.Tx, h *hall) (changed int, err error) {
	if !h.open(tx.Now) {
		return 0, nil
	}
	for changed < most {
		lapsed, err := lapseOffers(ctx, tx, h)
		if err != nil {
			return changed, err
		}
		promoted, err := s.promote(ctx, tx, h)
		if err != nil || lapsed+promoted == 0 {
			return changed, err
		}
		changed += lapsed + promoted
	}
	return changed, nil
}

// lapseOffers ends the offers that nobody took in time.
func lapseOffers(ctx context.Context, tx *store.Tx, h *hall) (int, error) {
	rows, err := tx.Registration.Query().
		Where(h.rows(), registration.StatusEQ(registration.StatusOFFERED), registration.OfferUntilLTE(tx.Now)).
		Order(ent.Asc(registration.FieldNumber)).Limit(batch).All(asSystem(ctx))
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	if err := h.count(ctx, tx, tally{taken: -len(rows)}); err != nil {
		return 0, err
	}
	return len(rows), moveAll(ctx, tx, rows, lapse, func(u *ent.RegistrationUpdate) { u.ClearActiveFor() })
}

// promote gives the next free seats to those who have waited longest: by an offer, or at once when the start is near.
func (s *Service) promote(ctx context.Context, tx *store.Tx, h *hall) (int, error) {
	n := min(h.free(), h.waiting(), batch)
	if n <= 0 {
		return 0, nil
	}
	rows, err := tx.Registration.Query().
		Where(h.rows(), registration.StatusEQ(registration.StatusWAITING)).
		Order(ent.Asc(registration.FieldNumber)).Limit(n).All(asSystem(ctx))
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	if ok, err := h.take(ctx, tx, tally{taken: len(rows), waiting: -len(rows)}); err != nil || !ok {
		return 0, err
	}
	if until, asked := s.policy.offerUntil(tx.Now, h.startsAt()); asked {
		return len(rows), moveAll(ctx, tx, rows, offer, func(u *ent.RegistrationUpdate) { u.SetOfferedAt(tx.Now).SetOfferUntil(until) })
	}
	return len(rows), moveAll(ctx, tx, rows, seat, func(u *ent.RegistrationUpdate) {
		u.SetRegisteredAt(tx.Now).SetNillableRemindedAt(s.reminded(tx.Now, h))
	})
}

// reminded is the instant that stands for a reminder when the start is so near that whoever takes a seat now needs none.
func (s *Service) reminded(now time.Time, h *hall) *time.Time {
	if h.startsAt().Sub(now) > s.policy.RemindAhead {
		return nil
	}
	return &now
}
