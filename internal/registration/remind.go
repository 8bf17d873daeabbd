package registration

import (
	"context"

	"gandan/ent"
	"gandan/ent/registration"
	"gandan/internal/store"
)

// retell tells a batch of those who registered that time or place changed since they were told last. They will be reminded
// of the new day again.
func retell(ctx context.Context, tx *store.Tx, h *hall) (int, error) {
	version := h.conference.ScheduleVersion
	if version == 0 {
		return 0, nil
	}
	rows, err := tx.Registration.Query().
		Where(h.rows(), registration.StatusIn(registration.StatusWAITING, registration.StatusOFFERED, registration.StatusREGISTERED), registration.ToldVersionLT(version)).
		Order(ent.Asc(registration.FieldNumber)).Limit(batch).All(asSystem(ctx))
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	u := tx.Registration.Update().Where(registration.IDIn(ids(rows)...), registration.ToldVersionLT(version)).
		SetToldVersion(version).ClearRemindedAt()
	if err := exactly(len(rows))(u.Save(ctx)); err != nil {
		return 0, err
	}
	return len(rows), tell(ctx, tx, EventRescheduled, rows...)
}

// remind reminds a batch of those who registered, once, when the start is near.
func (s *Service) remind(ctx context.Context, tx *store.Tx, h *hall) (int, error) {
	if s.reminded(tx.Now, h) == nil || !tx.Now.Before(h.startsAt()) {
		return 0, nil
	}
	rows, err := tx.Registration.Query().
		Where(h.rows(), registration.StatusEQ(registration.StatusREGISTERED), registration.RemindedAtIsNil()).
		Order(ent.Asc(registration.FieldNumber)).Limit(batch).All(asSystem(ctx))
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	u := tx.Registration.Update().Where(registration.IDIn(ids(rows)...), registration.RemindedAtIsNil()).SetRemindedAt(tx.Now)
	if err := exactly(len(rows))(u.Save(ctx)); err != nil {
		return 0, err
	}
	return len(rows), tell(ctx, tx, EventReminded, rows...)
}
