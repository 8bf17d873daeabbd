package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/commitmententry"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// settledAtOnce is how many promises are read at a time.
const settledAtOnce = 100

// Settle writes down that promises are kept that were completed and that nobody disputed in time. They have been shown as kept
// since then; this adds the line to their ledgers, with the instant at which the time was over, and tells those concerned.
// Several processes may do it at once.
func (s *Service) Settle(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "commitment")
	for {
		due, err := s.store.Reader(ctx).Commitment.Query().
			Where(commitment.StatusEQ(commitment.StatusCOMPLETED), commitment.ConfirmUntilLT(s.today())).
			Order(ent.Asc(commitment.FieldConfirmUntil, commitment.FieldID)).Limit(settledAtOnce).All(ctx)
		if err != nil {
			return store.Translate(err)
		}
		for _, c := range due {
			if err := s.settleOne(ctx, c); err != nil {
				return err
			}
		}
		if len(due) < settledAtOnce {
			return nil
		}
	}
}

// settleOne passes over what somebody else settled meanwhile.
func (s *Service) settleOne(ctx context.Context, c *ent.Commitment) error {
	at := calendar.Date(*c.ConfirmUntil).End()
	_, err := s.move(ctx, c.ID, deed{
		verb: settle, kind: commitmententry.KindSETTLED, by: system, at: at,
		rule: func(_ *store.Tx, now *ent.Commitment) error {
			if !s.settled(now) {
				return fault.New(fault.Conflict, "WRONG_STATE")
			}
			return nil
		},
		set: func(_ *store.Tx, u *ent.CommitmentUpdate) { u.SetKeptAt(at).ClearConfirmUntil() },
	})
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}
