package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// PauseQuestionsInput is which conference takes no questions for a while.
type PauseQuestionsInput struct {
	ConferenceID gid.ID
}

// ResumeQuestionsInput is which conference takes questions again.
type ResumeQuestionsInput struct {
	ConferenceID gid.ID
}

// Pause has a conference that is announced or goes on take no questions; votes go on.
// NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE and ALREADY_PAUSED.
func (s *Service) Pause(ctx context.Context, in PauseQuestionsInput) (*ent.Conference, error) {
	return s.setPaused(ctx, in.ConferenceID, pause, true)
}

// Resume has it take questions again.
// NOT_FOUND, FORBIDDEN; CONFLICT with keys WRONG_STATE and NOT_PAUSED.
func (s *Service) Resume(ctx context.Context, in ResumeQuestionsInput) (*ent.Conference, error) {
	return s.setPaused(ctx, in.ConferenceID, resume, false)
}

func (s *Service) setPaused(ctx context.Context, id gid.ID, verb string, paused bool) (*ent.Conference, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := s.load(ctx, tx, id, verb)
		if err != nil {
			return nil, err
		}
		if c, err = take(ctx, tx, c.ID, step{verb: verb, numbers: 1}); err != nil {
			return nil, err
		}
		if key := againPaused(c, verb); key != "" {
			return nil, fault.New(fault.Conflict, key)
		}
		u := tx.Conference.Update().Where(conference.ID(c.ID), conference.QuestionsPaused(!paused)).SetQuestionsPaused(paused)
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		kind := activity.KindQUESTIONS_RESUMED
		if paused {
			kind = activity.KindQUESTIONS_PAUSED
		}
		if err := record(ctx, tx, c, kind, nil); err != nil {
			return nil, err
		}
		return tx.Conference.Get(ctx, c.ID)
	})
}

// againPaused is why questions cannot be paused, resumed or asked as they stand, nothing when they can.
func againPaused(c *ent.Conference, verb string) fault.Key {
	switch {
	case verb == ask && c.QuestionsPaused:
		return "QUESTIONS_PAUSED"
	case verb == pause && c.QuestionsPaused:
		return "ALREADY_PAUSED"
	case verb == resume && !c.QuestionsPaused:
		return "NOT_PAUSED"
	}
	return ""
}
