package conference

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Order is how the questions of a conference are sorted.
type Order string

// The orders of questions.
const (
	MostVoted Order = "MOST_VOTED"
	Newest    Order = "NEWEST"
)

// list is one way of listing the questions of conferences: an order, what is in it, and how it is counted.
type list struct {
	by    page.Order
	key   func(*ent.Question) page.Cursor
	only  func(*sql.Selector)
	count func(context.Context, gid.ID) (int, error)
}

// Questions is a page of the questions of the conference that the public may read, of one topic or of all. The pages of all
// conferences of one response are one statement. BAD_USER_INPUT for the page, and with key UNKNOWN_TOPIC.
func (s *Service) Questions(ctx context.Context, c *ent.Conference, order Order, topic *string, args page.Args) (*page.Connection[*ent.Question], error) {
	if err := knownTopic("topic", topic); err != nil {
		return nil, err
	}
	l := list{only: access.Listed}
	l.by, l.key = sorting(order)
	if topic != nil {
		l.about(s, *topic)
	}
	return s.pageOf(ctx, c, l, args)
}

// about narrows the list to a topic. A cursor of one topic serves no other.
func (l *list) about(s *Service, topic string) {
	l.by.List += "." + topic
	l.only = func(s *sql.Selector) {
		access.Listed(s)
		s.Where(sql.EQ(s.C(question.FieldTopic), topic))
	}
	l.count = func(ctx context.Context, id gid.ID) (int, error) {
		return s.store.Reader(ctx).Question.Query().Where(question.ConferenceID(id), access.Listed, question.Topic(topic)).Count(ctx)
	}
}

func sorting(order Order) (page.Order, func(*ent.Question) page.Cursor) {
	if order == Newest {
		return page.Order{List: "questions.newest", Column: question.FieldCreatedAt, Desc: true},
			func(q *ent.Question) page.Cursor { return page.AtTime(q.CreatedAt, q.ID) }
	}
	return page.Order{List: "questions.most_voted", Column: question.FieldVoteCount, Desc: true},
		func(q *ent.Question) page.Cursor { return page.AtInt(q.VoteCount, q.ID) }
}

// parent is a conference whose questions are read together with those of others. It knows already how many there are in all.
type parent struct {
	id        gid.ID
	questions int
}

// pageOf reads a page of the list of the conference together with those of its siblings.
func (s *Service) pageOf(ctx context.Context, c *ent.Conference, l list, args page.Args) (*page.Connection[*ent.Question], error) {
	w, err := args.Window(l.by.List)
	if err != nil {
		return nil, err
	}
	fetch := func(ctx context.Context, parents []parent) (map[parent]*page.Connection[*ent.Question], error) {
		return s.pagesOf(ctx, parents, l, w)
	}
	return page.Load(ctx, "conference.questions"+args.Name(l.by), parent{c.ID, c.QuestionCount}, fetch)
}

func (s *Service) pagesOf(ctx context.Context, parents []parent, l list, w page.Window) (map[parent]*page.Connection[*ent.Question], error) {
	ids := make([]any, len(parents))
	for i, p := range parents {
		ids[i] = p.id
	}
	children := page.Children{Table: question.Table, Parent: question.FieldConferenceID, Order: l.by, Window: w, Filter: l.only}
	rows, err := s.store.Reader(ctx).Question.Query().Where(predicate.Question(children.Of(ids))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	groups := page.Group(rows, l.by, w, func(q *ent.Question) gid.ID { return q.ConferenceID }, l.key)
	pages := make(map[parent]*page.Connection[*ent.Question], len(parents))
	for _, p := range parents {
		count := func(context.Context) (int, error) { return p.questions, nil }
		if l.count != nil {
			count = func(ctx context.Context) (int, error) { return l.count(ctx, p.id) }
		}
		pages[p] = page.New(w, l.by.List, groups[p.id], l.key, count)
	}
	return pages, nil
}
