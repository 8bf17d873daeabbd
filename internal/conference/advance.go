package conference

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/agendaitem"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AdvanceAgendaInput is which point of the agenda begins. It is named, so that two who press at once do not skip one.
type AdvanceAgendaInput struct {
	ItemID gid.ID
}

// AdvanceAgenda begins the next point of the agenda while the conference goes on; the one before it is over with that.
// NOT_FOUND, FORBIDDEN; CONFLICT, also with key NOT_NEXT_POINT.
func (s *Service) AdvanceAgenda(ctx context.Context, in AdvanceAgendaInput) (*ent.Conference, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		item, err := tx.AgendaItem.Get(ctx, in.ItemID)
		if err != nil {
			return nil, err
		}
		c, err := s.hold(ctx, tx, item.ConferenceID, advance)
		if err != nil {
			return nil, err
		}
		points, err := tx.AgendaItem.Query().Where(agendaitem.ConferenceID(c.ID)).Order(ent.Asc(agendaitem.FieldPosition)).All(ctx)
		if err != nil {
			return nil, err
		}
		next := slices.IndexFunc(points, func(p *ent.AgendaItem) bool { return p.BegunAt == nil })
		if next < 0 || points[next].ID != item.ID {
			return nil, fault.New(fault.Conflict, "NOT_NEXT_POINT")
		}
		n, err := tx.AgendaItem.Update().Where(agendaitem.ID(item.ID), agendaitem.BegunAtIsNil()).SetBegunAt(tx.Now).Save(ctx)
		if err := exactlyOne(n, err); err != nil {
			return nil, err
		}
		return show(ctx, tx, c, activity.KindAGENDA_MOVED)
	})
}

// CurrentPoint is the point of the agenda that is going on, nil when none is.
func (s *Service) CurrentPoint(ctx context.Context, c *ent.Conference) (*ent.AgendaItem, error) {
	if c.Status != conference.StatusLIVE {
		return nil, nil //nolint:nilnil // nothing goes on
	}
	points, err := s.Agenda(ctx, c)
	if err != nil {
		return nil, err
	}
	var current *ent.AgendaItem
	for _, p := range points {
		if p.BegunAt != nil {
			current = p
		}
	}
	return current, nil
}
