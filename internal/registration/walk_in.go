package registration

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// WalkInInput is where somebody came in without the app.
type WalkInInput struct {
	ConferenceID gid.ID
	SittingID    *gid.ID
	OverCapacity *bool
}

// WalkIn lets in somebody who has no registration and no account: they take a free seat, or are let in over the capacity if
// the admin says so. Nothing is written down of who they are.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys SITTING_NEEDED and UNKNOWN_SITTING; CONFLICT with keys DOOR_CLOSED and FULL.
func (s *Service) WalkIn(ctx context.Context, in WalkInInput) (*ent.Registration, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Registration, error) {
		h, err := s.managed(ctx, tx, in.ConferenceID, in.SittingID, access.CheckIn)
		if err != nil {
			return nil, err
		}
		if !s.doorOpen(h, tx.Now) {
			return nil, fault.New(fault.Conflict, "DOOR_CLOSED")
		}
		if _, err := s.settle(ctx, tx, h); err != nil {
			return nil, err
		}
		one := tally{taken: 1, attended: 1}
		seated, err := h.take(ctx, tx, one)
		switch over := in.OverCapacity != nil && *in.OverCapacity; {
		case err == nil && !seated && over:
			err = h.count(ctx, tx, one)
		case err == nil && !seated:
			err = fault.New(fault.Conflict, "FULL")
		}
		if err != nil {
			return nil, err
		}
		return s.admitStranger(ctx, tx, h)
	})
}

func (s *Service) admitStranger(ctx context.Context, tx *store.Tx, h *hall) (*ent.Registration, error) {
	row, err := s.row(ctx, tx, h)
	if err != nil {
		return nil, err
	}
	row.Mutation().ClearCode()
	r, err := row.SetStatus(registration.StatusATTENDED).SetAttendedAt(tx.Now).SetDoor(registration.DoorWALK_IN).
		SetCheckedInByID(tx.Actor.ID).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := tell(ctx, tx, EventAttended, r); err != nil {
		return nil, err
	}
	return r, s.announce(ctx, tx, h)
}
