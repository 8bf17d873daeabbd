package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/solvedanswer"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// NotSolvedReason is what is missing, weeks later.
type NotSolvedReason string

// What can be missing. A dossier that is returned several times is a problem that volunteers report (youth_facts.csv, Y035, S34).
const (
	DossierReturned   NotSolvedReason = "DOSSIER_RETURNED"
	StillWaiting      NotSolvedReason = "STILL_WAITING"
	NoAnswerThere     NotSolvedReason = "NO_ANSWER_WHERE_SENT"
	ProblemCameBack   NotSolvedReason = "PROBLEM_CAME_BACK"
	OtherOfNotSolved  NotSolvedReason = "OTHER"
	seriesOfNotSolved Series          = "NOT_SOLVED"
)

// AnswerSolvedInput is whether a request was solved.
type AnswerSolvedInput struct {
	ID         gid.ID
	Solved     solvedanswer.Solved
	ReasonCode *NotSolvedReason
	Note       *string
}

// AnswerSolved writes down what the citizen says to whether a request was solved, once, within Policy.AnswerSolved of the
// asking. YES closes a request that was not confirmed. The same answer again changes nothing.
// BAD_USER_INPUT with keys REASON_NOT_WITH_YES and TOO_LONG; NOT_FOUND; FORBIDDEN with key NOT_YOUR_REQUEST; CONFLICT with keys
// WRONG_STATE, NOT_ASKED_YET, SOLVED_ANSWERED and ANSWER_WINDOW_OVER.
func (s *Service) AnswerSolved(ctx context.Context, in AnswerSolvedInput) (*ent.HelpRequest, error) {
	var err error
	if in.ReasonCode != nil && in.Solved == solvedanswer.SolvedYES {
		return nil, fault.Bad("input.reasonCode", "REASON_NOT_WITH_YES")
	}
	if in.Note, err = optional(in.Note, "input.note", longestCodedNote); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := s.answer(ctx, tx, in)
		if !fault.Is(err, fault.Conflict) {
			return r, err
		}
		// The same answer may have come before, or twice at once: the other call is then why this one is refused.
		if r, look := answeredSo(ctx, tx, in); r != nil || look != nil {
			return r, look
		}
		return nil, err
	})
}

func (in AnswerSolvedInput) verb() string {
	if in.Solved == solvedanswer.SolvedYES {
		return VerbAnswerYes
	}
	return VerbAnswer
}

func (s *Service) answer(ctx context.Context, tx *store.Tx, in AnswerSolvedInput) (*ent.HelpRequest, error) {
	before, err := actedOn(ctx, tx, in.ID)
	if err != nil {
		return nil, err
	}
	row, err := s.arrow(tx.Actor, before, in.verb(), tx.Now)
	if err != nil {
		return nil, err
	}
	solved := helprequest.Solved(in.Solved)
	r, err := follow(ctx, tx, before, row, step{change: func(r *ent.HelpRequest) { r.Solved = &solved }})
	if err != nil {
		return nil, err
	}
	err = tx.SolvedAnswer.Create().SetHelpRequestID(r.ID).SetCitizenID(r.CitizenID).SetUnitID(r.UnitID).SetUnitPath(r.UnitPath).
		SetSolved(in.Solved).SetNillableReasonCode(asCode(in.ReasonCode)).SetNillableNote(in.Note).
		SetFromStatus(string(before.Status)).SetToStatus(string(r.Status)).
		SetAskedAt(*before.SolvedAskedAt).SetAnsweredAt(tx.Now).Exec(ctx)
	if err != nil {
		return nil, err
	}
	return r, count(ctx, tx, r, SeriesSolved, string(in.Solved))
}

// answeredSo is the request when its citizen has given this very answer, else nil.
func answeredSo(ctx context.Context, tx *store.Tx, in AnswerSolvedInput) (*ent.HelpRequest, error) {
	given, err := tx.SolvedAnswer.Query().
		Where(solvedanswer.HelpRequestID(in.ID), solvedanswer.CitizenID(tx.Actor.ID)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // nothing found is no mistake
	case err != nil:
		return nil, err
	case given.Solved != in.Solved || !same(given.ReasonCode, asCode(in.ReasonCode)) || !same(given.Note, in.Note):
		return nil, nil //nolint:nilnil // another answer
	}
	return actedOn(ctx, tx, in.ID)
}

// SolvedAnswer is what the citizen answered; nil before, and for whoever may not read it. The requests of one page are one
// statement.
func (s *Service) SolvedAnswer(ctx context.Context, r *ent.HelpRequest) (*ent.SolvedAnswer, error) {
	if r.Solved == nil {
		return nil, nil //nolint:nilnil // there is none, and no need to ask
	}
	return page.Maybe(ctx, "helpdesk.solved", r.ID, func(ctx context.Context, requests []gid.ID) (map[gid.ID]*ent.SolvedAnswer, error) {
		rows, err := s.store.Reader(ctx).SolvedAnswer.Query().Where(solvedanswer.HelpRequestIDIn(requests...)).All(ctx)
		found := make(map[gid.ID]*ent.SolvedAnswer, len(rows))
		for _, a := range rows {
			found[a.HelpRequestID] = a
		}
		return found, store.Translate(err)
	})
}

// NotSolvedReason is what the citizen named as missing; nil when nothing was.
func (s *Service) NotSolvedReason(ctx context.Context, a *ent.SolvedAnswer) *CodedReason {
	return coded(ctx, seriesOfNotSolved, a.ReasonCode)
}
