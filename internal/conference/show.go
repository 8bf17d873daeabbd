package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Answer is the answer of an organisation.
type Answer struct {
	Body         string
	AnsweredAt   time.Time
	AnsweredByID gid.ID

	by *ent.Organisation // when it was read with the question
}

// Author is the name an asker chose to show.
type Author struct{ DisplayName string }

// ConclusionDueAt is until when the conclusion is due, by the rule in force when the conference ended; nil when none is due.
func (s *Service) ConclusionDueAt(c *ent.Conference) *time.Time {
	if c.Status != conference.StatusENDED || c.EndedAt == nil {
		return nil
	}
	within := s.rule(c.Kind, publishDays, c.UnitPath, *c.EndedAt)
	if within == 0 {
		return nil
	}
	due := c.EndedAt.Add(span(within))
	return &due
}

// ConclusionOverdue says whether that instant has passed without a conclusion.
func (s *Service) ConclusionOverdue(c *ent.Conference) bool {
	due := s.ConclusionDueAt(c)
	return due != nil && s.store.Now().After(*due)
}

// Host is the body that hosts the conference, nil when none was named.
func (s *Service) Host(ctx context.Context, c *ent.Conference) (*ent.Organisation, error) {
	if c.HostID == nil {
		return nil, nil //nolint:nilnil // nobody was named
	}
	return s.territory.Organisation(ctx, *c.HostID)
}

// Question is the question of that id, nil when there is none or the viewer may not read it.
func (s *Service) Question(ctx context.Context, id *gid.ID) (*ent.Question, error) {
	if id == nil {
		return nil, nil //nolint:nilnil // no question is meant
	}
	return page.Maybe(ctx, "conference.question", *id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Question, error) {
		rows, err := s.store.Reader(ctx).Question.Query().Where(question.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(q *ent.Question) gid.ID { return q.ID })
	})
}

// Body is the words of the question, nil when they are hidden from the viewer.
func (s *Service) Body(ctx context.Context, q *ent.Question) *string {
	if concealed(ctx, q) {
		return nil
	}
	return &q.Body
}

// AuthorOf is the name the asker chose to show, nil when they did not.
func (s *Service) AuthorOf(ctx context.Context, q *ent.Question) *Author {
	if !q.ShowName || q.ShownName == nil || concealed(ctx, q) {
		return nil
	}
	return &Author{DisplayName: *q.ShownName}
}

// AnswerOf is the answer to the question, nil while there is none.
func (s *Service) AnswerOf(ctx context.Context, q *ent.Question) *Answer {
	if q.AnswerBody == nil || q.AnsweredAt == nil || q.AnsweredByID == nil || concealed(ctx, q) {
		return nil
	}
	return &Answer{Body: *q.AnswerBody, AnsweredAt: *q.AnsweredAt, AnsweredByID: *q.AnsweredByID, by: q.Edges.AnsweredBy}
}

// AnsweredBy is the organisation that answers.
func (s *Service) AnsweredBy(ctx context.Context, a *Answer) (*ent.Organisation, error) {
	if a.by != nil {
		return a.by, nil
	}
	return s.territory.Organisation(ctx, a.AnsweredByID)
}

// concealed says whether the viewer sees of the question only that it is there: a question that is not public shows its words
// to its author and to the admins of its unit.
func concealed(ctx context.Context, q *ent.Question) bool {
	if listed(q.Status) {
		return false
	}
	actor, _ := access.From(ctx)
	return q.Body == "" || !access.Can(actor, access.ReadQuestion, access.Object{Path: q.UnitPath, Owner: q.AuthorID})
}
