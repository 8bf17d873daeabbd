package conference

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// Actions is what the viewer may do at the conference, and why not, by the names of the mutations; a visitor gets none.
func (s *Service) Actions(ctx context.Context, c *ent.Conference) []*lifecycle.Possibility {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return []*lifecycle.Possibility{}
	}
	paused := func(verb string) fault.Key { return againPaused(c, verb) }
	all := Life().Possibilities(actor, access.Object{Path: c.UnitPath}, c.Status, paused)
	for _, p := range all {
		if p.Reason != nil {
			told := string(reason(p.Name, fault.Key(*p.Reason)))
			p.Reason = &told
		}
	}
	return all
}
