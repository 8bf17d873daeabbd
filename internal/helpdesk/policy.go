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
}

// DefaultPolicy is what holds today.
//
// Take: iHanoi has a unit receive an item within 8 working hours (QĐ 1207/QĐ-UBND of Hà Nội, 28 February 2025; mechanisms.csv
// M079); Urgent: 4, from receipt (M080). Both hold where the rules of the policy set nothing else. Help, Resolve and Reopen are ours, of 2026-03: two working days, one working week, three days.
func DefaultPolicy() Policy {
	return Policy{Take: 8 * time.Hour, Help: 16 * time.Hour, Resolve: 40 * time.Hour, Urgent: 4 * time.Hour, Reopen: 72 * time.Hour}
}
