package helpdesk

import "time"

// Policy holds the periods of the helpdesk. The first three count working hours from the start of the clock; each covers
// the ones before it.
type Policy struct {
	Take    time.Duration // until somebody must have taken the request
	Help    time.Duration // until the help must have begun
	Resolve time.Duration // until it must be resolved
	Reopen  time.Duration // hours of the clock on the wall after the resolution, within which the citizen may reopen

	// after: days of the clock on the wall
	AskSolved    time.Duration // from the resolution until the citizen is asked whether it was solved
	AnswerSolved time.Duration // from the asking until it can be answered no more
}

// DefaultPolicy is what holds today.
//
// Take: iHanoi has a unit receive an item within 8 working hours (QĐ 1207/QĐ-UBND of Hà Nội, 28 February 2025; mechanisms.csv
// M079). Help, Resolve and Reopen are ours, of 2026-03: two working days, one working week, three days.
// AskSolved and AnswerSolved are ours, of 2026-11: the four weeks after which FixMyStreet sends its questionnaire, and two
// months to answer it. Rules of the same names go before Reopen, AskSolved and AnswerSolved.
func DefaultPolicy() Policy {
	return Policy{Take: 8 * time.Hour, Help: 16 * time.Hour, Resolve: 40 * time.Hour, Reopen: 72 * time.Hour,
		AskSolved: 28 * 24 * time.Hour, AnswerSolved: 60 * 24 * time.Hour}
}
