package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CreateConferenceInput is a conference to prepare.
type CreateConferenceInput struct {
	Kind       conference.Kind
	Occasion   *conference.Occasion
	Form       *conference.Form
	Title      string
	Topic      *string
	UnitID     gid.ID
	HostID     *gid.ID
	StartsAt   time.Time
	EndsAt     time.Time
	Venue      *string
	OnlineURL  *string
	Capacity   *int
	Moderation conference.Moderation
}

// The bounds of a conference. The list of what is not over yet relies on the longest one.
const (
	longest   = 7 * 24 * time.Hour
	mostSeats = 100_000
)

// Create prepares a conference as a draft, which only admins of its unit see. One of social criticism has the seven steps of
// joint resolution 403/2017 as its agenda.
//
// BAD_USER_INPUT with keys UNKNOWN_UNIT, UNIT_NOT_IN_FORCE, TOO_SHORT, TOO_LONG, STARTS_IN_PAST, ENDS_BEFORE_START,
// TOO_LONG_CONFERENCE, BAD_CAPACITY, BAD_LINK, UNKNOWN_ORGANISATION, ORGANISATION_ELSEWHERE; FORBIDDEN in a unit that is not the
// admin's.
func (s *Service) Create(ctx context.Context, in CreateConferenceInput) (*ent.Conference, error) {
	unit, err := s.territory.InForce(in.UnitID, "input.unitId")
	if err != nil {
		return nil, err
	}
	actor, _ := access.From(ctx)
	if !access.Can(actor, access.ManageConference, access.Object{Path: unit.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if err := in.clean(s.store.Now()); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		if in.HostID != nil {
			if _, err := s.organisation(ctx, "input.hostId", *in.HostID, unit.Path); err != nil {
				return nil, err
			}
		}
		c, err := in.row(tx, unit).Save(ctx)
		if err != nil {
			return nil, err
		}
		if c.Kind == conference.KindSOCIAL_CRITICISM {
			if err := writeAgenda(ctx, tx, c.ID, sevenSteps()); err != nil {
				return nil, err
			}
		}
		return c, tx.Emit(ctx, EventCreated, c.ID, nil)
	})
}

func (in *CreateConferenceInput) row(tx *store.Tx, unit *ent.Unit) *ent.ConferenceCreate {
	row := tx.Conference.Create().
		SetKind(in.Kind).SetNillableOccasion(in.Occasion).SetNillableForm(in.Form).SetTitle(in.Title).SetNillableTopic(in.Topic).
		SetUnitID(unit.ID).SetUnitPath(unit.Path).SetNillableHostID(in.HostID).
		SetStartsAt(in.StartsAt).SetEndsAt(in.EndsAt).SetNillableVenue(in.Venue).SetNillableOnlineURL(in.OnlineURL).SetNillableCapacity(in.Capacity).
		SetModeration(in.Moderation).SetStatus(conference.StatusDRAFT)
	if !tx.Actor.ID.IsZero() {
		row.SetCreatedByID(tx.Actor.ID)
	}
	return row
}

// clean brings the input to the form in which it is stored, or says what is wrong with it.
func (in *CreateConferenceInput) clean(now time.Time) (err error) {
	if in.Title, err = words("input.title", in.Title, 5, 200); err != nil {
		return err
	}
	if in.Topic, err = optional("input.topic", in.Topic, 500); err != nil {
		return err
	}
	if in.Venue, err = optional("input.venue", in.Venue, 300); err != nil {
		return err
	}
	if in.OnlineURL, err = link("input.onlineUrl", in.OnlineURL); err != nil {
		return err
	}
	if err := seats("input.capacity", in.Capacity); err != nil {
		return err
	}
	return in.checkTimes(now)
}

func (in *CreateConferenceInput) checkTimes(now time.Time) error {
	in.StartsAt, in.EndsAt = instant(in.StartsAt), instant(in.EndsAt)
	switch {
	case !in.StartsAt.After(now):
		return fault.Bad("input.startsAt", "STARTS_IN_PAST")
	case !in.EndsAt.After(in.StartsAt):
		return fault.Bad("input.endsAt", "ENDS_BEFORE_START")
	case in.EndsAt.Sub(in.StartsAt) > longest:
		return fault.Bad("input.endsAt", "TOO_LONG_CONFERENCE").With("hours", int(longest.Hours()))
	}
	return nil
}
