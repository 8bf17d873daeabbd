package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/agendaitem"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/invitation"
	"gandan/ent/sitting"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Form is how people take part, nil when it was not said.
func (s *Service) Form(c *ent.Conference) *conference.Form { return formOf(c) }

// Sittings are the sittings of the conference, by start. Those of all conferences of one response are one statement.
func (s *Service) Sittings(ctx context.Context, c *ent.Conference) ([]*ent.Sitting, error) {
	return belonging(ctx, "conference.sittings", c.ID, func(ctx context.Context, ids []gid.ID) ([]*ent.Sitting, error) {
		return s.store.Reader(ctx).Sitting.Query().Where(sitting.ConferenceIDIn(ids...)).
			Order(ent.Asc(sitting.FieldConferenceID, sitting.FieldStartsAt, sitting.FieldID)).All(ctx)
	}, func(st *ent.Sitting) gid.ID { return st.ConferenceID })
}

// Agenda are the points of the agenda, in their order. Those of all conferences of one response are one statement.
func (s *Service) Agenda(ctx context.Context, c *ent.Conference) ([]*ent.AgendaItem, error) {
	return belonging(ctx, "conference.agenda", c.ID, func(ctx context.Context, ids []gid.ID) ([]*ent.AgendaItem, error) {
		return s.store.Reader(ctx).AgendaItem.Query().Where(agendaitem.ConferenceIDIn(ids...)).
			Order(ent.Asc(agendaitem.FieldConferenceID, agendaitem.FieldPosition)).All(ctx)
	}, func(p *ent.AgendaItem) gid.ID { return p.ConferenceID })
}

// Invitations are the organisations that take part, in the order in which they were invited. Those of all conferences of one
// response are one statement.
func (s *Service) Invitations(ctx context.Context, c *ent.Conference) ([]*ent.Invitation, error) {
	return belonging(ctx, "conference.invitations", c.ID, func(ctx context.Context, ids []gid.ID) ([]*ent.Invitation, error) {
		return s.store.Reader(ctx).Invitation.Query().Where(invitation.ConferenceIDIn(ids...)).Order(ent.Asc(invitation.FieldID)).All(ctx)
	}, func(inv *ent.Invitation) gid.ID { return inv.ConferenceID })
}

// Speaker is the organisation that speaks to a point, nil when none was named.
func (s *Service) Speaker(ctx context.Context, p *ent.AgendaItem) (*ent.Organisation, error) {
	if p.SpeakerID == nil {
		return nil, nil //nolint:nilnil // nobody was named
	}
	return s.territory.Organisation(ctx, *p.SpeakerID)
}

// Sitting is one sitting, readable with its conference. NOT_FOUND otherwise.
func (s *Service) Sitting(ctx context.Context, id gid.ID) (*ent.Sitting, error) {
	return page.Load(ctx, "conference.sitting", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Sitting, error) {
		rows, err := s.store.Reader(ctx).Sitting.Query().Where(sitting.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(st *ent.Sitting) gid.ID { return st.ID })
	})
}

// SittingOf is the sitting of that id, nil when there is none to speak of.
func (s *Service) SittingOf(ctx context.Context, id *gid.ID) (*ent.Sitting, error) {
	if id == nil {
		return nil, nil //nolint:nilnil // the conference is held once
	}
	return s.Sitting(ctx, *id)
}

// AgendaItem is one point of an agenda, readable with its conference. NOT_FOUND otherwise.
func (s *Service) AgendaItem(ctx context.Context, id gid.ID) (*ent.AgendaItem, error) {
	p, err := s.store.Reader(ctx).AgendaItem.Get(ctx, id)
	return p, store.Translate(err)
}

// Invitation is one invitation, readable with its conference. NOT_FOUND otherwise.
func (s *Service) Invitation(ctx context.Context, id gid.ID) (*ent.Invitation, error) {
	inv, err := s.store.Reader(ctx).Invitation.Get(ctx, id)
	return inv, store.Translate(err)
}

// belonging reads the rows of a conference together with those its siblings ask for. How many one has is bounded by the verbs.
func belonging[T any](ctx context.Context, name string, id gid.ID, read func(context.Context, []gid.ID) ([]T, error), parent func(T) gid.ID) ([]T, error) {
	rows, err := page.Maybe(ctx, name, id, func(ctx context.Context, ids []gid.ID) (map[gid.ID][]T, error) {
		all, err := read(ctx, ids)
		groups := map[gid.ID][]T{}
		for _, row := range all {
			groups[parent(row)] = append(groups[parent(row)], row)
		}
		return groups, store.Translate(err)
	})
	if rows == nil {
		rows = []T{}
	}
	return rows, err
}
