package helpdesk

import (
	"time"

	"gandan/ent"
	"gandan/internal/calendar"
)

// Rules are dated numbers: what happened before the day of a new rule keeps the old one. policy.Service is one.
type Rules interface {
	// Value is the number that the rule of the key sets in the unit on the local day; false when no rule does.
	Value(key, unitPath string, day calendar.Date) (int, bool)
	// Least is the smallest number that a rule of the key sets in any unit on any day; false when there is no rule.
	Least(key string) (int, bool)
}

// The rules of the helpdesk.
const (
	ruleReopenHours  = "help.reopenHours"
	ruleAskDays      = "help.solvedAskDays"
	ruleAnswerDays   = "help.solvedAnswerDays"
	everywhere       = ""
	hoursOfOneDay    = 24
	oneDay           = hoursOfOneDay * time.Hour
	monthLength      = len("2026-01")
	longestCodedNote = 500
)

// WithRules puts dated rules before the policy.
func (s *Service) WithRules(r Rules) *Service {
	s.rules = r
	return s
}

// period is what the rule says for what happened then, in its measure; the standard where no rule does.
func (s *Service) period(key, unitPath string, then time.Time, measure, standard time.Duration) time.Duration {
	if s.rules != nil {
		if n, set := s.rules.Value(key, unitPath, calendar.Today(then)); set {
			return time.Duration(n) * measure
		}
	}
	return standard
}

// shortest is the shortest period that the rules of any unit set, or the standard when it is shorter.
func (s *Service) shortest(key string, measure, standard time.Duration) time.Duration {
	if s.rules != nil {
		if n, set := s.rules.Least(key); set {
			return min(time.Duration(n)*measure, standard)
		}
	}
	return standard
}

// reopenFor is for how long after its resolution the request can be reopened.
func (s *Service) reopenFor(r *ent.HelpRequest) time.Duration {
	if r.ResolvedAt == nil {
		return s.policy.Reopen
	}
	return s.period(ruleReopenHours, r.UnitPath, *r.ResolvedAt, time.Hour, s.policy.Reopen)
}

// askAfter is how long after a resolution the clock asks. It is the same everywhere, since one sweep asks for all.
func (s *Service) askAfter(now time.Time) time.Duration {
	return s.period(ruleAskDays, everywhere, now, oneDay, s.policy.AskSolved)
}

// answerFor is for how long after the asking the request can be answered.
func (s *Service) answerFor(r *ent.HelpRequest) time.Duration {
	return s.period(ruleAnswerDays, r.UnitPath, *r.SolvedAskedAt, oneDay, s.policy.AnswerSolved)
}
