package registration

import (
	"context"
	"strconv"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/sitting"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// mostSeats is the largest hall, as when a conference is created.
const mostSeats = 100_000

// SetSeatsInput is how many seats there are from now on.
type SetSeatsInput struct {
	ConferenceID gid.ID
	SittingID    *gid.ID
	Capacity     *int // nil = no limit
}

// SetSeats changes the number of seats of a conference or of one of its sittings before its end. More seats go to those who
// wait; fewer than are taken there cannot be.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys BAD_CAPACITY, SITTING_NEEDED and UNKNOWN_SITTING; CONFLICT with keys
// SEATS_TAKEN and WRONG_STATE.
func (s *Service) SetSeats(ctx context.Context, in SetSeatsInput) (*ent.Conference, error) {
	if in.Capacity != nil && (*in.Capacity < 1 || *in.Capacity > mostSeats) {
		return nil, fault.Bad("input.capacity", "BAD_CAPACITY").With("min", 1).With("max", mostSeats)
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		h, err := s.managed(ctx, tx, in.ConferenceID, in.SittingID, access.ManageConference)
		if err != nil {
			return nil, err
		}
		if !isOpen(h.conference.Status) && h.conference.Status != conference.StatusDRAFT {
			return nil, fault.New(fault.Conflict, "WRONG_STATE").With("status", string(h.conference.Status))
		}
		if _, taken, _ := h.counts(); in.Capacity != nil && *in.Capacity < taken {
			return nil, fault.New(fault.Conflict, "SEATS_TAKEN").With("count", taken)
		}
		if err := h.resize(ctx, tx, in.Capacity); err != nil {
			return nil, err
		}
		if _, err := s.settle(ctx, tx, h); err != nil {
			return nil, err
		}
		return tx.Conference.Get(ctx, h.conference.ID)
	})
}

// managed locks the hall for a deed of an admin. NOT_FOUND, FORBIDDEN, BAD_USER_INPUT.
func (s *Service) managed(ctx context.Context, tx *store.Tx, conferenceID gid.ID, sittingID *gid.ID, action access.Action) (*hall, error) {
	h, err := s.door(ctx, tx, conferenceID, action)
	if err != nil {
		return nil, err
	}
	return h, h.enter(ctx, tx, sittingID)
}

// door locks the conference for a deed of an admin. NOT_FOUND, FORBIDDEN.
func (s *Service) door(ctx context.Context, tx *store.Tx, conferenceID gid.ID, action access.Action) (*hall, error) {
	h, err := lock(ctx, tx, conferenceID)
	if err == nil && !access.Can(tx.Actor, action, access.Object{Path: h.conference.UnitPath}) {
		err = fault.New(fault.Forbidden, "FORBIDDEN")
	}
	return h, err
}

// resize writes the new number of seats and tells of it.
func (h *hall) resize(ctx context.Context, tx *store.Tx, capacity *int) error {
	data := map[string]string{"capacity": ""}
	if capacity != nil {
		data["capacity"] = strconv.Itoa(*capacity)
	}
	var err error
	if h.sitting != nil {
		u := tx.Sitting.Update().Where(sitting.ID(h.sitting.ID)).ClearCapacity()
		if capacity != nil {
			u = tx.Sitting.Update().Where(sitting.ID(h.sitting.ID)).SetCapacity(*capacity)
		}
		h.sitting.Capacity, data["sitting"] = capacity, h.sitting.ID.String()
		err = exactly(1)(u.Save(ctx))
	} else {
		u := tx.Conference.Update().Where(conference.ID(h.conference.ID)).ClearCapacity()
		if capacity != nil {
			u = tx.Conference.Update().Where(conference.ID(h.conference.ID)).SetCapacity(*capacity)
		}
		h.conference.Capacity = capacity
		err = exactly(1)(u.Save(ctx))
	}
	if err != nil {
		return err
	}
	return tx.Emit(ctx, EventSeatsChanged, h.conference.ID, data)
}
