package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/conference"
	"gandan/ent/draft"
	"gandan/ent/follow"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Follows lists what the person who asks follows, the latest first. It returns the faults of page.Args.
func (s *Service) Follows(ctx context.Context, args page.Args) (*page.Connection[*ent.Follow], error) {
	actor, _ := access.From(ctx)
	q := s.store.Reader(ctx).Follow.Query().Where(follow.AccountID(actor.ID))
	order := page.Order{List: "follows", Column: follow.FieldCreatedAt, Desc: true}
	found, err := page.Of(ctx, q, args, order, func(f *ent.Follow) page.Cursor { return page.AtTime(f.CreatedAt, f.ID) })
	return found, store.Translate(err)
}

// ViewerFollows says whether the person who asks follows the subject. All that one response asks for is one statement; a
// visitor's costs none.
func (s *Service) ViewerFollows(ctx context.Context, subject gid.ID) (bool, error) {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return false, nil
	}
	return page.Maybe(ctx, "notify.follows", subject, func(ctx context.Context, ids []gid.ID) (map[gid.ID]bool, error) {
		rows, err := s.store.Reader(ctx).Follow.Query().Where(follow.AccountID(actor.ID), follow.SubjectIDIn(ids...)).
			Select(follow.FieldSubjectID).All(ctx)
		followed := make(map[gid.ID]bool, len(rows))
		for _, f := range rows {
			followed[f.SubjectID] = true
		}
		return followed, store.Translate(err)
	})
}

// Subject is what the row follows, nil when the person can no longer read it. The subjects of a page are one statement a kind.
func (s *Service) Subject(ctx context.Context, id gid.ID) (any, error) {
	switch id.Kind() {
	case gid.Question:
		return one(ctx, id, func(q *ent.Question) gid.ID { return q.ID }, func(ctx context.Context, ids []gid.ID) ([]*ent.Question, error) {
			return s.store.Reader(ctx).Question.Query().Where(question.IDIn(ids...)).All(ctx)
		})
	case gid.Commitment:
		return one(ctx, id, func(c *ent.Commitment) gid.ID { return c.ID }, func(ctx context.Context, ids []gid.ID) ([]*ent.Commitment, error) {
			return s.store.Reader(ctx).Commitment.Query().Where(commitment.IDIn(ids...)).All(ctx)
		})
	case gid.Conference:
		return one(ctx, id, func(c *ent.Conference) gid.ID { return c.ID }, func(ctx context.Context, ids []gid.ID) ([]*ent.Conference, error) {
			return s.store.Reader(ctx).Conference.Query().Where(conference.IDIn(ids...)).All(ctx)
		})
	default:
		return one(ctx, id, func(d *ent.Draft) gid.ID { return d.ID }, func(ctx context.Context, ids []gid.ID) ([]*ent.Draft, error) {
			return s.store.Reader(ctx).Draft.Query().Where(draft.IDIn(ids...)).All(ctx)
		})
	}
}

// one reads a row together with those of its kind that its siblings ask for.
func one[T any](ctx context.Context, id gid.ID, key func(*T) gid.ID, read func(context.Context, []gid.ID) ([]*T, error)) (any, error) {
	found, err := page.Maybe(ctx, "notify.subject."+id.Kind().String(), id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*T, error) {
		rows, err := read(ctx, ids)
		out := make(map[gid.ID]*T, len(rows))
		for _, row := range rows {
			out[key(row)] = row
		}
		return out, store.Translate(err)
	})
	if found == nil {
		return nil, err
	}
	return found, err
}
