package contact

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
)

// Actions is what the viewer may do about a request, and why not: sendMessage, revealContact, allowContact.
func (s *Service) Actions(ctx context.Context, r *ent.HelpRequest) ([]*lifecycle.Possibility, error) {
	viewer, _ := access.From(ctx)
	now := s.store.Now()
	p := s.policy(r.UnitPath, now)
	latest, err := page.Maybe(ctx, batch("contact.latestMessages", p.PerHour), r.ID, s.latestMessages(p.PerHour))
	if err != nil {
		return nil, err
	}
	reveal, err := s.wouldRefuse(ctx, r)
	if err != nil {
		return nil, err
	}
	return []*lifecycle.Possibility{
		possibility("sendMessage", sendRefusal(viewer, r, p, latest, now)),
		possibility("revealContact", reveal),
		possibility("allowContact", allowRefusal(viewer, r)),
	}, nil
}

func possibility(verb string, refusal error) *lifecycle.Possibility {
	if refusal == nil {
		return &lifecycle.Possibility{Name: verb, Allowed: true}
	}
	reason := string(fault.Of(refusal).Key)
	return &lifecycle.Possibility{Name: verb, Reason: &reason}
}
