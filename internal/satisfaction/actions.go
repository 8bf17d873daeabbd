package satisfaction

import (
	"context"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
)

// Action is whether the viewer may rate now, and why not, by the name of the mutation; nil for a visitor. The subjects of one
// response are looked up together.
func (s *Service) Action(ctx context.Context, o *Satisfaction) (*lifecycle.Possibility, error) {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return nil, nil //nolint:nilnil // nothing is offered to a visitor
	}
	refusal, err := s.refusal(ctx, actor, o)
	if err != nil {
		return nil, err
	}
	possible := &lifecycle.Possibility{Name: o.about.verb, Allowed: refusal == ""}
	if reason := string(refusal); reason != "" {
		possible.Reason = &reason
	}
	return possible, nil
}

// refusal is the key of what Rate would say, as far as it does not depend on what is sent; empty when it would not refuse.
func (s *Service) refusal(ctx context.Context, actor access.Actor, o *Satisfaction) (fault.Key, error) {
	if err := o.about.inTime(actor, s.store.Now()); err != nil {
		return fault.Of(err).Key, nil
	}
	if rated, err := s.ViewerHasRated(ctx, o); err != nil || rated {
		return o.about.ratedAlready, err
	}
	if took, err := s.viewerTookPart(ctx, actor, o.about); err != nil || !took {
		return o.about.notAPart, err
	}
	return "", nil
}

func (s *Service) viewerTookPart(ctx context.Context, actor access.Actor, about subject) (bool, error) {
	return page.Maybe(ctx, "satisfaction.took_part."+about.verb, about.id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]bool, error) {
		return about.took(ctx, s, actor, ids...)
	})
}
