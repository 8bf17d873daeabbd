package moderation

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/moderationcase"
	"gandan/ent/opinion"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Cases lists the cases of a unit and the units below it, oldest first. An admin of another unit gets an empty page.
// FORBIDDEN for whoever is admin nowhere; BAD_USER_INPUT with key WRONG_ID_KIND; NOT_FOUND for an unknown unit; the
// faults of page.Args.
func (s *Service) Cases(ctx context.Context, unitID gid.ID, status moderationcase.Status, args page.Args) (*page.Connection[*ent.ModerationCase], error) {
	if err := mayTry(ctx, access.ReadModeration); err != nil {
		return nil, err
	}
	if unitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	q := s.store.Reader(ctx).ModerationCase.Query().Where(within(u), moderationcase.StatusEQ(status))
	order := page.Order{List: "moderationCases", Column: moderationcase.FieldOpenedAt}
	found, err := page.Of(ctx, q, args, order, func(c *ent.ModerationCase) page.Cursor { return page.AtTime(c.OpenedAt, c.ID) })
	return found, store.Translate(err)
}

// within narrows to the unit and those below it. Nothing lies below a ward, and naming it alone lets an index give the page
// in its order.
func within(u *ent.Unit) predicate.ModerationCase {
	switch u.Kind {
	case unit.KindWARD, unit.KindCOMMUNE, unit.KindTOWNSHIP:
		return moderationcase.UnitID(u.ID)
	default:
		return access.Under(u.Path)
	}
}

// Case is the case of that id, or NOT_FOUND when the actor may not read it.
func (s *Service) Case(ctx context.Context, id gid.ID) (*ent.ModerationCase, error) {
	return page.Load(ctx, "moderation.case", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.ModerationCase, error) {
		rows, err := s.store.Reader(ctx).ModerationCase.Query().Where(moderationcase.IDIn(ids...)).All(ctx)
		return by(rows, func(c *ent.ModerationCase) gid.ID { return c.ID }), store.Translate(err)
	})
}

// DueAt is when the decision is due, in working hours from the opening; nil for a case that is decided.
func (s *Service) DueAt(c *ent.ModerationCase) *time.Time {
	if c.Status != moderationcase.StatusOPEN {
		return nil
	}
	due := s.calendar.AddWorkingHours(c.OpenedAt, s.policy.DecideWithin)
	return &due
}

// Overdue reports whether the instant of DueAt has passed.
func (s *Service) Overdue(c *ent.ModerationCase) bool {
	due := s.DueAt(c)
	return due != nil && s.store.Now().After(*due)
}

// Reasons are the reasons of the flags, each once, sorted.
func (s *Service) Reasons(c *ent.ModerationCase) []flag.Reason {
	out := make([]flag.Reason, len(c.Reasons))
	for i, r := range c.Reasons {
		out[i] = flag.Reason(r)
	}
	return out
}

// Subject is the content of the case, an *ent.Question, an *ent.HelpRequest or an *ent.Opinion; nil when it is gone. A page of
// cases reads all its questions in one statement, all its requests in another and all its opinions in a third.
func (s *Service) Subject(ctx context.Context, c *ent.ModerationCase) (any, error) {
	switch c.SubjectKind {
	case moderationcase.SubjectKindQUESTION:
		return orNothing(page.Maybe(ctx, "moderation.question", c.SubjectID, s.questionsOf))
	case moderationcase.SubjectKindOPINION:
		return orNothing(page.Maybe(ctx, "moderation.opinion", c.SubjectID, s.opinionsOf))
	case moderationcase.SubjectKindHELP_REQUEST:
	}
	return orNothing(page.Maybe(ctx, "moderation.request", c.SubjectID, s.requestsOf))
}

// orNothing keeps a nil pointer from looking like content.
func orNothing[T any](found *T, err error) (any, error) {
	if found == nil {
		return nil, err
	}
	return found, err
}

func (s *Service) questionsOf(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Question, error) {
	rows, err := s.store.Reader(ctx).Question.Query().Where(question.IDIn(ids...)).All(ctx)
	return by(rows, func(q *ent.Question) gid.ID { return q.ID }), store.Translate(err)
}

func (s *Service) requestsOf(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.HelpRequest, error) {
	rows, err := s.store.Reader(ctx).HelpRequest.Query().Where(helprequest.IDIn(ids...)).All(ctx)
	return by(rows, func(r *ent.HelpRequest) gid.ID { return r.ID }), store.Translate(err)
}

func (s *Service) opinionsOf(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Opinion, error) {
	rows, err := s.store.Reader(ctx).Opinion.Query().Where(opinion.IDIn(ids...)).All(ctx)
	return by(rows, func(o *ent.Opinion) gid.ID { return o.ID }), store.Translate(err)
}

// Decision is the latest decision of the case, nil while there is none.
func (s *Service) Decision(ctx context.Context, c *ent.ModerationCase) (*ent.Decision, error) {
	return page.Maybe(ctx, "moderation.decision", c.ID, func(ctx context.Context, cases []gid.ID) (map[gid.ID]*ent.Decision, error) {
		rows, err := s.store.Reader(ctx).Decision.Query().Where(decision.CaseIDIn(cases...)).Order(ent.Asc(decision.FieldID)).All(ctx)
		return by(rows, func(d *ent.Decision) gid.ID { return d.CaseID }), store.Translate(err)
	})
}

// by finds rows by a key; of several with the same key the last counts.
func by[T any](rows []T, key func(T) gid.ID) map[gid.ID]T {
	out := make(map[gid.ID]T, len(rows))
	for _, row := range rows {
		out[key(row)] = row
	}
	return out
}
