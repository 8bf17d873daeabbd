package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RecordCommitmentInput is a promise with an owner and a day.
type RecordCommitmentInput struct {
	ConferenceID  gid.ID
	QuestionID    *gid.ID
	Text          string
	ResponsibleID gid.ID
	DueOn         string
}

// Commit records a promise made at a conference that has been announced.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG, BAD_DATE, DUE_IN_PAST, QUESTION_ELSEWHERE,
// UNKNOWN_ORGANISATION and ORGANISATION_ELSEWHERE.
func (s *Service) Commit(ctx context.Context, in RecordCommitmentInput) (*ent.Commitment, error) {
	body, err := words("input.text", in.Text, 10, 2000)
	if err != nil {
		return nil, err
	}
	in.Text = body
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Commitment, error) {
		c, err := s.load(ctx, tx, in.ConferenceID, commit)
		if err != nil {
			return nil, err
		}
		if err := s.checkPromise(ctx, tx, c, in); err != nil {
			return nil, err
		}
		if _, err := take(ctx, tx, c.ID, step{verb: commit}); err != nil {
			return nil, err
		}
		promise, err := tx.Commitment.Create().
			SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetNillableQuestionID(in.QuestionID).
			SetText(in.Text).SetResponsibleID(in.ResponsibleID).SetDueOn(in.DueOn).SetStatus(commitment.StatusOPEN).
			Save(ctx)
		if err != nil {
			return nil, err
		}
		return promise, tx.Emit(ctx, EventCommitmentRecorded, promise.ID, map[string]string{
			"conference": c.ID.String(), "responsible": in.ResponsibleID.String(), "dueOn": in.DueOn,
		})
	})
}

func (s *Service) checkPromise(ctx context.Context, tx *store.Tx, c *ent.Conference, in RecordCommitmentInput) error {
	due, err := calendar.ParseDate(in.DueOn)
	if err != nil {
		return fault.Bad("input.dueOn", "BAD_DATE")
	}
	if due.Before(calendar.Today(tx.Now)) {
		return fault.Bad("input.dueOn", "DUE_IN_PAST")
	}
	if in.QuestionID != nil {
		q, err := tx.Question.Get(ctx, *in.QuestionID)
		if ent.IsNotFound(err) || err == nil && q.ConferenceID != c.ID {
			return fault.Bad("input.questionId", "QUESTION_ELSEWHERE")
		}
		if err != nil {
			return err
		}
	}
	_, err = s.organisation(ctx, "input.responsibleId", in.ResponsibleID, c.UnitPath)
	return err
}
