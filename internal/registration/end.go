package registration

import (
	"context"

	"gandan/ent"
	"gandan/ent/registration"
	"gandan/internal/store"
)

// conclude ends what is open when the conference is over: who registered and did not come, and who never had a seat.
func conclude(ctx context.Context, tx *store.Tx, h *hall) (int, error) {
	missed, err := ending(ctx, tx, h, registration.StatusREGISTERED, miss, tally{}, func(*ent.RegistrationUpdate) {})
	if err != nil {
		return missed, err
	}
	return closeWaiting(ctx, tx, h, missed, shut, func(u *ent.RegistrationUpdate) { u.ClearActiveFor() })
}

// callAllOff ends what is open when the conference is cancelled.
func callAllOff(ctx context.Context, tx *store.Tx, h *hall) (int, error) {
	set := func(u *ent.RegistrationUpdate) { u.SetCancelledAt(tx.Now).ClearActiveFor() }
	n, err := ending(ctx, tx, h, registration.StatusREGISTERED, callOff, tally{taken: -1}, set)
	if err != nil {
		return n, err
	}
	return closeWaiting(ctx, tx, h, n, callOff, set)
}

// closeWaiting ends offers and waiting, and gives the largest number of registrations that changed so far.
func closeWaiting(ctx context.Context, tx *store.Tx, h *hall, largest int, verb string, set func(*ent.RegistrationUpdate)) (int, error) {
	offered, err := ending(ctx, tx, h, registration.StatusOFFERED, verb, tally{taken: -1}, set)
	if err != nil {
		return largest, err
	}
	waiting, err := ending(ctx, tx, h, registration.StatusWAITING, verb, tally{waiting: -1}, set)
	return max(largest, offered, waiting), err
}

// ending takes a batch of registrations that stand in the state along the arrow of the verb; each is a change of the counters.
func ending(ctx context.Context, tx *store.Tx, h *hall, from registration.Status, verb string, each tally, set func(*ent.RegistrationUpdate)) (int, error) {
	rows, err := tx.Registration.Query().Where(h.rows(), registration.StatusEQ(from)).
		Order(ent.Asc(registration.FieldNumber)).Limit(batch).All(asSystem(ctx))
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	if err := h.count(ctx, tx, tally{taken: each.taken * len(rows), waiting: each.waiting * len(rows)}); err != nil {
		return 0, err
	}
	return len(rows), moveAll(ctx, tx, rows, verb, set)
}
