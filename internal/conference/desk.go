package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
)

// Policies gives the dated numbers that a law or a rule of a unit sets.
type Policies interface {
	// Value is the number of the rule that holds in the unit on the day; false when no rule speaks of it.
	Value(key, unitPath string, day calendar.Date) (int, bool)
}

// Decisions tells what was decided about a question.
type Decisions interface {
	// DecisionOn is the latest decision about the subject, nil while there is none. The caller answers for who may read it.
	DecisionOn(ctx context.Context, db *ent.Client, subject gid.ID) (*ent.Decision, error)
}

// Desk is what questions need from outside. What is left out is not offered: without a secret there are no look-up codes,
// without policies a due day is always named, without decisions a code tells no reason.
type Desk struct {
	Secret    []byte // look-up codes are derived with it; a key of their own
	Policies  Policies
	Decisions Decisions
}

// With gives the service its desk, before it serves anybody.
func (s *Service) With(d Desk) *Service {
	s.desk = d
	return s
}
