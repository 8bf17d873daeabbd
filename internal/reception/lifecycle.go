package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of people, by the names that the API gives them, and those of the clock.
const (
	publish = "publishReception"
	shift   = "moveReception"
	callOff = "callOffReception"
	closing = "closeReception"
	elapse  = "elapse"

	cancel = "cancelBooking"
	arrive = "arriveAtReception"
	call   = "callNextAtReception"
	finish = "finishReceptionBooking"
	keep   = "keepReceptionPromise"

	promise  = "promise"  // finishReceptionBooking with an answer to come
	withdraw = "withdraw" // finishReceptionBooking for somebody who left
	place    = "place"
	miss     = "miss"
	lapse    = "lapse"
	drop     = "callOff"
)

// Life is the life of a reception. It begins as a DRAFT. What has no action is done by the clock.
func Life() lifecycle.Table[reception.Status] {
	const (
		draft, published  = reception.StatusDRAFT, reception.StatusPUBLISHED
		closed, calledOff = reception.StatusCLOSED, reception.StatusCALLED_OFF
	)
	type from = []reception.Status
	return lifecycle.Table[reception.Status]{
		{From: from{draft}, Verb: publish, To: published, Action: access.ManageReception, Event: EventPublished},
		{From: from{published}, Verb: shift, To: published, Action: access.ManageReception, Event: EventMoved},
		{From: from{draft, published}, Verb: callOff, To: calledOff, Action: access.ManageReception, Event: EventCalledOff},
		{From: from{published}, Verb: closing, To: closed, Action: access.ReceivePeople, Event: EventClosed},
		{From: from{published}, Verb: elapse, To: closed, Event: EventClosed},
	}
}

// BookingLife is the life of a booking. It begins WAITING or BOOKED. What has no action is done by the system.
func BookingLife() lifecycle.Table[receptionbooking.Status] {
	const (
		waiting, booked, arrived = receptionbooking.StatusWAITING, receptionbooking.StatusBOOKED, receptionbooking.StatusARRIVED
		inside, finished         = receptionbooking.StatusIN_RECEPTION, receptionbooking.StatusFINISHED
		promised, kept           = receptionbooking.StatusPROMISED, receptionbooking.StatusKEPT
		missed, lapsed           = receptionbooking.StatusNO_SHOW, receptionbooking.StatusLAPSED
		cancelled                = receptionbooking.StatusCANCELLED
	)
	type from = []receptionbooking.Status
	return lifecycle.Table[receptionbooking.Status]{
		{From: from{waiting, booked}, Verb: cancel, To: cancelled, Action: access.KeepReceptionBooking, Event: EventCancelled},
		{From: from{booked}, Verb: arrive, To: arrived, Action: access.ReceivePeople, Event: EventArrived},
		{From: from{arrived}, Verb: call, To: inside, Action: access.ReceivePeople, Event: EventCalled},
		{From: from{inside}, Verb: finish, To: finished, Action: access.ReceivePeople, Event: EventFinished},
		{From: from{inside}, Verb: promise, To: promised, Action: access.ReceivePeople, Event: EventPromised},
		{From: from{arrived, inside}, Verb: withdraw, To: finished, Action: access.ReceivePeople, Event: EventFinished},
		{From: from{promised}, Verb: keep, To: kept, Action: access.ReceivePeople, Event: EventKept},

		{From: from{waiting}, Verb: place, To: booked, Event: EventPlaced},
		{From: from{booked}, Verb: miss, To: missed, Event: EventMissed},
		{From: from{waiting}, Verb: lapse, To: lapsed, Event: EventLapsed},
		{From: from{waiting, booked, arrived}, Verb: drop, To: cancelled, Event: EventBookingOff},
	}
}

// moveDay takes a reception along the arrow of the verb and tells of it. The reception is locked.
// CONFLICT with key WRONG_STATE.
func moveDay(ctx context.Context, tx *store.Tx, r *ent.Reception, verb string, set func(*ent.ReceptionUpdate)) (*ent.Reception, error) {
	row, err := Life().Find(r.Status, verb)
	if err != nil {
		return nil, err
	}
	u := tx.Reception.Update().Where(reception.ID(r.ID), reception.StatusEQ(r.Status)).SetStatus(row.To)
	set(u)
	if err := exactly(1)(u.Save(ctx)); err != nil {
		return nil, err
	}
	if err := tx.Emit(ctx, row.Event, r.ID, nil); err != nil {
		return nil, err
	}
	return tx.Reception.Get(asSystem(ctx), r.ID)
}

// move takes one booking along the arrow of the verb and tells of it. CONFLICT with key WRONG_STATE, and when somebody was faster.
func move(ctx context.Context, tx *store.Tx, b *ent.ReceptionBooking, verb string, set func(*ent.ReceptionBookingUpdate)) (*ent.ReceptionBooking, error) {
	row, err := BookingLife().Find(b.Status, verb)
	if err != nil {
		return nil, err
	}
	u := tx.ReceptionBooking.Update().Where(receptionbooking.ID(b.ID), receptionbooking.StatusEQ(b.Status)).SetStatus(row.To)
	set(u)
	if err := exactly(1)(u.Save(ctx)); err != nil {
		return nil, err
	}
	if err := tell(ctx, tx, row.Event, b); err != nil {
		return nil, err
	}
	return tx.ReceptionBooking.Get(asSystem(ctx), b.ID)
}

// moveAll takes the bookings, which all stand in one state, along the arrow of one verb and tells of each.
func moveAll(ctx context.Context, tx *store.Tx, rows []*ent.ReceptionBooking, verb string, set func(*ent.ReceptionBookingUpdate)) error {
	if len(rows) == 0 {
		return nil
	}
	row, err := BookingLife().Find(rows[0].Status, verb)
	if err != nil {
		return err
	}
	ids := make([]gid.ID, len(rows))
	for i, b := range rows {
		ids[i] = b.ID
	}
	u := tx.ReceptionBooking.Update().Where(receptionbooking.IDIn(ids...), receptionbooking.StatusEQ(rows[0].Status)).SetStatus(row.To)
	set(u)
	if err := exactly(len(rows))(u.Save(ctx)); err != nil {
		return err
	}
	return tell(ctx, tx, row.Event, rows...)
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
