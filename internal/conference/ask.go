package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/store"
)

// AskQuestionInput is what a citizen asks.
type AskQuestionInput struct {
	ClientID     *string
	ConferenceID gid.ID
	Body         string
	ShowName     bool
}

// Ask asks a question at a conference that is announced or goes on. Where questions are read first it waits for an admin,
// elsewhere it is public at once. Sent again with its client id it is the question that is there.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_UNIT; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG, BAD_CLIENT_ID; CONFLICT with keys
// QUESTIONS_CLOSED and CLIENT_ID_REUSED.
func (s *Service) Ask(ctx context.Context, in AskQuestionInput) (*ent.Question, error) {
	in, err := in.clean()
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		if before, err := in.sentBefore(ctx, tx); before != nil || err != nil {
			return before, err
		}
		c, err := s.load(ctx, tx, in.ConferenceID, ask)
		if err != nil {
			return nil, err
		}
		name, err := shownName(ctx, tx, in.ShowName)
		if err != nil {
			return nil, err
		}
		if c.Moderation == conference.ModerationBEFORE_PUBLICATION {
			return s.submit(ctx, tx, c, in.row(tx, c, name))
		}
		return s.askInPublic(ctx, tx, c, in.row(tx, c, name))
	})
}

// submit stores a question that an admin reads first.
func (s *Service) submit(ctx context.Context, tx *store.Tx, c *ent.Conference, row *ent.QuestionCreate) (*ent.Question, error) {
	if _, err := take(ctx, tx, c.ID, step{verb: ask}); err != nil {
		return nil, err
	}
	q, err := row.SetStatus(question.StatusPENDING).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.moderator.OpenForQuestion(ctx, tx, q); err != nil {
		return nil, err
	}
	return q, tellUnnamed(ctx, tx, EventQuestionAsked, q.ID, of(q))
}

func (s *Service) askInPublic(ctx context.Context, tx *store.Tx, c *ent.Conference, row *ent.QuestionCreate) (*ent.Question, error) {
	c, err := take(ctx, tx, c.ID, step{verb: ask, numbers: 1, questions: 1})
	if err != nil {
		return nil, err
	}
	q, err := row.SetStatus(question.StatusPUBLISHED).SetListed(true).SetPublishedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := record(ctx, tx, c, activity.KindQUESTION_PUBLISHED, &q.ID); err != nil {
		return nil, err
	}
	return q, tellUnnamed(ctx, tx, EventQuestionPublished, q.ID, of(q))
}

// row is the question without its status.
func (in AskQuestionInput) row(tx *store.Tx, c *ent.Conference, name *string) *ent.QuestionCreate {
	row := tx.Question.Create().
		SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetAuthorID(tx.Actor.ID).
		SetBody(in.Body).SetShowName(in.ShowName).SetNillableShownName(name)
	if in.ClientID != nil {
		row.SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint())
	}
	return row
}

// shownName is the name of the actor as it is now, if they want it shown and have one.
func shownName(ctx context.Context, tx *store.Tx, show bool) (*string, error) {
	if !show {
		return nil, nil //nolint:nilnil // nothing to show
	}
	account, err := tx.Account.Get(ctx, tx.Actor.ID)
	if err != nil || account.DisplayName == "" {
		return nil, err
	}
	return &account.DisplayName, nil
}
