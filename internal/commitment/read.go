package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Commitment is one promise, readable with its conference. NOT_FOUND otherwise.
func (s *Service) Commitment(ctx context.Context, id gid.ID) (*ent.Commitment, error) {
	return page.Load(ctx, "commitment.commitment", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Commitment, error) {
		rows, err := s.store.Reader(ctx).Commitment.Query().Where(commitment.IDIn(ids...)).All(ctx)
		found := make(map[gid.ID]*ent.Commitment, len(rows))
		for _, c := range rows {
			found[c.ID] = c
		}
		return found, store.Translate(err)
	})
}

// Mine is a page of the promises that came from the actor's own questions, newest first; a visitor has none.
// BAD_USER_INPUT for the page.
func (s *Service) Mine(ctx context.Context, args page.Args) (*page.Connection[*ent.Commitment], error) {
	actor, _ := access.From(ctx)
	q := s.store.Reader(ctx).Commitment.Query().Where(commitment.OwnerID(actor.ID))
	order := page.Order{List: "commitments.mine", Column: commitment.FieldCreatedAt, Desc: true}
	found, err := page.Of(ctx, q, args, order, func(c *ent.Commitment) page.Cursor { return page.AtTime(c.CreatedAt, c.ID) })
	return found, store.Translate(err)
}

// Actions is what the viewer may do to the commitment, and why not, by the names of the mutations; a visitor gets none. What
// the clock does is no button.
func (s *Service) Actions(ctx context.Context, c *ent.Commitment) []*lifecycle.Possibility {
	viewer, _ := access.From(ctx)
	all := []*lifecycle.Possibility{}
	for _, verb := range Life().Verbs() {
		if verb != settle && !viewer.IsAnonymous() {
			_, refusal := s.arrow(viewer, c, verb)
			all = append(all, possibility(verb, refusal))
		}
	}
	return all
}

func possibility(verb string, refusal error) *lifecycle.Possibility {
	if refusal == nil {
		return &lifecycle.Possibility{Name: verb, Allowed: true}
	}
	reason := string(fault.Of(refusal).Key)
	return &lifecycle.Possibility{Name: verb, Reason: &reason}
}
