package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// What the domain tells about a reception; it is the subject.
const (
	EventPlanned   = "reception.planned"
	EventPublished = "reception.published"
	EventMoved     = "reception.moved"
	EventCalledOff = "reception.called_off"
	EventClosed    = "reception.closed"
)

// What the domain tells about a booking, which is the subject. Data: reception (id). Nobody is named as the actor: as the deed
// of a person it would say who goes where.
const (
	EventBooked      = "reception.booking_booked"
	EventWaiting     = "reception.booking_waiting"
	EventPlaced      = "reception.booking_placed" // who waited has a place
	EventCancelled   = "reception.booking_cancelled"
	EventRescheduled = "reception.booking_rescheduled" // the day has other times
	EventBookingOff  = "reception.booking_called_off"
	EventArrived     = "reception.booking_arrived"
	EventCalled      = "reception.booking_called"
	EventFinished    = "reception.booking_finished"
	EventPromised    = "reception.booking_promised"
	EventKept        = "reception.booking_kept"
	EventMissed      = "reception.booking_missed"
	EventLapsed      = "reception.booking_lapsed" // the day ended without a place for them
)

const systemName = "reception"

// asSystem lets the domain see the bookings of others: who leaves makes room for somebody they may not know.
func asSystem(ctx context.Context) context.Context { return access.AsSystem(ctx, systemName) }

// tell says a fact about bookings as the system.
func tell(ctx context.Context, tx *store.Tx, name string, rows ...*ent.ReceptionBooking) error {
	for _, b := range rows {
		if err := emit(ctx, tx, name, b.ID, map[string]string{"reception": b.ReceptionID.String()}); err != nil {
			return err
		}
	}
	return nil
}

func emit(ctx context.Context, tx *store.Tx, name string, subject gid.ID, data map[string]string) error {
	person := tx.Actor
	defer func() { tx.Actor = person }()
	tx.Actor = access.SystemActor(systemName)
	return tx.Emit(ctx, name, subject, data)
}
