// Package poll asks the room of a conference and counts ballots. It owns the polls, their options, and who has voted.
//
// A poll is DRAFT, OPEN, CLOSED and PUBLISHED; lifecycle.go holds the table, testdata its matrix. It opens while its
// conference is LIVE, one at a time, and closes at the latest when the conference ends. From its opening on the public may
// read it (listed): the number of ballots at any time, the results once they are published. Nothing is counted after the
// close, so what was published never changes and no two states of it can be compared.
//
// The ballot is secret. Nobody can tell who chose what, because nothing that is kept says it:
//
//   - a row of ballots says that a person has voted and not what;
//   - an option carries a number and no instant, so its last change cannot be laid beside the last ballot;
//   - the event of a ballot names neither the person nor the choice, and no log holds what was sent;
//   - an answer that is kept for an idempotency key is kept without the choice (graph/secret.go);
//   - results are shown to nobody before they are published, to admins neither, and below 10 ballots never.
//
// What is beyond this package: whoever copies the files of the database between two ballots, or reads its own log of
// changes, can compare the numbers. Those files are as secret as the ballot while a poll is open.
//
// A writer locks the conference before the poll, as Tell does; a ballot locks the poll and then its options and touches no
// conference, so that nobody waits in a circle.
//
// Whoever is there hears of a poll as it happens, by the numbered activity of the conference. No inbox tells of polls: one
// is over before anybody looks there, and a line about a ballot would say who cast it.
//
// It emits the events of events.go.
package poll
