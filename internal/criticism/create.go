package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CreateDraftInput is a document of an authority on which criticism is invited.
type CreateDraftInput struct {
	UnitID      gid.ID
	Title       string
	Summary     *string
	DrafterID   gid.ID
	OrganiserID gid.ID
	Form        draft.Form
}

// Create prepares a draft, which only admins of its unit see until it is opened.
//
// BAD_USER_INPUT with keys UNKNOWN_UNIT, UNIT_NOT_IN_FORCE, TOO_SHORT, TOO_LONG, UNKNOWN_ORGANISATION, DRAFT_BODY_ELSEWHERE and
// SAME_BODY; FORBIDDEN in a unit that is not the admin's.
func (s *Service) Create(ctx context.Context, in CreateDraftInput) (*ent.Draft, error) {
	unit, err := s.territory.InForce(in.UnitID, "input.unitId")
	if err != nil {
		return nil, err
	}
	actor, _ := access.From(ctx)
	if !access.Can(actor, access.ManageCriticism, access.Object{Path: unit.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if err := in.clean(); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Draft, error) {
		if err := s.bodies(ctx, in, unit.Path); err != nil {
			return nil, err
		}
		d, err := tx.Draft.Create().SetUnitID(unit.ID).SetUnitPath(unit.Path).
			SetTitle(in.Title).SetNillableSummary(in.Summary).SetDrafterID(in.DrafterID).SetOrganiserID(in.OrganiserID).
			SetForm(in.Form).SetStatus(draft.StatusPREPARED).Save(ctx)
		if err != nil {
			return nil, err
		}
		return d, tx.Emit(ctx, EventCreated, d.ID, nil)
	})
}

func (in *CreateDraftInput) clean() (err error) {
	if in.Title, err = words("input.title", in.Title, 5, 300); err != nil {
		return err
	}
	in.Summary, err = optional("input.summary", in.Summary, 4000)
	return err
}

// bodies checks who wrote the draft and who criticises it: nobody criticises their own draft.
func (s *Service) bodies(ctx context.Context, in CreateDraftInput, path string) error {
	if _, err := s.organisation(ctx, "input.drafterId", in.DrafterID, atOrAbove(path)); err != nil {
		return err
	}
	if _, err := s.organisation(ctx, "input.organiserId", in.OrganiserID, atOrAbove(path)); err != nil {
		return err
	}
	if in.DrafterID == in.OrganiserID {
		return fault.Bad("input.organiserId", "SAME_BODY")
	}
	return nil
}
