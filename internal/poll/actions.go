package poll

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// Actions is what the viewer may do with the poll, and why not, by the names of the mutations; a visitor gets none.
func (s *Service) Actions(ctx context.Context, p *ent.Poll) ([]*lifecycle.Possibility, error) {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return []*lifecycle.Possibility{}, nil
	}
	live, err := s.live(ctx, p)
	if err != nil {
		return nil, err
	}
	voted, err := s.ViewerHasVoted(ctx, p)
	if err != nil {
		return nil, err
	}
	all := Life().Possibilities(actor, access.Object{Path: p.UnitPath}, p.Status, func(verb string) fault.Key {
		switch {
		case verb == open && !live:
			return "POLL_NEEDS_LIVE"
		case verb == cast && !live:
			return "POLL_NOT_OPEN"
		case verb == cast && voted:
			return "BALLOT_CAST"
		}
		return ""
	})
	for _, a := range all {
		if a.Reason != nil {
			told := string(reason(a.Name, fault.Key(*a.Reason)))
			a.Reason = &told
		}
	}
	return all, nil
}
