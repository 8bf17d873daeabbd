// Package reception is the receiving of citizens by the heads of a unit (tiếp dân): the published calendar, the numbers that are
// given out, the day itself and what was promised on it. It owns the receptions (one day of one host), their slots and the
// bookings.
//
// A reception is DRAFT, PUBLISHED, then CLOSED or CALLED_OFF. A booking is WAITING or BOOKED, ARRIVED, IN_RECEPTION, and then
// FINISHED, or PROMISED until the promise is KEPT; it ends before that as NO_SHOW, LAPSED or CANCELLED, and stays as history.
// lifecycle.go holds both tables, testdata their matrices.
//
// Whoever changes anything of a reception first locks its row (lock.go); who books locks their own account before that, since
// numbers are limited by person and day. So there are never more numbers than places, no gaps in the numbers, and nobody waits
// while a place is free. A place that becomes free is given at once to whoever has waited longest; they are told and may give
// it up (settle.go).
//
// A complaint or a denunciation is heard in law, but this app takes no text of one: a note is kept neither at booking nor
// afterwards, and the person is told where to go. The events name nobody as their actor. The public sees numbers; admins of
// the unit read a name while they need it, which leaves an access record.
//
// How often a head must receive is a matter of dated rules (duty.go). It emits the events of events.go and hears of none.
package reception
