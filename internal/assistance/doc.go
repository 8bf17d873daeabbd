// Package assistance is the domain of figures of help that can be defended: who confirmed an assistance log, what a lead decided
// about it, how many people came without a request, what a report may count, and the certificate of a volunteer.
//
// It owns where logs stand, the reviews, the one-time codes, the counts of walk-ins and the certificates. The logs themselves are
// the helpdesk's; it writes them, tells this package of each in the same transaction (Recorded), and writes a correction when this
// package asks for it.
//
// A log begins RECORDED. The person helped confirms or disputes it, in the app or by reading out a code; a lead approves or rejects
// it; a correction takes its place, and it is CORRECTED for good. Life is the table. Only CONFIRMED and APPROVED minutes count, and
// of a session that overlaps another of the same volunteer only APPROVED ones.
//
// A code that a volunteer enters without a signal is checked when it arrives, by the clock of the server: after 15 minutes it is
// spent. A code that works without a connection would need a secret on both phones, so there is none.
//
// It emits assistance.log_confirmed, log_disputed, log_reviewed, log_corrected, walk_ins_recorded, certificate_requested,
// certificate_issued and certificate_revoked.
package assistance
