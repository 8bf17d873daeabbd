// Package registration gives out the seats of a conference, keeps the waiting list and the door, and puts conferences into
// calendars. It owns the registrations and the secret addresses of calendars, and it alone writes the counters of seats in
// the rows of conferences and sittings.
//
// A registration is WAITING, OFFERED, REGISTERED and ATTENDED, or it ends as NO_SHOW, LAPSED or CANCELLED and stays as
// history; lifecycle.go holds the table, testdata its matrix. What is OFFERED or further holds a seat: there are never more
// than the capacity, but for those whom an admin lets in at the door over it, and no seat is free while somebody waits.
//
// Whoever changes a registration first locks the row of its conference, then that of its sitting, then its own (seats.go). The
// lock makes the numbers free of gaps and the waiting list first in, first out. Under it every verb first lets offers lapse
// whose time is over (settle.go), so nothing depends on when the background task ran.
//
// Nobody is told who registered: the events carry no actor, and admins of the unit alone read names, which leaves an access
// record. Who did not come is known to the person; admins see their number.
//
// It hears of the events of conferences (sweep.go) and emits those of events.go.
package registration
