package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// FinishAnsweringInput is at which conference the answering of a question is over.
type FinishAnsweringInput struct {
	ConferenceID gid.ID
}

// FinishAnswering ends the answering of the question that is answered now, and gives it: DONE when it has an answer, else LATER.
// NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE and NOTHING_ANSWERED_NOW.
func (s *Service) FinishAnswering(ctx context.Context, in FinishAnsweringInput) (*ent.Question, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		c, err := s.load(ctx, tx, in.ConferenceID, finish)
		if err != nil {
			return nil, err
		}
		if c, err = take(ctx, tx, c.ID, step{verb: finish, numbers: 1}); err != nil {
			return nil, err
		}
		q, err := endAnswering(ctx, tx, c)
		if err != nil {
			return nil, err
		}
		if q == nil {
			return nil, fault.New(fault.Conflict, "NOTHING_ANSWERED_NOW")
		}
		return toldOfQueue(ctx, tx, c, q.ID)
	})
}
