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
// Nobody is scored: the rating is of the service, and no list orders people by what they did.
package helpdesk
