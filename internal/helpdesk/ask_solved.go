package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// askAtOnce is how many citizens one transaction asks.
const askAtOnce = 100

// AskSolved asks each citizen once, four weeks after the resolution of a request, whether it was solved. What was resolved so
// long ago that the time for an answer would be over too is left alone: whoever begins to use the program asks nobody about
// last year. It may run in several processes at once; a batch is a transaction, and what was asked is not asked again.
func (s *Service) AskSolved(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "helpdesk")
	for ctx.Err() == nil {
		n, err := store.Write(ctx, s.store, s.askBatch)
		if err != nil || n < askAtOnce {
			return err
		}
	}
	return ctx.Err()
}

// askBatch reports how many it asked.
func (s *Service) askBatch(ctx context.Context, tx *store.Tx) (int, error) {
	due := tx.Now.Add(-s.askAfter(tx.Now))
	rows, err := tx.HelpRequest.Query().
		Where(helprequest.SolvedAskedAtIsNil(), helprequest.ResolvedAtLTE(due), helprequest.ResolvedAtGT(due.Add(-s.policy.AnswerSolved)),
			helprequest.StatusIn(helprequest.StatusRESOLVED, helprequest.StatusCLOSED), locked).
		Order(ent.Asc(helprequest.FieldResolvedAt), ent.Asc(helprequest.FieldID)).Limit(askAtOnce).All(ctx)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	ids := make([]gid.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	n, err := tx.HelpRequest.Update().Where(helprequest.IDIn(ids...), helprequest.SolvedAskedAtIsNil()).SetSolvedAskedAt(tx.Now).Save(ctx)
	if err == nil && n != len(rows) {
		err = fault.New(fault.Conflict, "CONFLICT")
	}
	for i := 0; i < len(rows) && err == nil; i++ {
		err = tx.Emit(ctx, SolvedAsked, rows[i].ID, facts(rows[i], gid.Zero, rows[i].Status))
	}
	return len(rows), err
}
