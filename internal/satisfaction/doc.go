// Package satisfaction counts how content people were with a conference or a reception. It owns who has rated (tickets) and how many gave which
// mark (tallies). Who gave what is kept nowhere. Persons are not rated.
//
// What stands against finding out:
//
//   - A ticket says that a person rated and when; a tally says how many gave a mark. No row, event, log line or answer holds both.
//     Tallies have no times, and all tallies of a subject are made together by its first rating, so that neither a column nor
//     the instant within an id says when a mark was given.
//   - Readers see published numbers only. They move when Step more have rated since the last time, all marks at once, so that the
//     difference of two readings is always that of Step people or of nobody. The end of the window publishes nothing, since
//     it would show the last few alone: the answers that fill no step stay unseen, for ever.
//   - The mutation answers with the conference and not with the mark. What is kept of a request that carries an idempotency key
//     leaves the mark and the reasons out (graph/secret.go): a mark is found in a hash by trying all of them.
//   - The event says that numbers were published, not that somebody rated.
//
// What remains: a step of ten who all gave the same mark says so of each of them, and whoever copies the database between two
// ratings, or reads its binary log, sees both rows of one transaction change. Copies and logs are for those who may hold them.
package satisfaction
