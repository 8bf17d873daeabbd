package assistance

import (
	"time"

	"gandan/internal/calendar"
)

// Policy holds the periods and limits of this domain. All are ours, of 2026-11: no law speaks of them. The days are those that hold
// where the policy rules set no other.
type Policy struct {
	ConfirmDays int // from the entry of a log, within which the person helped confirms or disputes it (assistance.confirmDays)
	WalkInDays  int // back, for counts of walk-ins (assistance.walkInDays)

	CodeLife         time.Duration // of a one-time code
	CodeTries        int           // counted before the code is compared
	CodePause        time.Duration // between two codes to one person
	CodesPerPerson   int           // in CodeWindow, to one person
	CodesPerAsker    int           // in CodeWindow, by one volunteer
	CodeWindow       time.Duration
	MostReviews      int // in one call
	MostWalkInRows   int // in one call
	MostPeriodInDays int // of figures and certificates
	Step             int // in which the public sees numbers; fewer are hidden (rights_care.csv)
}

// DefaultPolicy is what holds today.
func DefaultPolicy() Policy {
	return Policy{
		ConfirmDays: 30, WalkInDays: 60,
		CodeLife: 15 * time.Minute, CodeTries: 5, CodePause: time.Minute, CodesPerPerson: 5, CodesPerAsker: 20, CodeWindow: time.Hour,
		MostReviews: 100, MostWalkInRows: 50, MostPeriodInDays: 366, Step: 10,
	}
}

// The keys of the policy rules.
const (
	confirmDaysKey = "assistance.confirmDays"
	walkInDaysKey  = "assistance.walkInDays"
)

// days is the number that the rules set for the unit on the day, or the standing one.
func (s *Service) days(key, unitPath string, now time.Time, standing int) int {
	if s.Rules != nil {
		if n, ok := s.Rules.Value(key, unitPath, calendar.Today(now)); ok {
			return n
		}
	}
	return standing
}
