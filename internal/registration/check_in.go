package registration

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/store"
)

// CheckInInput is what was shown or said at the door of a conference: the picture, or the code. SittingID says at which door.
type CheckInInput struct {
	ConferenceID gid.ID
	SittingID    *gid.ID
	Qr           *string
	Code         *string
}

// CheckIn lets a registered person in, while the conference is live or shortly before its start.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys QR_OR_CODE, NOT_A_TICKET, TICKET_ALGORITHM, TICKET_FORGED, TICKET_EXPIRED,
// TICKET_ELSEWHERE and UNKNOWN_CODE; CONFLICT with keys DOOR_CLOSED, ALREADY_CHECKED_IN, TICKET_VOID and WRONG_STATE.
func (s *Service) CheckIn(ctx context.Context, in CheckInInput) (*ent.Registration, error) {
	if (in.Qr == nil) == (in.Code == nil) {
		return nil, fault.Bad("input.qr", "QR_OR_CODE")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Registration, error) {
		h, err := s.door(ctx, tx, in.ConferenceID, access.CheckIn)
		if err != nil {
			return nil, err
		}
		r, how, err := s.shown(ctx, tx, in)
		if err != nil {
			return nil, err
		}
		if r.SittingID != nil {
			if err := h.enter(ctx, tx, r.SittingID); err != nil {
				return nil, err
			}
		}
		return s.admit(ctx, tx, h, r, how)
	})
}

// shown finds the registration that the ticket or the code speaks of.
func (s *Service) shown(ctx context.Context, tx *store.Tx, in CheckInInput) (*ent.Registration, registration.Door, error) {
	field, how := "input.qr", registration.DoorQR
	q := tx.Registration.Query().Where(registration.ConferenceID(in.ConferenceID))
	if in.Code != nil {
		field, how = "input.code", registration.DoorCODE
		q.Where(registration.Code(cleanCode(*in.Code)))
	} else {
		t, err := s.people.ReadTicket(*in.Qr)
		if err != nil {
			return nil, how, err
		}
		if t.Conference != in.ConferenceID {
			return nil, how, fault.Bad(field, "TICKET_ELSEWHERE")
		}
		q.Where(registration.ID(t.Registration))
	}
	r, err := q.Only(ctx)
	switch {
	case ent.IsNotFound(err) && in.Code != nil:
		err = fault.Bad(field, "UNKNOWN_CODE")
	case ent.IsNotFound(err):
		err = fault.New(fault.Conflict, "TICKET_VOID")
	case err == nil && in.SittingID != nil && (r.SittingID == nil || *r.SittingID != *in.SittingID):
		err = fault.Bad(field, "TICKET_ELSEWHERE")
	}
	return r, how, err
}

// admit writes down that the person came, and tells the viewers of a live conference.
func (s *Service) admit(ctx context.Context, tx *store.Tx, h *hall, r *ent.Registration, how registration.Door) (*ent.Registration, error) {
	if !s.doorOpen(h, tx.Now) {
		return nil, fault.New(fault.Conflict, "DOOR_CLOSED")
	}
	row, err := arrow(r, checkIn)
	if err != nil {
		return nil, err
	}
	if err := h.count(ctx, tx, tally{attended: 1}); err != nil {
		return nil, err
	}
	came, err := move(ctx, tx, r, row, func(u *ent.RegistrationUpdate) {
		u.SetAttendedAt(tx.Now).SetDoor(how).SetCheckedInByID(tx.Actor.ID)
	})
	if err != nil {
		return nil, err
	}
	return came, s.announce(ctx, tx, h)
}

// announce tells the viewers of a live conference that more people are there.
func (s *Service) announce(ctx context.Context, tx *store.Tx, h *hall) error {
	if h.conference.Status != conference.StatusLIVE {
		return nil
	}
	return s.stage.Tell(ctx, tx, h.conference.ID, activity.KindATTENDANCE_CHANGED, nil)
}

// doorOpen says whether people come in: some hours before the start until the end, and as long as the conference is live.
func (s *Service) doorOpen(h *hall, now time.Time) bool {
	switch h.conference.Status {
	case conference.StatusLIVE:
		return true
	case conference.StatusANNOUNCED:
		return !now.Before(h.startsAt().Add(-s.policy.DoorAhead)) && now.Before(h.endsAt())
	default:
		return false
	}
}

// Ticket is what a registered person shows at the door.
type Ticket struct {
	Code      string
	Qr        string
	ExpiresAt time.Time
}

// MyTicket is the ticket of the actor's registration. The picture holds for some minutes and can be checked without a
// connection, by the public keys of the app; the code is for those who can show none.
//
// NOT_FOUND without a registration; CONFLICT with keys ALREADY_CHECKED_IN, TICKET_VOID and WRONG_STATE.
func (s *Service) MyTicket(ctx context.Context, conferenceID gid.ID) (*Ticket, error) {
	actor, _ := access.From(ctx)
	r, err := s.store.Reader(ctx).Registration.Query().
		Where(registration.ActiveFor(activeFor(conferenceID, actor.ID))).Only(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	if _, err := arrow(r, checkIn); err != nil {
		return nil, err
	}
	now := s.store.Now().Truncate(time.Second)
	t := identity.Ticket{Registration: r.ID, Conference: r.ConferenceID, Issued: now, Expires: now.Add(s.policy.TicketLife)}
	qr, err := s.people.SignTicket(t)
	if err != nil {
		return nil, err
	}
	return &Ticket{Code: *r.Code, Qr: qr, ExpiresAt: t.Expires}, nil
}
