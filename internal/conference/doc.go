// Package conference holds the conferences of a unit, what citizens ask there, and what comes of it. It owns the
// conferences with their sittings, their agenda and the invited organisations, the proposals they come from, the questions with
// their votes, words and answers, the versions of the conclusions, and the numbered activity that viewers follow.
//
// A conference is DRAFT, ANNOUNCED, LIVE, ENDED and CONCLUDED, or CANCELLED before it began; a question is PENDING,
// PUBLISHED, ANSWERED, HIDDEN or MERGED; a proposal is SUBMITTED, ACCEPTED, REFUSED or WITHDRAWN, and public once it is accepted
// or refused. lifecycle.go and proposal.go hold the tables, testdata their matrices. listed says of either that
// the public may read it: a conference from its announcement on, for good; a question while it is PUBLISHED or ANSWERED.
//
// Whatever changes what the public sees takes the next number of the conference (activity.go). The number is raised in the
// row of the conference, before any other row is touched: the lock on that row makes the numbers free of gaps, lets them
// become visible in their order, and keeps two writers of one conference from waiting for each other in a circle.
//
// A public question may stand in the queue of whoever runs the conference: NEXT, NOW, LATER or DONE (stage.go); one at most is
// NOW. A question that is public no longer leaves the queue by itself. Beside each public question its folded words are kept
// (words.go), so that somebody who writes finds what is asked already.
//
// What has no answer when the conference ends is owed in writing: an organisation owes it until a local day (assign.go), counted
// in working days. What nobody owes ages too.
//
// The asker is shown to nobody, the answering unit included, unless they chose so. A vote is seen by its voter alone. What
// citizens do is told without their name: the events of questions and votes carry no actor. The look-up code of a question
// (lookup.go) shows what became of it and never who asked; only a keyed hash of it is stored.
//
// It emits the events of events.go.
package conference
