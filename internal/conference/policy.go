package conference

import (
	"time"

	"gandan/ent/conference"
	"gandan/internal/calendar"
)

// Policy tells the numbers that laws and units set, by key, unit and local day; false where no rule holds. It changes with
// the law, not with the program: what happened before the day of a new rule keeps the old one. policy.Service is one.
type Policy interface {
	Value(key, unitPath string, day calendar.Date) (int, bool)
}

// What the policy is asked, behind the word for the kind of conference: dialogue.noticeDays.
const (
	noticeDays  = ".noticeDays"        // full days between the announcement and the start
	publishDays = ".publishResultDays" // days from the end until the conclusion is due
	minPerYear  = ".minPerYear"        // conferences that a commune holds a year at least
)

// rule is the number that holds for a kind of conference of the unit at the instant; 0 when no rule does.
func (s *Service) rule(kind conference.Kind, what, unitPath string, at time.Time) int {
	n, _ := s.policy.Value(keyOf(kind)+what, unitPath, calendar.Today(at))
	return n
}

// keyOf is how the keys of the policy call the kind.
func keyOf(kind conference.Kind) string {
	if kind == conference.KindSOCIAL_CRITICISM {
		return "criticism"
	}
	return "dialogue"
}

// span is so many days as a time: Vietnam has no summer time.
func span(days int) time.Duration { return time.Duration(days) * 24 * time.Hour }
