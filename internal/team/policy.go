package team

import (
	"time"

	"gandan/internal/calendar"
)

// The keys of the rules that stand in the policy table and that a unit may set for itself.
const (
	minAgeKey   = "homeVisit.minAge"       // rights_care.csv: age 16+ for home visits in pairs, ours
	trainingKey = "shift.trainingRequired" // 1 or 0; youth_facts.csv Y019
)

// Policy holds the bounds of shifts. All of them are ours, of 2026-11, but for the capacity, which is what teams in Huế do
// (youth_facts.csv Y022).
type Policy struct {
	Shortest, Longest time.Duration // of a shift
	PlanAhead         time.Duration // from now to the start of a shift
	Capacity          int           // of a shift when nobody says
	MostCapacity      int
	Pair              int           // the least capacity of home visits, and how many must come
	MarkFor           time.Duration // from the start, during which it is written who came
	Evening           time.Duration // from local midnight, the hour of the day before at which people are told
	MinAge            int           // for home visits, where no rule of the table says
}

// DefaultPolicy is what holds today.
func DefaultPolicy() Policy {
	return Policy{
		Shortest: 30 * time.Minute, Longest: 12 * time.Hour, PlanAhead: 60 * 24 * time.Hour, Capacity: 3, MostCapacity: 50, Pair: 2,
		MarkFor: 7 * 24 * time.Hour, Evening: 18 * time.Hour, MinAge: 16,
	}
}

// minAge is how old somebody must be who visits homes in the unit on the day.
func (s *Service) minAge(unitPath string, day calendar.Date) int {
	if n, set := s.rules.Value(minAgeKey, unitPath, day); set {
		return n
	}
	return s.policy.MinAge
}

// trainingRequired says whether a sign-up in the unit needs a training that is done by the day.
func (s *Service) trainingRequired(unitPath string, day calendar.Date) bool {
	n, _ := s.rules.Value(trainingKey, unitPath, day)
	return n > 0
}

// eveningBefore is the instant of the day before at which people are told of what begins then.
func (p Policy) eveningBefore(start time.Time) time.Time {
	return calendar.Today(start).AddDays(-1).Start().Add(p.Evening)
}
