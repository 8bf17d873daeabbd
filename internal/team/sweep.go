package team

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/ent/teammember"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// batch bounds what one look takes up; the next look goes on.
const batch = 100

// Sweep does what is due by the clock: it reminds those who signed up on the evening before, tells the leads then of home visits
// for which the second person is missing, and ends memberships whose term ran out. It may run in several processes at once:
// each step is a transaction of its own with a condition, and what is done is not done again.
func (s *Service) Sweep(ctx context.Context) error {
	ctx = asSystem(ctx)
	for _, step := range []func(context.Context) (int, error){s.remindDue, s.tellPairs, s.lapseDue} {
		for {
			n, err := step(ctx)
			if err != nil {
				return err
			}
			if n < batch || ctx.Err() != nil {
				break
			}
		}
	}
	return nil
}

// tellUntil is the end of the starts of which people are told now: all of tomorrow once it is evening, else the rest of today.
func (s *Service) tellUntil(now time.Time) time.Time {
	today := calendar.Today(now)
	if now.Before(today.Start().Add(s.policy.Evening)) {
		return today.End()
	}
	return today.AddDays(1).End()
}

// remindDue reminds a batch of those whose shift is near, each once. Who signed up after the hour knows of it: the reminder is
// for those who signed up before.
func (s *Service) remindDue(ctx context.Context) (int, error) {
	now := s.store.Now()
	due, err := s.store.Reader(ctx).ShiftSignup.Query().
		Where(shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP), shiftsignup.RemindedAtIsNil(), shiftsignup.StartsAtGT(now), shiftsignup.StartsAtLT(s.tellUntil(now))).
		Order(ent.Asc(shiftsignup.FieldStartsAt), ent.Asc(shiftsignup.FieldID)).Limit(batch).All(ctx)
	if err != nil {
		return 0, store.Translate(err)
	}
	return each(ctx, s, due, func(ctx context.Context, tx *store.Tx, r *ent.ShiftSignup) error {
		u := tx.ShiftSignup.Update().Where(shiftsignup.ID(r.ID), shiftsignup.StatusEQ(r.Status), shiftsignup.RemindedAtIsNil()).SetRemindedAt(tx.Now)
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return err
		}
		if !r.CreatedAt.Before(s.policy.eveningBefore(r.StartsAt)) {
			return nil
		}
		return tellSignup(ctx, tx, EventReminded, r)
	})
}

// tellPairs tells of a batch of home visits that are near and for which one person only signed up, each shift once.
func (s *Service) tellPairs(ctx context.Context) (int, error) {
	now := s.store.Now()
	due, err := s.store.Reader(ctx).Shift.Query().
		Where(shift.PlaceEQ(shift.PlaceHOME_VISITS), shift.StatusEQ(shift.StatusPLANNED), shift.StartsAtGT(now), shift.StartsAtLT(s.tellUntil(now)),
			shift.SignedCountEQ(s.policy.Pair-1), shift.PairToldAtIsNil()).
		Order(ent.Asc(shift.FieldStartsAt), ent.Asc(shift.FieldID)).Limit(batch).All(ctx)
	if err != nil {
		return 0, store.Translate(err)
	}
	return each(ctx, s, due, func(ctx context.Context, tx *store.Tx, row *ent.Shift) error {
		u := tx.Shift.Update().Where(shift.ID(row.ID), shift.StatusEQ(row.Status), shift.SignedCountEQ(row.SignedCount), shift.PairToldAtIsNil()).SetPairToldAt(tx.Now)
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return err
		}
		return tx.Emit(ctx, EventPairMissing, row.ID, map[string]string{"team": row.TeamID.String()})
	})
}

// lapseDue ends a batch of memberships whose last day is over.
func (s *Service) lapseDue(ctx context.Context) (int, error) {
	due, err := s.store.Reader(ctx).TeamMember.Query().
		Where(teammember.StatusEQ(teammember.StatusACTIVE), teammember.ToOnLT(string(calendar.Today(s.store.Now())))).
		Order(ent.Asc(teammember.FieldToOn), ent.Asc(teammember.FieldID)).Limit(batch).All(ctx)
	if err != nil {
		return 0, store.Translate(err)
	}
	return each(ctx, s, due, lapseOne)
}

// each does a step to every row in a transaction of its own. A row that somebody else was faster with is passed over.
func each[T any](ctx context.Context, s *Service, rows []T, do func(context.Context, *store.Tx, T) error) (int, error) {
	for _, row := range rows {
		err := store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error { return do(ctx, tx, row) })
		if err != nil && !fault.Is(err, fault.Conflict) {
			return 0, err
		}
	}
	return len(rows), nil
}

// PairMissing says that home visits begin with one person only, as it stands now.
func (s *Service) PairMissing(row *ent.Shift) bool {
	return row.Place == shift.PlaceHOME_VISITS && row.Status == shift.StatusPLANNED && row.SignedCount > 0 && row.SignedCount < s.policy.Pair
}
