package reception

import (
	"context"

	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/page"
	"gandan/internal/store"
)

// batch is how many receptions are looked up at once.
const batch = 100

// Sweep does what is due by the clock: whoever had a number and did not come by the end of the day missed it, whoever waited
// got no place, and the day is closed unless somebody who came is still to be received. It may run in several processes at
// once: each reception is a transaction of its own under its lock.
func (s *Service) Sweep(ctx context.Context) error {
	ctx = asSystem(ctx)
	order, w := page.Order{List: "receptions.over", Column: reception.FieldEndsAt}, page.Window{Limit: batch - 1}
	for {
		due, err := s.store.Reader(ctx).Reception.Query().
			Where(reception.StatusEQ(reception.StatusPUBLISHED), reception.EndsAtLTE(s.store.Now()), order.Apply(w)).All(ctx)
		if err != nil {
			return store.Translate(err)
		}
		for _, r := range due {
			if err := s.endOne(ctx, r.ID); err != nil {
				return err
			}
		}
		if len(due) < batch {
			return nil
		}
		last := page.AtTime(due[len(due)-1].EndsAt, due[len(due)-1].ID)
		w.After = &last
	}
}

// endOne ends a day whose time is over, as far as it can be ended.
func (s *Service) endOne(ctx context.Context, id gid.ID) error {
	return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		r, err := lock(ctx, tx, id)
		if err != nil || r.Status != reception.StatusPUBLISHED || tx.Now.Before(r.EndsAt) {
			return err
		}
		there, err := tx.ReceptionBooking.Query().Where(receptionbooking.ReceptionID(r.ID),
			receptionbooking.StatusIn(receptionbooking.StatusARRIVED, receptionbooking.StatusIN_RECEPTION)).Exist(ctx)
		if err != nil {
			return err
		}
		if !there {
			_, err := endDay(ctx, tx, r, elapse)
			return err
		}
		if err := endBookings(ctx, tx, r); err != nil {
			return err
		}
		return waiting(ctx, tx, r, -r.WaitingCount)
	})
}
