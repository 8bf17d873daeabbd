package conference

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Owing says which owed answers are meant: of a unit and those below it, of one organisation, overdue or not; nil = all.
type Owing struct {
	UnitID, OwnerID *gid.ID
	Overdue         *bool
}

// Owed is a page of the public questions that an organisation owes an answer in writing, in units of the admin, by their last
// day. An admin of another unit gets an empty page.
// FORBIDDEN for whoever is admin nowhere; NOT_FOUND for an unknown unit; BAD_USER_INPUT for the page.
func (s *Service) Owed(ctx context.Context, which Owing, args page.Args) (*page.Connection[*ent.Question], error) {
	actor, _ := access.From(ctx)
	if !access.MayTry(actor, access.AnswerQuestion) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	q := s.store.Reader(ctx).Question.Query().
		Where(question.StatusEQ(question.StatusPUBLISHED), question.AnswerDueOnGT(""), reached(access.Scope(actor, access.AnswerQuestion)))
	if which.UnitID != nil {
		u, err := s.territory.Unit(*which.UnitID)
		if err != nil {
			return nil, err
		}
		q.Where(ofUnit(u))
	}
	if which.OwnerID != nil {
		q.Where(question.OwnerID(*which.OwnerID))
	}
	switch {
	case which.Overdue == nil:
	case *which.Overdue:
		q.Where(question.AnswerDueOnLTE(string(s.lapsed())))
	default:
		q.Where(question.AnswerDueOnGT(string(s.lapsed())))
	}
	by := page.Order{List: "questions.owed", Column: question.FieldAnswerDueOn}
	found, err := page.Of(ctx, q, args, by, func(q *ent.Question) page.Cursor { return page.AtText(deref(q.AnswerDueOn), q.ID) })
	return found, store.Translate(err)
}

// reached narrows to the units in which the actor answers questions.
func reached(e access.Extent) predicate.Question {
	if e.All {
		return func(*sql.Selector) {}
	}
	parts := make([]predicate.Question, len(e.Paths))
	for i, p := range e.Paths {
		parts[i] = access.Under(p)
	}
	return question.Or(parts...)
}

// ofUnit narrows to the unit and what lies below it. Below a ward or a commune lies nothing, and naming it alone lets an index
// give the page in its order.
func ofUnit(u *ent.Unit) predicate.Question {
	switch u.Kind {
	case unit.KindWARD, unit.KindCOMMUNE, unit.KindTOWNSHIP:
		return question.UnitID(u.ID)
	default:
		return access.Under(u.Path)
	}
}

// Unowned is a page of the public questions of the conference that have no answer and that nobody owes one, oldest first.
// NOT_FOUND; FORBIDDEN for whoever is no admin of its unit or above; BAD_USER_INPUT for the page.
func (s *Service) Unowned(ctx context.Context, conferenceID gid.ID, args page.Args) (*page.Connection[*ent.Question], error) {
	c, err := s.Conference(ctx, conferenceID)
	if err != nil {
		return nil, err
	}
	actor, _ := access.From(ctx)
	if !access.Can(actor, access.AnswerQuestion, access.Object{Path: c.UnitPath}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	q := s.store.Reader(ctx).Question.Query().
		Where(question.ConferenceID(c.ID), question.StatusEQ(question.StatusPUBLISHED), question.OwnerIDIsNil())
	found, err := page.Of(ctx, q, args, page.Order{List: "questions.unowned"}, func(q *ent.Question) page.Cursor { return page.Cursor{ID: q.ID} })
	return found, store.Translate(err)
}

// Mine is a page of what the person has asked, newest first, wherever and in whatever state. BAD_USER_INPUT for the page.
func (s *Service) Mine(ctx context.Context, account *ent.Account, args page.Args) (*page.Connection[*ent.Question], error) {
	q := s.store.Reader(ctx).Question.Query().Where(question.AuthorID(account.ID))
	by := page.Order{List: "questions.mine", Column: question.FieldCreatedAt, Desc: true}
	found, err := page.Of(ctx, q, args, by, func(q *ent.Question) page.Cursor { return page.AtTime(q.CreatedAt, q.ID) })
	return found, store.Translate(err)
}
