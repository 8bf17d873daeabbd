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

// Procedures is what the helpdesk asks of whoever keeps the procedures.
type Procedures interface {
	// Procedure is the procedure of that id, replaced or not, or NOT_FOUND.
	Procedure(ctx context.Context, id gid.ID) (*ent.Procedure, error)
}

// Service is the helpdesk. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	procedure Procedures
	people    People
	calendar  *calendar.Calendar
	policy    Policy
	teams     Teams
	rules     Rules // dated rows that go before the policy; nil without

	ledger Ledger // hears of each log; may be nil
	desk   Desk
}

// New makes the service.
func New(s *store.Store, t *territory.Service, procedures Procedures, people People, cal *calendar.Calendar, policy Policy) *Service {
	return &Service{store: s, territory: t, procedure: procedures, people: people, calendar: cal, policy: policy, teams: ByRoles{Store: s}}
}
