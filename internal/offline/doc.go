// Package offline serves volunteers whose phones have no signal: Changes is what a phone reads before it goes without.
//
// A phone keeps the requests that its volunteer holds or accompanies, their sign-ups for shifts, and the procedures, and asks from
// time to time what changed since: offlineChanges(after, first). The answer comes in pages; a reading is the pages from one cursor
// at rest to the next. Within a page the phone forgets what the tombstones name and then puts each element in the place of the one
// it keeps under the same id. A page with reset begins anew: all that was kept before goes first.
//
// What changed is found by the instant of the last change and the id of a row, stream by stream, each by an index. Transactions
// commit in another order than that of their instants, so the next reading begins not where the last one ended but a stated
// time (Overlap) before it began: whatever was being written meanwhile comes then, and what came already comes twice. An import
// of procedures is one long transaction and has a longer time (ImportOverlap).
//
// The instant of a row therefore moves with all that belongs to it: a request changes with its messages and the consent to call; a
// sign-up with its shift, the people who signed up, its help point and the name of the team; a procedure with its versions, fees
// and checklists, also on the day on which one of them begins or ceases to hold. What a request says of the clock (late, due) the
// phone computes from the instants that it has; what others read or wrote in a log does not move it.
//
// What leaves a phone leaves a Tombstone, the table that this package owns. Changes hears of the facts of the outbox and writes
// them; a fact that comes twice makes one. They are kept for Kept, and so long a cursor is good; an older one begins anew. Of a
// thing that came back since the tombstone is not shown. Procedures that ended have none: their row says it. Nor have shifts that
// are over: the phone forgets them KeepShifts after their end, by the clock of the server that every page shows.
//
// A cursor is sealed: it names its account and the territory of its roles. Another territory begins anew, another account, another
// form and any other text are refused (RESYNC_NEEDED). Who is no volunteer any more is refused (FORBIDDEN), and the phone then
// forgets all that it keeps. The package emits nothing.
package offline
