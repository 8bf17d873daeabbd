package registration

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of a registration: those of people by the names that the API gives them, and those of the system.
const (
	accept  = "acceptOffer"
	decline = "declineOffer"
	cancel  = "cancelRegistration"
	checkIn = "checkIn"

	offer   = "offer"
	seat    = "seat"
	lapse   = "lapse"
	shut    = "close"
	miss    = "miss"
	callOff = "callOff"
)

// Life is the life of a registration. It begins WAITING or REGISTERED, or ATTENDED for somebody who walks in; that first step
// has no arrow. What has no action is done by the system alone.
func Life() lifecycle.Table[registration.Status] {
	const (
		waiting, offered, registered = registration.StatusWAITING, registration.StatusOFFERED, registration.StatusREGISTERED
		attended, missed             = registration.StatusATTENDED, registration.StatusNO_SHOW
		lapsed, cancelled            = registration.StatusLAPSED, registration.StatusCANCELLED
	)
	type from = []registration.Status
	return lifecycle.Table[registration.Status]{
		{From: from{offered}, Verb: accept, To: registered, Action: access.KeepRegistration, Event: EventAccepted},
		{From: from{offered}, Verb: decline, To: cancelled, Action: access.KeepRegistration, Event: EventDeclined},
		{From: from{waiting, offered, registered}, Verb: cancel, To: cancelled, Action: access.KeepRegistration, Event: EventCancelled},
		{From: from{registered}, Verb: checkIn, To: attended, Action: access.CheckIn, Event: EventAttended},

		{From: from{waiting}, Verb: offer, To: offered, Event: EventOffered},
		{From: from{waiting}, Verb: seat, To: registered, Event: EventSeated},
		{From: from{offered}, Verb: lapse, To: lapsed, Event: EventLapsed},
		{From: from{waiting, offered}, Verb: shut, To: lapsed, Event: EventClosed},
		{From: from{registered}, Verb: miss, To: missed, Event: EventMissed},
		{From: from{waiting, offered, registered}, Verb: callOff, To: cancelled, Event: EventCalledOff},
	}
}

// arrow finds the row of the verb, and says in the words of its person why there is none.
// CONFLICT with keys OFFER_LAPSED, ALREADY_CHECKED_IN, TICKET_VOID and WRONG_STATE.
func arrow(r *ent.Registration, verb string) (lifecycle.Row[registration.Status], error) {
	row, err := Life().Find(r.Status, verb)
	switch {
	case err == nil:
	case r.Status == registration.StatusLAPSED && (verb == accept || verb == decline):
		err = fault.New(fault.Conflict, "OFFER_LAPSED")
	case r.Status == registration.StatusATTENDED && verb == checkIn:
		err = fault.New(fault.Conflict, "ALREADY_CHECKED_IN").With("at", moment(r.AttendedAt))
	case verb == checkIn && (r.Status == registration.StatusCANCELLED || r.Status == registration.StatusLAPSED):
		err = fault.New(fault.Conflict, "TICKET_VOID")
	}
	return row, err
}

// move takes one registration along an arrow and tells of it. CONFLICT when somebody was faster.
func move(ctx context.Context, tx *store.Tx, r *ent.Registration, row lifecycle.Row[registration.Status], set func(*ent.RegistrationUpdate)) (*ent.Registration, error) {
	u := tx.Registration.Update().Where(registration.ID(r.ID), registration.StatusEQ(r.Status)).SetStatus(row.To)
	set(u)
	if err := exactly(1)(u.Save(ctx)); err != nil {
		return nil, err
	}
	if err := tell(ctx, tx, row.Event, r); err != nil {
		return nil, err
	}
	return tx.Registration.Get(asSystem(ctx), r.ID)
}

// moveAll takes the registrations along the arrow of one verb and tells of each. They are locked with their conference, so
// that all of them stand where the verb begins.
func moveAll(ctx context.Context, tx *store.Tx, rows []*ent.Registration, verb string, set func(*ent.RegistrationUpdate)) error {
	if len(rows) == 0 {
		return nil
	}
	row, err := Life().Find(rows[0].Status, verb)
	if err != nil {
		return err
	}
	u := tx.Registration.Update().Where(registration.IDIn(ids(rows)...), registration.StatusEQ(rows[0].Status)).SetStatus(row.To)
	set(u)
	if err := exactly(len(rows))(u.Save(ctx)); err != nil {
		return err
	}
	return tell(ctx, tx, row.Event, rows...)
}

func ids(rows []*ent.Registration) []gid.ID {
	out := make([]gid.ID, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out
}

// exactly takes the answer of a conditional update: another number of rows means that somebody was faster.
func exactly(want int) func(int, error) error {
	return func(n int, err error) error {
		if err == nil && n != want {
			err = fault.New(fault.Conflict, "CONFLICT")
		}
		return err
	}
}
