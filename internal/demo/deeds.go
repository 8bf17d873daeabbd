package demo

import (
	"context"
	"time"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	entpoll "gandan/ent/poll"
	"gandan/ent/question"
	"gandan/internal/commitment"
	"gandan/internal/conference"
	"gandan/internal/notify"
	"gandan/internal/poll"
	"gandan/internal/registration"
)

// does has somebody do a deed so long ago; after a failure nothing is done.
func does[T any](s *story, by who, ago time.Duration, deed func(context.Context) (T, error)) (row T) {
	ctx, ok := s.by(by, ago)
	if !ok {
		return row
	}
	row, err := deed(ctx)
	s.keep(err)
	return row
}

// propose enters what the Front of a place asks for.
func (s *story) propose(by who, ago time.Duration, at place, title, reason string) gid.ID {
	front := s.body(at, organisation.KindFATHERLAND_FRONT)
	p := does(s, by, ago, func(ctx context.Context) (*ent.Proposal, error) {
		return s.app.Forum.Propose(ctx, conference.ProposeConferenceInput{
			UnitID: s.places[at].ID, ProposedByID: front, Kind: entconference.KindDIALOGUE, Title: title, Reason: reason,
		})
	})
	if s.err != nil {
		return gid.Zero
	}
	return p.ID
}

// assign has the committee of a place owe the answer to a question in writing, until a day.
func (s *story) assign(by who, ago time.Duration, q gid.ID, from place, until string) {
	owner := s.body(from, organisation.KindPEOPLES_COMMITTEE)
	does(s, by, ago, func(ctx context.Context) (*ent.Question, error) {
		return s.app.Forum.Assign(ctx, conference.AssignQuestionInput{QuestionID: q, OwnerID: owner, AnswerDueOn: &until})
	})
}

func (s *story) queue(by who, ago time.Duration, q gid.ID, stage question.Stage) {
	does(s, by, ago, func(ctx context.Context) (*ent.Question, error) {
		if stage == question.StageNOW {
			return s.app.Forum.AnswerNow(ctx, conference.AnswerNowInput{QuestionID: q})
		}
		return s.app.Forum.Queue(ctx, conference.QueueQuestionInput{QuestionID: q, Stage: stage})
	})
}

func (s *story) sort(by who, ago time.Duration, q gid.ID, topic string) {
	does(s, by, ago, func(ctx context.Context) (*ent.Question, error) {
		return s.app.Forum.SetTopic(ctx, conference.SetQuestionTopicInput{QuestionID: q, Topic: &topic})
	})
}

func (s *story) register(by who, ago time.Duration, at gid.ID) *ent.Registration {
	return does(s, by, ago, func(ctx context.Context) (*ent.Registration, error) {
		return s.app.Seats.Register(ctx, registration.RegisterInput{ConferenceID: at})
	})
}

// admit lets in whoever says the code of their seat.
func (s *story) admit(by who, ago time.Duration, r *ent.Registration) {
	does(s, by, ago, func(ctx context.Context) (*ent.Registration, error) {
		return s.app.Seats.CheckIn(ctx, registration.CheckInInput{ConferenceID: r.ConferenceID, Code: r.Code})
	})
}

// put asks the room one thing; everybody named has a ballot, for the first answer.
func (s *story) put(by who, ago time.Duration, at gid.ID, text string, options []string, voters ...who) {
	p := does(s, by, ago, func(ctx context.Context) (*ent.Poll, error) {
		return s.app.Polls.Create(ctx, poll.CreatePollInput{ConferenceID: at, Question: text, Kind: entpoll.KindSINGLE, Options: options})
	})
	does(s, by, ago, func(ctx context.Context) (*ent.Poll, error) {
		return s.app.Polls.Open(ctx, poll.OpenPollInput{ID: p.ID})
	})
	for _, voter := range voters {
		ago -= time.Minute
		does(s, voter, ago, func(ctx context.Context) (*ent.Poll, error) {
			all, err := s.app.Polls.OptionsOf(ctx, p)
			if err != nil {
				return nil, err
			}
			return s.app.Polls.Cast(ctx, poll.CastBallotInput{PollID: p.ID, OptionIDs: []gid.ID{all[0].ID}})
		})
	}
}

func (s *story) complete(by who, ago time.Duration, c gid.ID, evidence string) {
	does(s, by, ago, func(ctx context.Context) (*ent.Commitment, error) {
		return s.app.Ledger.Complete(ctx, commitment.CompleteCommitmentInput{ID: c, Evidence: evidence})
	})
}

func (s *story) follow(by who, ago time.Duration, subject gid.ID) {
	does(s, by, ago, func(ctx context.Context) (*ent.Follow, error) {
		return s.app.Notify.Follow(ctx, notify.FollowInput{SubjectID: subject})
	})
}
