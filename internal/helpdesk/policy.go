package helpdesk

import "time"

// Policy holds the periods of the helpdesk. The first three count working hours from the start of the clock; each covers
// the ones before it.
type Policy struct {
	Take    time.Duration // until somebody must have taken the request
	Help    time.Duration // until the help must have begun
	Resolve time.Duration // until it must be resolved
	Urgent  time.Duration // until an urgent one must be handled, at whatever step it stands
	Reopen  time.Duration // hours of the clock on the wall after the resolution, within which the citizen may reopen

	// matching: working hours in which a holder does nothing, counted from when they got the request or last logged
	Answer   time.Duration // until who was assigned must have answered
	Begin    time.Duration // until who claimed must have logged something
	GoOn     time.Duration // until who has begun must have logged something more
	TellIdle time.Duration // so long before, the holder is told; half the period when that is shorter

	// after: days of the clock on the wall
	AskSolved    time.Duration // from the resolution until the citizen is asked whether it was solved
	AnswerSolved time.Duration // from the asking until it can be answered no more
}

// DefaultPolicy is what holds today.
//
// Take: iHanoi has a unit receive an item within 8 working hours, and handle an urgent one within 4 of its receipt (QĐ
// 1207/QĐ-UBND of Hà Nội, 28 February 2025; mechanisms.csv M079 and M080). Help, Resolve and Reopen are ours, of 2026-03: two
// working days, one working week, three days. Answer, Begin, GoOn and TellIdle are ours, of 2026-11: half a day, two days and a
// week of work, and half a day's notice. AskSolved and AnswerSolved are ours, of 2026-11: the four weeks after which
// FixMyStreet sends its questionnaire, and two months to answer it. The rules of the policy go before Take, Urgent, Reopen,
// AskSolved and AnswerSolved.
func DefaultPolicy() Policy {
	return Policy{Take: 8 * time.Hour, Help: 16 * time.Hour, Resolve: 40 * time.Hour, Urgent: 4 * time.Hour, Reopen: 72 * time.Hour,
		Answer: 4 * time.Hour, Begin: 16 * time.Hour, GoOn: 40 * time.Hour, TellIdle: 4 * time.Hour,
		AskSolved: 28 * 24 * time.Hour, AnswerSolved: 60 * 24 * time.Hour}
}
