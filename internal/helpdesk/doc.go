// Package helpdesk owns the calls for help with online public services: the request, its assistance logs and its history.
//
// A request has one owner (the citizen), at most one holder (a volunteer of its unit), one clock and one trail:
//
//	OPEN → CLAIMED → IN_PROGRESS → RESOLVED → CLOSED
//
// A release, or a log that says the volunteer could not help, leads back to OPEN without restarting the clock. The citizen
// may cancel what is not resolved, and reopen what is, for 72 hours; only a reopening restarts the clock. Life is the table
// of all this; move and record are the only ways along it, and each leaves one row of history and one event.
//
// A lead or an admin may give a request to a volunteer: OPEN → ASSIGNED → CLAIMED. Whoever is given it holds it from that
// instant, and accepts by accepting, claiming or logging. Sweep warns a holder who does nothing and then takes the request back
// (releaseIdle), and tells leads and admins of what is late: the level is counted by Escalation, only that it was told is kept.
// Who leads is answered by Teams. An agreed time and a companion go with their holder.
//
// Deadlines are never stored. They are counted in working hours from the start of the clock, by the status the request is
// in (Policy), so a request that nobody takes ages too.
//
// It emits helpdesk.request_created, _claimed, _released, _begun, _resolved, _referred, _cancelled, _confirmed and _reopened,
// helpdesk.assistance_logged for a log that moves nothing, and for matching _assigned, assignment_accepted, assignment_declined,
// _idle, _released_idle, _escalated, time_agreed and companion_set. Their subject is the request; the data are ids and the two states.
//
// Four weeks after a resolution the clock asks the citizen once whether it was solved (helpdesk.solved_asked). The answer is a
// row of its own with the state before and after (helpdesk.solved_answered); YES closes what was not confirmed. What was not
// solved goes on in a new request that follows the old one (helpdesk.request_followed), with a clock of its own.
//
// Nobody is scored: the rating is of the service, and no list orders people by what they did. A mark stands in no row beside a
// person: it is counted in a tally of unit, month and series (tally.go), and the request says only that it was rated. Tallies
// are published in steps of ten; residents and enterprises have series of their own. Reasons of referrals, failures,
// withdrawals and giving back are coded, stay with the log or the line of the trail, and are counted in the same way.
// Somebody of the unit may enter a request for a person without an account: it is of the account of the phone, which is made when
// there is none, and has a look-up code. Until a code that was sent to the phone confirms it, nobody is told who asked. Two
// unfinished requests of one person are joined by mergeHelpRequests, and one of them ends as MERGED. A request is urgent for one of
// five stated reasons and no other. These tell helpdesk.request_entered, helpdesk.phone_confirmed, _merged and
// helpdesk.priority_changed.
// Nothing here takes pictures or numbers of identity papers, phones or passwords; package guard refuses them in words.
// Nobody is scored: the rating is of the service, and no list orders people by what they did.
package helpdesk
