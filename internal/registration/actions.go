package registration

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// Actions is what the viewer may do with the registration, and why not: acceptOffer, declineOffer, cancelRegistration, checkIn.
func (s *Service) Actions(ctx context.Context, r *ent.Registration) ([]*lifecycle.Possibility, error) {
	h, err := s.hallOf(ctx, r)
	if err != nil {
		return nil, err
	}
	viewer, _ := access.From(ctx)
	now := s.store.Now()
	out := make([]*lifecycle.Possibility, 0, 4)
	for _, verb := range []string{accept, decline, cancel, checkIn} {
		out = append(out, possibility(verb, s.refusal(viewer, h, r, verb, now)))
	}
	return out, nil
}

// hallOf is where the registration is for.
func (s *Service) hallOf(ctx context.Context, r *ent.Registration) (*hall, error) {
	c, err := s.Conference(ctx, r)
	if err != nil || r.SittingID == nil {
		return &hall{conference: c}, err
	}
	all, err := s.sittings(ctx, c)
	h := &hall{conference: c}
	for _, one := range all {
		if one.ID == *r.SittingID {
			h.sitting = one
		}
	}
	return h, err
}

// refusal is with what the verb would be refused, nil when it would not.
func (s *Service) refusal(viewer access.Actor, h *hall, r *ent.Registration, verb string, now time.Time) error {
	if !access.Can(viewer, Life().Action(verb), object(r)) {
		if verb == checkIn {
			return fault.New(fault.Forbidden, "FORBIDDEN")
		}
		return fault.New(fault.Forbidden, "NOT_YOUR_REGISTRATION")
	}
	_, err := arrow(r, verb)
	switch {
	case verb == checkIn && !s.doorOpen(h, now):
		return fault.New(fault.Conflict, "DOOR_CLOSED")
	case verb != checkIn && !isOpen(h.conference.Status):
		return fault.New(fault.Conflict, "REGISTRATION_CLOSED")
	case err != nil:
		return err
	case (verb == accept || verb == decline) && over(r, now):
		return fault.New(fault.Conflict, "OFFER_LAPSED")
	}
	return nil
}

func possibility(verb string, refusal error) *lifecycle.Possibility {
	if refusal == nil {
		return &lifecycle.Possibility{Name: verb, Allowed: true}
	}
	reason := string(fault.Of(refusal).Key)
	return &lifecycle.Possibility{Name: verb, Reason: &reason}
}

// SeatActions is what the viewer may do about the seats, and why not: register, walkIn, setSeats; a visitor gets none.
func (s *Service) SeatActions(ctx context.Context, seats *Seating) []*lifecycle.Possibility {
	viewer, _ := access.From(ctx)
	if viewer.IsAnonymous() {
		return []*lifecycle.Possibility{}
	}
	h, now := seats.hall, s.store.Now()
	refused := func(action access.Action, forbidden fault.Key, possible bool, closed fault.Key) error {
		switch {
		case !access.Can(viewer, action, access.Object{Path: h.conference.UnitPath}):
			return fault.New(fault.Forbidden, forbidden)
		case !possible:
			return fault.New(fault.Conflict, closed)
		}
		return nil
	}
	changeable := isOpen(h.conference.Status) || h.conference.Status == conference.StatusDRAFT
	return []*lifecycle.Possibility{
		possibility("register", refused(access.Register, "NOT_YOUR_UNIT", h.open(now), "REGISTRATION_CLOSED")),
		possibility("walkIn", refused(access.CheckIn, "FORBIDDEN", s.doorOpen(h, now), "DOOR_CLOSED")),
		possibility("setSeats", refused(access.ManageConference, "FORBIDDEN", changeable, "WRONG_STATE")),
	}
}
