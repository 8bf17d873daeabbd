package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// SetCompanionInput is who visits together with the holder; nil for nobody.
type SetCompanionInput struct {
	ID          gid.ID
	VolunteerID *gid.ID
}

// SetCompanion names the second of a pair that visits at home, by the holder or a lead. The companion reads the request as
// the holder does, while their role reaches it, and logs nothing. Both are told.
// BAD_USER_INPUT with keys CITIZEN_CANNOT_HELP, HOLDS_IT_ALREADY and NOT_A_VOLUNTEER_HERE; NOT_FOUND; FORBIDDEN with key
// NOT_HOLDER; CONFLICT, also with keys WRONG_STATE and NOT_AT_HOME.
func (s *Service) SetCompanion(ctx context.Context, in SetCompanionInput) (*ent.HelpRequest, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := actedOn(ctx, tx, in.ID)
		if err == nil {
			err = s.onlyLeads(ctx, tx.Actor, r, VerbCompanion)
		}
		if err != nil {
			return nil, err
		}
		row, err := s.arrow(tx.Actor, r, VerbCompanion, tx.Now)
		if err != nil {
			return nil, err
		}
		if err := mayAccompany(ctx, tx, r, in.VolunteerID); err != nil {
			return nil, err
		}
		return follow(ctx, tx, r, row, paired(in.VolunteerID))
	})
}

func mayAccompany(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, who *gid.ID) error {
	switch {
	case who == nil:
		return nil
	case *who == holder(r):
		return fault.Bad("input.volunteerId", "HOLDS_IT_ALREADY")
	}
	return mayBeGiven(ctx, tx, r, *who)
}

func paired(who *gid.ID) step {
	with := step{change: func(r *ent.HelpRequest) { r.CompanionID = who }, facts: map[string]string{}}
	if who != nil {
		with.facts["newCompanionId"] = who.String()
	}
	return with
}

// Companion is who visits together with the holder; nil when nobody does.
func (s *Service) Companion(ctx context.Context, r *ent.HelpRequest) (*ent.Account, error) {
	if r.CompanionID == nil {
		return nil, nil //nolint:nilnil // nobody accompanies
	}
	return s.people.Person(ctx, *r.CompanionID)
}

// PairMissing reports that a visit at home is to come and nobody accompanies the holder yet. It hinders nothing.
func PairMissing(r *ent.HelpRequest) bool {
	return r.Mode == helprequest.ModeAT_HOME && r.CompanionID == nil && (r.Status == helprequest.StatusOPEN || isHeld(r.Status))
}

// seenBy is the request as far as reading is concerned: a companion stands where the holder does.
func seenBy(a access.Actor, r *ent.HelpRequest) access.Object {
	o := object(r)
	if r.CompanionID != nil && *r.CompanionID == a.ID {
		o.Holder = a.ID
	}
	return o
}
