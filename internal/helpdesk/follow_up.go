package helpdesk

import (
	"context"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// FollowUpHelpRequestInput is which matter goes on.
type FollowUpHelpRequestInput struct {
	ID               gid.ID
	Description      *string
	UnitID           *gid.ID
	ConsentToContact bool
}

// FollowUp makes a new request that takes further what its citizen said was not solved: for nobody in particular and with a
// clock of its own, in the unit of the old one or the one unit that took over all of it. A request has one follow-up; the
// same words again return it.
//
// BAD_USER_INPUT with keys CONSENT_REQUIRED, TOO_SHORT, TOO_LONG, UNKNOWN_UNIT, UNIT_NOT_IN_FORCE and CHOOSE_UNIT, which names the
// units; NOT_FOUND; FORBIDDEN with key NOT_YOUR_REQUEST; CONFLICT with keys WRONG_STATE, FOLLOW_UP_NEEDS_NO and ALREADY_FOLLOWED_UP.
func (s *Service) FollowUp(ctx context.Context, in FollowUpHelpRequestInput) (*ent.HelpRequest, error) {
	if !in.ConsentToContact {
		return nil, fault.Bad("input.consentToContact", "CONSENT_REQUIRED")
	}
	if in.Description != nil {
		words, err := description(*in.Description)
		if err != nil {
			return nil, err
		}
		in.Description = &words
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := s.followUp(ctx, tx, in)
		if !fault.Is(err, fault.Conflict) {
			return r, err
		}
		// The same call may have come before, or twice at once: the other one is then why this one is refused.
		if r, look := followedSo(ctx, tx, in); r != nil || look != nil {
			return r, look
		}
		return nil, err
	})
}

// followUp steps along the arrow first: whoever comes second finds it taken before anything is written.
func (s *Service) followUp(ctx context.Context, tx *store.Tx, in FollowUpHelpRequestInput) (*ent.HelpRequest, error) {
	old, err := actedOn(ctx, tx, in.ID)
	if err != nil {
		return nil, err
	}
	row, err := s.arrow(tx.Actor, old, VerbFollowUp, tx.Now)
	if err != nil {
		return nil, err
	}
	asked, err := s.again(old, in)
	if err != nil {
		return nil, err
	}
	if _, err := follow(ctx, tx, old, row, step{}); err != nil {
		return nil, err
	}
	r, err := s.create(ctx, tx, asked)
	if err != nil {
		return nil, err
	}
	return r, tx.HelpRequest.Update().Where(helprequest.ID(old.ID)).SetFollowedByID(r.ID).Exec(ctx)
}

// again is what the new request asks for. Words that a moderator hid are not said again.
func (s *Service) again(old *ent.HelpRequest, in FollowUpHelpRequestInput) (CreateHelpRequestInput, error) {
	out := CreateHelpRequestInput{
		ProcedureID: old.ProcedureID, Mode: old.Mode, ConsentToContact: true, Wishes: Wishes{Place: old.Place, ApplicantKind: &old.ApplicantKind},
	}
	if old.Relation != nil { // the relative agreed to be helped in this matter
		out.OnBehalf = &OnBehalfInput{Relation: *old.Relation, Consent: true}
	}
	switch {
	case in.Description != nil:
		out.Description = *in.Description
	case old.DescriptionHidden:
		return out, fault.Bad("input.description", "TOO_SHORT").With("min", shortestDescription)
	default:
		out.Description = old.Description
	}
	unit, err := s.whereAgain(old, in.UnitID)
	if err == nil {
		out.UnitID = unit.ID
	}
	return out, err
}

// whereAgain is the unit that the citizen chose, or the one that stands for that of the old request today.
func (s *Service) whereAgain(old *ent.HelpRequest, chosen *gid.ID) (*ent.Unit, error) {
	if chosen != nil {
		return s.territory.InForce(*chosen, "input.unitId")
	}
	then, err := s.territory.Unit(old.UnitID)
	if err != nil {
		return nil, err
	}
	if now := s.territory.Heir(then); now != nil {
		return now, nil
	}
	names := []string{}
	for _, u := range s.territory.Successors(then) {
		names = append(names, u.Name)
	}
	return nil, fault.Bad("input.unitId", "CHOOSE_UNIT").With("units", strings.Join(names, ", "))
}

// followedSo is the follow-up of the citizen's request when it has these very words, else nil.
func followedSo(ctx context.Context, tx *store.Tx, in FollowUpHelpRequestInput) (*ent.HelpRequest, error) {
	old, err := actedOn(ctx, tx, in.ID)
	if err != nil || old.FollowedByID == nil || old.CitizenID != tx.Actor.ID {
		return nil, err
	}
	r, err := actedOn(ctx, tx, *old.FollowedByID)
	words := in.Description
	if words == nil {
		words = &old.Description
	}
	if err != nil || r.Description != *words || in.UnitID != nil && *in.UnitID != r.UnitID {
		return nil, err
	}
	return r, nil
}

// FollowedBy is the request that takes this one further; nil when there is none, or the viewer may not read it.
func (s *Service) FollowedBy(ctx context.Context, r *ent.HelpRequest) (*ent.HelpRequest, error) {
	if r.FollowedByID == nil {
		return nil, nil //nolint:nilnil // there is none
	}
	return page.Maybe(ctx, "helpdesk.followedBy", *r.FollowedByID, s.chained(helprequest.IDIn, func(r *ent.HelpRequest) gid.ID { return r.ID }))
}

// Follows is the request that this one takes further; nil when there is none, or the viewer may not read it.
func (s *Service) Follows(ctx context.Context, r *ent.HelpRequest) (*ent.HelpRequest, error) {
	return page.Maybe(ctx, "helpdesk.follows", r.ID, s.chained(helprequest.FollowedByIDIn, func(r *ent.HelpRequest) gid.ID { return *r.FollowedByID }))
}

// ClosingComment are the words that came with the rating, for the citizen alone.
func (s *Service) ClosingComment(ctx context.Context, r *ent.HelpRequest) *string {
	if viewer, _ := access.From(ctx); viewer.ID != r.CitizenID {
		return nil
	}
	return r.RatingComment
}

func (s *Service) chained(where func(...gid.ID) predicate.HelpRequest, key func(*ent.HelpRequest) gid.ID) func(context.Context, []gid.ID) (map[gid.ID]*ent.HelpRequest, error) {
	return func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.HelpRequest, error) {
		rows, err := s.store.Reader(ctx).HelpRequest.Query().Where(where(ids...)).All(ctx)
		found := make(map[gid.ID]*ent.HelpRequest, len(rows))
		for _, r := range rows {
			found[key(r)] = r
		}
		return found, store.Translate(err)
	}
}
