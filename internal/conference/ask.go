package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AskQuestionInput is what a citizen asks.
type AskQuestionInput struct {
	ClientID     *string
	ConferenceID gid.ID
	Body         string
	ShowName     bool
	Topic        *string // code of the public list
	IsComplaint  *bool   // what the person answers to the form's question
}

// Ask asks a question at a conference that is announced or goes on. Where questions are read first it waits for an admin,
// elsewhere it is public at once. Sent again with its client id it is the question that is there.
//
// A complaint or a denunciation is refused before anything of it is looked at, and nothing of it is kept: the Law on
// Complaints 2011 and the Law on Denunciations 2018 name other ways for them and protect who uses them.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_UNIT; BAD_USER_INPUT with keys COMPLAINT_REDIRECTED, TOO_SHORT, TOO_LONG, BAD_CLIENT_ID and
// UNKNOWN_TOPIC; CONFLICT with keys QUESTIONS_CLOSED, QUESTIONS_PAUSED and CLIENT_ID_REUSED.
func (s *Service) Ask(ctx context.Context, in AskQuestionInput) (*ent.Question, error) {
	if in.IsComplaint != nil && *in.IsComplaint {
		return nil, fault.Bad("input.isComplaint", "COMPLAINT_REDIRECTED")
	}
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
	c, err := take(ctx, tx, c.ID, step{verb: ask})
	if err != nil {
		return nil, err
	}
	if err := taking(c); err != nil {
		return nil, err
	}
	q, err := s.coded(tx, row).SetStatus(question.StatusPENDING).Save(ctx)
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
	if err := taking(c); err != nil {
		return nil, err
	}
	q, err := s.coded(tx, row).SetStatus(question.StatusPUBLISHED).SetListed(true).SetPublishedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := keepWords(ctx, tx, q); err != nil {
		return nil, err
	}
	if err := record(ctx, tx, c, activity.KindQUESTION_PUBLISHED, &q.ID); err != nil {
		return nil, err
	}
	return q, tellUnnamed(ctx, tx, EventQuestionPublished, q.ID, of(q))
}

// taking refuses a question while questions are paused. The row of the conference must be locked.
func taking(c *ent.Conference) error {
	if key := againPaused(c, ask); key != "" {
		return fault.New(fault.Conflict, key)
	}
	return nil
}

// row is the question without its status.
func (in AskQuestionInput) row(tx *store.Tx, c *ent.Conference, name *string) *ent.QuestionCreate {
	row := tx.Question.Create().SetNillableTopic(in.Topic).
		SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetAuthorID(tx.Actor.ID).
		SetBody(in.Body).SetShowName(in.ShowName).SetNillableShownName(name)
	if in.ClientID != nil {
		row.SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint())
	}
	return row
}

// coded names the question and keeps the hash of its look-up code.
func (s *Service) coded(tx *store.Tx, row *ent.QuestionCreate) *ent.QuestionCreate {
	id := tx.NewID(gid.Question)
	if code := s.lookupCode(id); code != "" {
		row.SetLookupHash(s.lookupHash(code))
	}
	return row.SetID(id)
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
