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
// Deadlines are never stored. They are counted in working hours from the start of the clock, by the status the request is
// in (Policy), so a request that nobody takes ages too.
//
// It emits helpdesk.request_created, _claimed, _released, _begun, _resolved, _referred, _cancelled, _confirmed and _reopened,
// and helpdesk.assistance_logged for a log that moves nothing. Their subject is the request; the data are ids and the two states.
//
// Somebody of the unit may enter a request for a person without an account: it is of the account of the phone, which is made when
// there is none, and has a look-up code. Until a code that was sent to the phone confirms it, nobody is told who asked. Two
// unfinished requests of one person are joined by mergeHelpRequests, and one of them ends as MERGED. A request is urgent for one of
// five stated reasons and no other. These tell helpdesk.request_entered, helpdesk.phone_confirmed, _merged and
// helpdesk.priority_changed.
//
// Nothing here takes pictures or numbers of identity papers, phones or passwords; guard.go refuses them in words.
//
// Nobody is scored: the rating is of the service, and no list orders people by what they did.
package helpdesk
