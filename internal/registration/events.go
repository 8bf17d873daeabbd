package registration

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/store"
)

// What the domain tells about a registration. The subject is the registration. Data: conference (id). Nobody is named as the
// actor.
const (
	EventRegistered = "registration.registered" // a seat was free
	EventWaiting    = "registration.waiting"    // none was
	EventOffered    = "registration.offered"
	EventAccepted   = "registration.accepted"
	EventDeclined   = "registration.declined"
	EventLapsed     = "registration.lapsed" // an offer was not taken in time
	EventSeated     = "registration.seated" // who waited has a seat
	EventCancelled  = "registration.cancelled"
	EventAttended   = "registration.attended"
	EventClosed     = "registration.closed" // the conference ended without a seat for them
	EventMissed     = "registration.missed"
	// EventCalledOff says that the conference was cancelled, EventRescheduled that its time or place changed, EventReminded
	// that it is near.
	EventCalledOff   = "registration.called_off"
	EventRescheduled = "registration.rescheduled"
	EventReminded    = "registration.reminded"
)

// EventSeatsChanged has the conference as its subject. Data: capacity (empty = no limit), and sitting (id) if it is about one.
const EventSeatsChanged = "registration.seats_changed"

// The facts of the calendar of a person. The subject is the feed; its address is in none of them.
const (
	EventFeedCreated = "registration.feed_created"
	EventFeedEnded   = "registration.feed_ended"
)

// What this domain hears of conferences.
const (
	conferenceEnded       = "conference.ended"
	conferenceCancelled   = "conference.cancelled"
	conferenceRescheduled = "conference.rescheduled"
	sittingsChanged       = "conference.sittings_changed" // there may be more seats
)

const systemName = "registration"

// asSystem lets the domain see the registrations of others: who leaves makes room for somebody they may not know.
func asSystem(ctx context.Context) context.Context { return access.AsSystem(ctx, systemName) }

// tell says a fact about registrations as the system: as the deed of a person it would say who goes where.
func tell(ctx context.Context, tx *store.Tx, name string, rows ...*ent.Registration) error {
	person := tx.Actor
	defer func() { tx.Actor = person }()
	tx.Actor = access.SystemActor(systemName)
	for _, r := range rows {
		if err := tx.Emit(ctx, name, r.ID, map[string]string{"conference": r.ConferenceID.String()}); err != nil {
			return err
		}
	}
	return nil
}
