package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/store"
)

// Totals is how many promises stand where, as they are shown on the board; a promise stands for each one counted.
type Totals struct {
	Open      int
	Completed int // and the asker still has time to dispute
	Disputed  int
	Kept      int
	Overdue   int // among those open and disputed
}

// Totals counts the promises of a unit and those below it, or all, as the board shows them. NOT_FOUND for an unknown unit.
func (s *Service) Totals(ctx context.Context, unitID *gid.ID) (*Totals, error) {
	place, err := s.within(unitID)
	if err != nil {
		return nil, err
	}
	ctx = access.AsSystem(ctx, "commitment") // the board is the same for everybody
	base := s.store.Reader(ctx).Commitment.Query().Where(predicate.Commitment(place), access.Listed)
	var rows []struct {
		Status commitment.Status `json:"status"`
		Count  int               `json:"count"`
	}
	if err := base.Clone().GroupBy(commitment.FieldStatus).Aggregate(ent.Count()).Scan(ctx, &rows); err != nil {
		return nil, store.Translate(err)
	}
	stored := map[commitment.Status]int{}
	for _, row := range rows {
		stored[row.Status] = row.Count
	}
	late, err := base.Clone().Where(commitment.StatusIn(commitment.StatusOPEN, commitment.StatusDISPUTED), commitment.DueOnLTE(s.lateUntil())).Count(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	settled, err := base.Where(commitment.StatusEQ(commitment.StatusCOMPLETED), commitment.ConfirmUntilLT(s.today())).Count(ctx)
	return &Totals{
		Open: stored[commitment.StatusOPEN], Disputed: stored[commitment.StatusDISPUTED], Overdue: late,
		Completed: stored[commitment.StatusCOMPLETED] - settled, Kept: stored[commitment.StatusKEPT] + settled,
	}, store.Translate(err)
}
