package registration

import "time"

// Policy holds the periods of registration. All of them are ours, of 2026-11: no law speaks of them.
type Policy struct {
	OfferFor    time.Duration // how long a seat is held for the one it is offered to, never beyond the start
	SeatAtOnce  time.Duration // before the start: from then on a free seat is given without asking
	RemindAhead time.Duration // before the start, at which those who registered are reminded
	DoorAhead   time.Duration // before the start, at which the door opens
	TicketLife  time.Duration // of what is shown at the door
}

// DefaultPolicy is what holds today.
func DefaultPolicy() Policy {
	return Policy{
		OfferFor: 24 * time.Hour, SeatAtOnce: 6 * time.Hour, RemindAhead: 24 * time.Hour,
		DoorAhead: 3 * time.Hour, TicketLife: 5 * time.Minute,
	}
}

// offerUntil is until when an offer made now holds for a seat at what begins at the start; false: the seat is given at once.
func (p Policy) offerUntil(now, start time.Time) (time.Time, bool) {
	if start.Sub(now) <= p.SeatAtOnce {
		return time.Time{}, false
	}
	if until := now.Add(p.OfferFor); until.Before(start) {
		return until, true
	}
	return start, true
}
