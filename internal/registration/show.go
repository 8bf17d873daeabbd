package registration

import (
	"context"
	"math"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/ent/sitting"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Seating is how a conference, or one sitting of it, is filled.
type Seating struct {
	SittingID *gid.ID
	Capacity  *int
	Free      *int // nil = no limit
	Taken     int
	Waiting   int
	Attended  int

	hall     *hall
	sittings []*ent.Sitting
}

// mostSittings bounds the sittings of one conference that are shown.
const mostSittings = 50

// SeatsOf is how the conference is filled, over all its sittings. Those of one response are one statement.
func (s *Service) SeatsOf(ctx context.Context, c *ent.Conference) (*Seating, error) {
	sittings, err := s.sittings(ctx, c)
	if err != nil {
		return nil, err
	}
	seats := seatsOf(&hall{conference: c})
	seats.Attended, seats.sittings = c.AttendedCount, sittings
	if len(sittings) > 0 {
		seats.Capacity, seats.Free = total(sittings)
	}
	return seats, nil
}

func (s *Service) sittings(ctx context.Context, c *ent.Conference) ([]*ent.Sitting, error) {
	return page.Maybe(ctx, "registration.sittings", c.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID][]*ent.Sitting, error) {
		rows, err := s.store.Reader(ctx).Sitting.Query().Where(sitting.ConferenceIDIn(ids...)).
			Order(ent.Asc(sitting.FieldStartsAt), ent.Asc(sitting.FieldID)).All(ctx)
		found := make(map[gid.ID][]*ent.Sitting, len(ids))
		for _, row := range rows {
			if len(found[row.ConferenceID]) < mostSittings {
				found[row.ConferenceID] = append(found[row.ConferenceID], row)
			}
		}
		return found, store.Translate(err)
	})
}

// total adds the sittings up; one without a limit leaves the whole without one.
func total(sittings []*ent.Sitting) (capacity, free *int) {
	seats, left := 0, 0
	for _, one := range sittings {
		if one.Capacity == nil {
			return nil, nil
		}
		seats += *one.Capacity
		left += max(0, *one.Capacity-one.RegisteredCount)
	}
	return &seats, &left
}

func seatsOf(h *hall) *Seating {
	capacity, taken, waiting := h.counts()
	seats := &Seating{SittingID: h.sittingID(), Capacity: capacity, Taken: taken, Waiting: waiting, hall: h}
	if free := h.free(); free != math.MaxInt {
		seats.Free = &free
	}
	return seats
}

// SittingsOf is how each sitting of the conference is filled, by start; empty for one that is held in one.
func (s *Service) SittingsOf(seats *Seating) []*Seating {
	all := make([]*Seating, len(seats.sittings))
	for i, one := range seats.sittings {
		all[i] = seatsOf(&hall{conference: seats.hall.conference, sitting: one})
		all[i].Attended = one.AttendedCount
	}
	return all
}

// Missed is how many registered and did not come, once that is known: for admins of the unit, and only the number.
func (s *Service) Missed(ctx context.Context, seats *Seating) *int {
	actor, _ := access.From(ctx)
	c := seats.hall.conference
	ended := c.Status == conference.StatusENDED || c.Status == conference.StatusCONCLUDED
	if !ended || !access.Can(actor, access.CheckIn, access.Object{Path: c.UnitPath}) {
		return nil
	}
	missed := seats.Taken - seats.Attended
	return &missed
}

// Conference is the conference of the registration.
func (s *Service) Conference(ctx context.Context, r *ent.Registration) (*ent.Conference, error) {
	return page.Load(ctx, "registration.conference", r.ConferenceID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Conference, error) {
		rows, err := s.store.Reader(ctx).Conference.Query().Where(conference.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(c *ent.Conference) gid.ID { return c.ID })
	})
}

// personField is how access records name the reading of who registered.
const personField = "Registration.person"

// Person is who registered, for the person and admins of the unit; nil for somebody who walked in, and for everybody but the
// person when they did not come. Reading somebody else leaves an access record.
func (s *Service) Person(ctx context.Context, r *ent.Registration) (*ent.Account, error) {
	viewer, _ := access.From(ctx)
	switch {
	case r.AccountID == nil:
		return nil, nil //nolint:nilnil // nobody knows who it was
	case viewer.ID == *r.AccountID:
		return s.people.Person(ctx, *r.AccountID)
	case access.Can(viewer, access.ReadRegistration, object(r)) && r.Status != registration.StatusNO_SHOW:
		return s.people.Reveal(ctx, *r.AccountID, personField, r.ID)
	}
	return nil, nil //nolint:nilnil // the viewer is not told
}

// CodeOf is what its person says at the door, nil for everybody else and while it opens no door.
func (s *Service) CodeOf(ctx context.Context, r *ent.Registration) *string {
	viewer, _ := access.From(ctx)
	if r.AccountID == nil || *r.AccountID != viewer.ID || r.Status != registration.StatusREGISTERED {
		return nil
	}
	return r.Code
}

// OfferUntil is until when the seat is held, nil unless one is offered.
func (s *Service) OfferUntil(r *ent.Registration) *time.Time {
	if r.Status != registration.StatusOFFERED {
		return nil
	}
	return r.OfferUntil
}
