package demo

import (
	"context"
	"time"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/decision"
	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/ent/organisation"
	"gandan/internal/commitment"
	"gandan/internal/conference"
	"gandan/internal/moderation"
)

// planned is a conference as it is prepared.
type planned struct {
	kind       entconference.Kind
	title      string
	topic      string
	at         place
	host       organisation.Kind
	starts     time.Time
	venue      string
	moderation entconference.Moderation
}

// draft prepares a conference; one whose start lies before now is written past the verb, which refuses it.
func (s *story) draft(by who, ago time.Duration, in planned) gid.ID {
	host := s.body(in.at, in.host)
	if in.starts.After(s.now) {
		c := does(s, by, ago, func(ctx context.Context) (*ent.Conference, error) {
			return s.app.Forum.Create(ctx, conference.CreateConferenceInput{
				Kind: in.kind, Title: in.title, Topic: &in.topic, UnitID: s.places[in.at].ID, HostID: &host,
				StartsAt: in.starts, EndsAt: in.starts.Add(3 * time.Hour), Venue: &in.venue, Moderation: in.moderation,
			})
		})
		if s.err != nil {
			return gid.Zero
		}
		return c.ID
	}
	if _, ok := s.by(by, ago); !ok {
		return gid.Zero
	}
	unit := s.places[in.at]
	c, err := s.tx.Conference.Create().SetKind(in.kind).SetTitle(in.title).SetTopic(in.topic).SetUnitID(unit.ID).SetUnitPath(unit.Path).
		SetHostID(host).SetCreatedByID(s.tx.Actor.ID).SetStartsAt(in.starts).SetEndsAt(in.starts.Add(3 * time.Hour)).SetVenue(in.venue).
		SetModeration(in.moderation).SetStatus(entconference.StatusDRAFT).Save(s.ctx)
	id := made(s, c, err, func(c *ent.Conference) gid.ID { return c.ID })
	if s.err == nil {
		s.keep(s.tx.Emit(s.ctx, conference.EventCreated, id, nil))
	}
	return id
}

func (s *story) announce(by who, ago time.Duration, id gid.ID) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Forum.Announce(ctx, conference.AnnounceConferenceInput{ID: id})
		s.keep(err)
	}
}

func (s *story) start(by who, ago time.Duration, id gid.ID) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Forum.Start(ctx, conference.StartConferenceInput{ID: id})
		s.keep(err)
	}
}

func (s *story) end(by who, ago time.Duration, id gid.ID) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Forum.End(ctx, conference.EndConferenceInput{ID: id})
		s.keep(err)
	}
}

func (s *story) conclude(by who, ago time.Duration, id gid.ID, body string) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Forum.Conclude(ctx, conference.PublishConclusionInput{ID: id, Body: body})
		s.keep(err)
	}
}

func (s *story) ask(by who, ago time.Duration, at gid.ID, named bool, body string) gid.ID {
	ctx, ok := s.by(by, ago)
	if !ok {
		return gid.Zero
	}
	q, err := s.app.Forum.Ask(ctx, conference.AskQuestionInput{ConferenceID: at, Body: body, ShowName: named})
	return made(s, q, err, func(q *ent.Question) gid.ID { return q.ID })
}

func (s *story) vote(question gid.ID, ago time.Duration, voters ...who) {
	for _, by := range voters {
		if ctx, ok := s.by(by, ago); ok {
			_, err := s.app.Forum.Vote(ctx, conference.VoteQuestionInput{QuestionID: question})
			s.keep(err)
		}
		ago -= time.Minute
	}
}

func (s *story) answer(by who, ago time.Duration, question gid.ID, from place, body string) {
	answering := s.body(from, organisation.KindPEOPLES_COMMITTEE)
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Forum.Answer(ctx, conference.AnswerQuestionInput{QuestionID: question, Body: body, AnsweredByID: answering})
		s.keep(err)
	}
}

func (s *story) promise(ago time.Duration, in commitment.RecordCommitmentInput) gid.ID {
	in.ResponsibleID = s.body(ward, organisation.KindPEOPLES_COMMITTEE)
	c := does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Commitment, error) { return s.app.Ledger.Record(ctx, in) })
	if s.err != nil {
		return gid.Zero
	}
	return c.ID
}

func (s *story) flag(by who, ago time.Duration, subject gid.ID, reason flag.Reason) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Moderation.Flag(ctx, moderation.FlagContentInput{SubjectID: subject, Reason: reason})
		s.keep(err)
	}
}

// decide closes the open case of a piece of content.
func (s *story) decide(by who, ago time.Duration, subject gid.ID, outcome decision.Outcome, reason decision.ReasonCode, statement string) {
	ctx, ok := s.by(by, ago)
	if !ok {
		return
	}
	c, err := s.tx.ModerationCase.Query().Where(moderationcase.SubjectID(subject), moderationcase.StatusEQ(moderationcase.StatusOPEN)).Only(s.ctx)
	id := made(s, c, err, func(c *ent.ModerationCase) gid.ID { return c.ID })
	if s.err == nil {
		_, err := s.app.Moderation.Decide(ctx, moderation.DecideModerationInput{CaseID: id, Outcome: outcome, ReasonCode: reason, Statement: statement})
		s.keep(err)
	}
}
