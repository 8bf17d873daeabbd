package conference

import (
	"context"

	"gandan/ent"
	"gandan/internal/calendar"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Moderator is what this domain needs of whoever looks at questions before they are published.
type Moderator interface {
	// OpenForQuestion opens a case for the question in the transaction that stores it.
	OpenForQuestion(ctx context.Context, tx *store.Tx, q *ent.Question) error
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	calendar  *calendar.Calendar
	moderator Moderator
	policy    Policy
	desk      Desk
}

// New makes the service.
func New(s *store.Store, t *territory.Service, cal *calendar.Calendar, moderator Moderator, policy Policy) *Service {
	return &Service{store: s, territory: t, calendar: cal, moderator: moderator, policy: policy}
}
