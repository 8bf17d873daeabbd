package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AnswerOpinionInput is what the drafter answers.
type AnswerOpinionInput struct {
	OpinionID    gid.ID
	Response     opinion.Response
	Reason       string
	ChangedWords *string
}

const (
	longestAnswer = 4_000
	leastRefusal  = 10 // characters of a reason for what is not taken as it was said
)

// AnswerOpinion gives the drafter's answer to an opinion, once: accepted, partly or not, why, and for what was accepted the
// words of the draft that changed.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG, CHANGED_WORDS_REQUIRED and CHANGED_WORDS_UNWANTED; CONFLICT with
// keys OPINION_ANSWERED, OPINION_NOT_PUBLIC and DRAFT_WRONG_STATE.
func (s *Service) AnswerOpinion(ctx context.Context, in AnswerOpinionInput) (*ent.Opinion, error) {
	if err := in.clean(); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Opinion, error) {
		o, err := tx.Opinion.Get(ctx, in.OpinionID)
		if err != nil {
			return nil, err
		}
		answered, err := moveOpinion(ctx, tx, o, turn{
			verb: answer, step: step{verb: reply, answered: 1, response: in.Response},
			set: func(u *ent.OpinionUpdate) {
				u.SetResponse(in.Response).SetResponseReason(in.Reason).SetNillableChangedWords(in.ChangedWords).SetRespondedAt(tx.Now)
			},
		})
		return answered, unanswerable(o, err)
	})
}

func (in *AnswerOpinionInput) clean() (err error) {
	least := leastRefusal
	if in.Response == opinion.ResponseACCEPTED {
		least = 1
	}
	if in.Reason, err = words("input.reason", in.Reason, least, longestAnswer); err != nil {
		return err
	}
	if in.ChangedWords, err = optional("input.changedWords", in.ChangedWords, longestAnswer); err != nil {
		return err
	}
	switch refused := in.Response == opinion.ResponseNOT_ACCEPTED; {
	case refused && in.ChangedWords != nil:
		return fault.Bad("input.changedWords", "CHANGED_WORDS_UNWANTED")
	case !refused && in.ChangedWords == nil:
		return fault.Bad("input.changedWords", "CHANGED_WORDS_REQUIRED")
	}
	return nil
}

// unanswerable says so instead of naming a state.
func unanswerable(o *ent.Opinion, err error) error {
	switch {
	case !fault.HasKey(err, "WRONG_STATE"):
		return err
	case o.Status == opinion.StatusANSWERED:
		return fault.New(fault.Conflict, "OPINION_ANSWERED")
	}
	return fault.New(fault.Conflict, "OPINION_NOT_PUBLIC")
}
