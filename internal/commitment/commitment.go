package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Conferences is what the ledger needs of the domain that owns the conferences.
type Conferences interface {
	// Promising locks the conference and gives it, if the actor may record promises of its unit and it is in a state in which
	// promises are made: NOT_FOUND, FORBIDDEN, CONFLICT. It comes before any other write of the transaction.
	Promising(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.Conference, error)
}

// Policy is what an operator may set.
type Policy struct {
	ConfirmDays int // days after the completion on which the asker may confirm or dispute it; rule key commitment.confirmDays
}

// StandardPolicy gives the asker 15 days. No law says a number: what nobody disputes within that time counts as kept.
func StandardPolicy() Policy { return Policy{ConfirmDays: 15} }

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store       *store.Store
	territory   *territory.Service
	calendar    *calendar.Calendar
	conferences Conferences
	policy      Policy
}

// New makes the service.
func New(s *store.Store, t *territory.Service, cal *calendar.Calendar, conferences Conferences, policy Policy) *Service {
	return &Service{store: s, territory: t, calendar: cal, conferences: conferences, policy: policy}
}
