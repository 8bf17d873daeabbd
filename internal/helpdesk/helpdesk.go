package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// People is what the helpdesk asks of whoever keeps the accounts.
type People interface {
	// Reveal reads somebody else's name and leaves an access record: what was read, through which object.
	Reveal(ctx context.Context, subject gid.ID, what string, object gid.ID) (*ent.Account, error)
	// Person is an account as anybody may see it who sees the row that names it.
	Person(ctx context.Context, id gid.ID) (*ent.Account, error)
}

// Service is the helpdesk. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	people    People
	calendar  *calendar.Calendar
	policy    Policy

	ledger Ledger // hears of each log; may be nil
}

// New makes the service.
func New(s *store.Store, t *territory.Service, people People, cal *calendar.Calendar, policy Policy) *Service {
	return &Service{store: s, territory: t, people: people, calendar: cal, policy: policy}
}
