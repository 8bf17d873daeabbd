package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/proposal"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Proposals is a page of what was proposed to the unit, newest first: the public reads what is decided, admins of the unit
// all. NOT_FOUND for an unknown unit; BAD_USER_INPUT with key WRONG_ID_KIND and for the page.
func (s *Service) Proposals(ctx context.Context, unitID gid.ID, status *proposal.Status, args page.Args) (*page.Connection[*ent.Proposal], error) {
	if unitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	q := s.store.Reader(ctx).Proposal.Query().Where(proposal.UnitID(u.ID))
	if status != nil {
		q.Where(proposal.StatusEQ(*status))
	}
	order := page.Order{List: "proposals", Column: proposal.FieldCreatedAt, Desc: true}
	c, err := page.Of(ctx, q, args, order, func(p *ent.Proposal) page.Cursor { return page.AtTime(p.CreatedAt, p.ID) })
	return c, store.Translate(err)
}

// Proposal is the proposal of that id, or NOT_FOUND when the viewer may not read it.
func (s *Service) Proposal(ctx context.Context, id gid.ID) (*ent.Proposal, error) {
	return page.Load(ctx, "conference.proposal", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Proposal, error) {
		rows, err := s.store.Reader(ctx).Proposal.Query().Where(proposal.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(p *ent.Proposal) gid.ID { return p.ID })
	})
}

// OutcomeOf is the conference that came of the proposal, nil while there is none or the viewer may not read its draft.
func (s *Service) OutcomeOf(ctx context.Context, p *ent.Proposal) (*ent.Conference, error) {
	if p.ConferenceID == nil {
		return nil, nil //nolint:nilnil // nothing came of it
	}
	c, err := s.Conference(ctx, *p.ConferenceID)
	if fault.Is(err, fault.NotFound) {
		return nil, nil //nolint:nilnil // a draft, which the viewer may not read
	}
	return c, err
}
