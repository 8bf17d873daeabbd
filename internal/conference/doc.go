// Package conference holds the conferences of a unit, what citizens ask there, and what comes of it. It owns the
// conferences, the questions with their votes and answers, the conclusions, the commitments, and the numbered activity that
// viewers follow; further what comes before: the proposals of conferences, and the sittings, the agenda and the invited
// organisations of each.
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
// The asker is shown to nobody, the answering unit included, unless they chose so. A vote is seen by its voter alone. What
// citizens do is told without their name: the events of questions and votes carry no actor.
//
// It emits the events of events.go.
package conference
