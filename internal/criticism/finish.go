package criticism

import (
	"context"
	"strconv"
	"strings"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// mostNamed is how many open opinions a refusal names.
const mostNamed = 20

// FinishAnswersInput is which draft has all its answers.
type FinishAnswersInput struct {
	DraftID gid.ID
}

// Finish says that the drafter has answered every opinion that counts.
// NOT_FOUND, FORBIDDEN; CONFLICT with keys DRAFT_WRONG_STATE and ANSWERS_OPEN, which says how many are open and names twenty.
func (s *Service) Finish(ctx context.Context, in FinishAnswersInput) (*ent.Draft, error) {
	return s.move(ctx, in.DraftID, change{
		verb: finish,
		rule: allAnswered,
		set: func(tx *store.Tx, _ *ent.Draft, u *ent.DraftUpdate) {
			// An opinion that comes back from moderation meanwhile stops it.
			u.Where(func(s *sql.Selector) { s.Where(sql.ColumnsEQ(s.C(draft.FieldReceived), s.C(draft.FieldAnswered))) }).
				SetAnswersFinishedAt(tx.Now)
		},
	})
}

func allAnswered(ctx context.Context, tx *store.Tx, d *ent.Draft) error {
	if d.Received == d.Answered {
		return nil
	}
	waiting, err := tx.Opinion.Query().Where(opinion.DraftID(d.ID), opinion.StatusEQ(opinion.StatusRECEIVED)).
		Order(ent.Asc(opinion.FieldCreatedAt, opinion.FieldID)).Limit(mostNamed).All(ctx)
	if err != nil {
		return err
	}
	numbers := make([]string, len(waiting))
	for i, o := range waiting {
		numbers[i] = strconv.Itoa(o.Number)
	}
	return fault.New(fault.Conflict, "ANSWERS_OPEN").With("count", d.Received-d.Answered).With("numbers", strings.Join(numbers, ", "))
}
