package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// Actions is what the viewer may do at the draft, and why not, by the names of the mutations; a visitor gets none.
func (s *Service) Actions(ctx context.Context, d *ent.Draft) []*lifecycle.Possibility {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return []*lifecycle.Possibility{}
	}
	all := Life().Possibilities(actor, access.Object{Path: d.UnitPath}, standing(d, s.store.Now()), func(verb string) fault.Key { return guard(d, verb) })
	for _, p := range all {
		if p.Reason != nil {
			told := string(reason(p.Name, fault.Key(*p.Reason)))
			p.Reason = &told
		}
	}
	return all
}

// guard is what the verbs ask of a draft beyond role and state.
func guard(d *ent.Draft, verb string) fault.Key {
	switch {
	case verb == open && d.Version == 0:
		return "NO_VERSION"
	case verb == issue && d.Form == draft.FormCONFERENCE && d.ConferenceID == nil:
		return "CONFERENCE_NEEDED"
	case verb == reply && d.Answered == d.Received:
		return "NO_OPINION_WAITS"
	case verb == finish && d.Answered < d.Received:
		return "ANSWERS_OPEN"
	}
	return ""
}
