package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// People is what this domain needs of those who know people.
type People interface {
	// Person is the id and the name of somebody.
	Person(ctx context.Context, id gid.ID) (*ent.Account, error)
	// Reveal is Person with an access record.
	Reveal(ctx context.Context, subject gid.ID, what string, object gid.ID) (*ent.Account, error)
}

// Rules are the dated numbers of law and house.
type Rules interface {
	// Value is the number that the rule of the key sets in the unit on the local day; false when no rule does.
	Value(key, unitPath string, day calendar.Date) (int, bool)
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	calendar  *calendar.Calendar
	people    People
	rules     Rules
	policy    Policy
}

// New makes the service.
func New(s *store.Store, t *territory.Service, c *calendar.Calendar, people People, rules Rules, policy Policy) *Service {
	return &Service{store: s, territory: t, calendar: c, people: people, rules: rules, policy: policy}
}

// rule is the number of the key in the unit at the instant, or what the policy says where no rule holds.
func (s *Service) rule(key, unitPath string, at time.Time, otherwise int) int {
	if n, ok := s.rules.Value(key, unitPath, calendar.Today(at)); ok {
		return n
	}
	return otherwise
}
