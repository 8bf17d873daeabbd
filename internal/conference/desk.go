package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
)

// Decisions tells what was decided about a question.
type Decisions interface {
	// DecisionOn is the latest decision about the subject, nil while there is none. The caller answers for who may read it.
	DecisionOn(ctx context.Context, db *ent.Client, subject gid.ID) (*ent.Decision, error)
}

// Desk is what questions need from outside. What is left out is not offered: without a secret there are no look-up codes,
// without decisions a code tells no reason.
type Desk struct {
	Secret    []byte // look-up codes are derived with it; a key of their own
	Decisions Decisions
}

// With gives the service its desk, before it serves anybody.
func (s *Service) With(d Desk) *Service {
	s.desk = d
	return s
}
