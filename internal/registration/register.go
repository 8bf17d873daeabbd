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

// RegisterInput is where a citizen wants a seat.
type RegisterInput struct {
	ConferenceID gid.ID
	SittingID    *gid.ID
}

// Register takes a seat at a conference of the unit in which the citizen lives, or the next place of the waiting list, from
// the announcement until the end. Whoever has one already gets the same answer again; what was cancelled stays and the next
// one takes a new number.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_UNIT; BAD_USER_INPUT with keys SITTING_NEEDED and UNKNOWN_SITTING; CONFLICT with keys
// REGISTRATION_CLOSED and REGISTERED_ELSEWHERE.
func (s *Service) Register(ctx context.Context, in RegisterInput) (*ent.Registration, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Registration, error) {
		h, err := lock(ctx, tx, in.ConferenceID)
		if err != nil {
			return nil, err
		}
		if !access.Can(tx.Actor, access.Register, access.Object{Path: h.conference.UnitPath}) {
			return nil, fault.New(fault.Forbidden, "NOT_YOUR_UNIT")
		}
		if err := h.enter(ctx, tx, in.SittingID); err != nil {
			return nil, err
		}
		if _, err := s.settle(ctx, tx, h); err != nil {
			return nil, err
		}
		if before, err := registered(ctx, tx, in); before != nil || err != nil {
			return before, err
		}
		if !h.open(tx.Now) {
			return nil, fault.New(fault.Conflict, "REGISTRATION_CLOSED")
		}
		return s.join(ctx, tx, h)
	})
}

// registered is what the actor has at the conference already, nil when there is none.
func registered(ctx context.Context, tx *store.Tx, in RegisterInput) (*ent.Registration, error) {
	r, err := tx.Registration.Query().Where(registration.ActiveFor(activeFor(in.ConferenceID, tx.Actor.ID))).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // the first time
	case err == nil && in.SittingID != nil && (r.SittingID == nil || *r.SittingID != *in.SittingID):
		err = fault.New(fault.Conflict, "REGISTERED_ELSEWHERE").At("input.sittingId")
	}
	return r, err
}

// join takes a free seat, unless others wait for one, or else the last place of the waiting list.
func (s *Service) join(ctx context.Context, tx *store.Tx, h *hall) (*ent.Registration, error) {
	taken := false
	var err error
	if h.waiting() == 0 {
		taken, err = h.take(ctx, tx, tally{taken: 1})
	}
	if err == nil && !taken {
		err = h.count(ctx, tx, tally{waiting: 1})
	}
	if err != nil {
		return nil, err
	}
	row, err := s.row(ctx, tx, h)
	if err != nil {
		return nil, err
	}
	row.SetAccountID(tx.Actor.ID).SetActiveFor(activeFor(h.conference.ID, tx.Actor.ID)).SetStatus(registration.StatusWAITING)
	event := EventWaiting
	if taken {
		event = EventRegistered
		row.SetStatus(registration.StatusREGISTERED).SetRegisteredAt(tx.Now).SetNillableRemindedAt(s.reminded(tx.Now, h))
	}
	r, err := row.Save(ctx)
	if err != nil {
		return nil, err
	}
	return r, tell(ctx, tx, event, r)
}

// row is a registration with the next number of its conference.
func (s *Service) row(ctx context.Context, tx *store.Tx, h *hall) (*ent.RegistrationCreate, error) {
	number, err := h.next(ctx, tx)
	if err != nil {
		return nil, err
	}
	id := tx.NewID(gid.Registration)
	return tx.Registration.Create().SetID(id).
		SetConferenceID(h.conference.ID).SetNillableSittingID(h.sittingID()).
		SetUnitID(h.conference.UnitID).SetUnitPath(h.conference.UnitPath).
		SetNumber(number).SetCode(codeOf(id)).SetToldVersion(h.conference.ScheduleVersion), nil
}

// activeFor names the one registration of a person at a conference that counts.
func activeFor(conferenceID, accountID gid.ID) string {
	return conferenceID.String() + " " + accountID.String()
}
