package team

import (
	"context"

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

// Rules are the dated numbers that a unit may set for itself; policy.Service and policy.Book are such.
type Rules interface {
	// Value is the number of the key in the unit on the local day; false when no rule sets it.
	Value(key, unitPath string, day calendar.Date) (int, bool)
}

// Procedures is what this domain needs of those who know the procedures.
type Procedures interface {
	// Groups are the groups of procedures, sorted, each once: what skills are named by.
	Groups() []string
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	calendar  *calendar.Calendar
	people    People
	procedure Procedures
	rules     Rules
	policy    Policy
}

// New makes the service.
func New(s *store.Store, t *territory.Service, cal *calendar.Calendar, people People, procedures Procedures, rules Rules, policy Policy) *Service {
	return &Service{store: s, territory: t, calendar: cal, people: people, procedure: procedures, rules: rules, policy: policy}
}
