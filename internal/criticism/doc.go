// Package criticism is social criticism of drafts (phản biện xã hội), in the three forms of the joint resolution
// 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN: at a conference, in writing, in direct dialogue. It owns the drafts with their
// versions and clauses, the opinions with the drafter's answers, and the criticism documents.
//
// A draft is PREPARED, OPEN, CLOSED, DOCUMENTED and ANSWERED, or WITHDRAWN; an opinion is RECEIVED, ANSWERED or HIDDEN.
// lifecycle.go holds both tables, testdata their matrices. A draft is CLOSED from the end of its last day for opinions on,
// whether or not anybody closed it (standing). listed says of either that the public may read it: a draft from its opening
// on, for good; an opinion while it is not hidden.
//
// A version is published whole, in one call, and never changes. That bounds it: its clauses fit into the body of one request.
// An opinion stays on the clause of the version it was given on; the clause shows by its label, without case and signs, what became of it.
// An answer is given once: it is public and counted at once, so it is not taken back.
//
// The numbers of a draft and of its clauses count the opinions that are not hidden. Whoever changes an opinion first counts in
// the row of the draft, then in that of the clause, and then writes the opinion (count.go): the lock on the draft keeps the
// numbers right and two writers from waiting for each other in a circle.
//
// Nobody sees who gave an opinion, admins included: author_id is in no answer, no event and no notification but the author's
// own. An opinion in the name of an organisation names the organisation. The events of opinions carry no actor.
//
// It emits the events of events.go.
package criticism
