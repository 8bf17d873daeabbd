package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RecordCommitmentInput is a promise with an owner and a day. The day is given by itself or in working days from today.
type RecordCommitmentInput struct {
	ConferenceID     gid.ID
	QuestionID       *gid.ID
	Text             string
	ResponsibleID    gid.ID
	DueOn            string
	DueInWorkingDays *int
}

// Record records a promise made at a conference that has been announced, and opens its ledger. When it came from a question,
// whoever asked that question may confirm or dispute it later.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG, DUE_ONE_OF, BAD_DATE, BAD_WORKING_DAYS,
// DUE_IN_PAST, QUESTION_ELSEWHERE, UNKNOWN_ORGANISATION and ORGANISATION_ELSEWHERE.
func (s *Service) Record(ctx context.Context, in RecordCommitmentInput) (*ent.Commitment, error) {
	body, err := words("input.text", in.Text, shortest, longestText)
	if err != nil {
		return nil, err
	}
	in.Text = body
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Commitment, error) {
		c, err := s.conferences.Promising(ctx, tx, in.ConferenceID)
		if err != nil {
			return nil, err
		}
		row, err := s.row(ctx, tx, c, in)
		if err != nil {
			return nil, err
		}
		promise, err := row.Save(ctx)
		if err != nil {
			return nil, err
		}
		if err := open(ctx, tx, promise, promise.DueOn); err != nil {
			return nil, err
		}
		return promise, tx.Emit(ctx, EventRecorded, promise.ID, map[string]string{
			"conference": c.ID.String(), "responsible": in.ResponsibleID.String(), "dueOn": promise.DueOn,
		})
	})
}

// row is the promise as it is stored, once all that was said of it is right.
func (s *Service) row(ctx context.Context, tx *store.Tx, c *ent.Conference, in RecordCommitmentInput) (*ent.CommitmentCreate, error) {
	due, err := s.dueDay(tx.Now, in.DueOn, in.DueInWorkingDays)
	if err != nil {
		return nil, err
	}
	asker, err := askerOf(ctx, tx, c, in.QuestionID)
	if err != nil {
		return nil, err
	}
	if err := s.responsible(ctx, in.ResponsibleID, c.UnitPath); err != nil {
		return nil, err
	}
	return tx.Commitment.Create().
		SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetNillableQuestionID(in.QuestionID).SetNillableOwnerID(asker).
		SetText(in.Text).SetResponsibleID(in.ResponsibleID).SetDueOn(string(due)).SetStatus(commitment.StatusOPEN).
		SetListed(c.Listed).SetEntryCount(1), nil
}

// askerOf is who asked the question, also when it was joined with another since; nil when the promise came from none.
func askerOf(ctx context.Context, tx *store.Tx, c *ent.Conference, question *gid.ID) (*gid.ID, error) {
	if question == nil {
		return nil, nil //nolint:nilnil // it came from no question
	}
	q, err := tx.Question.Get(ctx, *question)
	switch {
	case ent.IsNotFound(err), err == nil && q.ConferenceID != c.ID:
		return nil, fault.Bad("input.questionId", "QUESTION_ELSEWHERE")
	case err != nil:
		return nil, err
	}
	return &q.AuthorID, nil
}
