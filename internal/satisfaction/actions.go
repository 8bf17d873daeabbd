package satisfaction

import (
	"context"

	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Action is whether the viewer may rate now, and why not, by the name of the mutation; nil for a visitor. The conferences of one
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
	possible := &lifecycle.Possibility{Name: "rateConference", Allowed: refusal == ""}
	if reason := string(refusal); reason != "" {
		possible.Reason = &reason
	}
	return possible, nil
}

// refusal is the key of what Rate would say, as far as it does not depend on what is sent; empty when it would not refuse.
func (s *Service) refusal(ctx context.Context, actor access.Actor, o *Satisfaction) (fault.Key, error) {
	if err := s.inTime(actor, o.conference, s.store.Now()); err != nil {
		return fault.Of(err).Key, nil
	}
	if rated, err := s.ViewerHasRated(ctx, o); err != nil || rated {
		return "ALREADY_RATED", err
	}
	if took, err := s.viewerTookPart(ctx, actor, o.conference.ID); err != nil || !took {
		return "NOT_A_PARTICIPANT", err
	}
	return "", nil
}

func (s *Service) viewerTookPart(ctx context.Context, actor access.Actor, id gid.ID) (bool, error) {
	return page.Maybe(ctx, "satisfaction.took_part", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]bool, error) {
		took := map[gid.ID]bool{}
		there, err := s.store.Reader(ctx).Registration.Query().Where(attended(actor, ids...)).Select(registration.FieldConferenceID).All(ctx)
		if err != nil {
			return nil, store.Translate(err)
		}
		for _, r := range there {
			took[r.ConferenceID] = true
		}
		asked, err := s.store.Reader(ctx).Question.Query().Where(heard(actor, ids...)).Select(question.FieldConferenceID).All(ctx)
		for _, q := range asked {
			took[q.ConferenceID] = true
		}
		return took, store.Translate(err)
	})
}
