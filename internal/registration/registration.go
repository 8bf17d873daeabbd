package registration

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/internal/identity"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// People is what this domain needs of those who know people.
type People interface {
	// Person is the id and the name of somebody.
	Person(ctx context.Context, id gid.ID) (*ent.Account, error)
	// Reveal is Person with an access record.
	Reveal(ctx context.Context, subject gid.ID, what string, object gid.ID) (*ent.Account, error)
	// SignTicket and ReadTicket write and check what is shown at the door.
	SignTicket(t identity.Ticket) (string, error)
	ReadTicket(text string) (identity.Ticket, error)
}

// Stage tells the viewers of a conference of something that happened there, in the transaction of the deed.
type Stage interface {
	Tell(ctx context.Context, tx *store.Tx, conferenceID gid.ID, kind activity.Kind, poll *gid.ID) error
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	people    People
	stage     Stage
	policy    Policy
}

// New makes the service.
func New(s *store.Store, t *territory.Service, people People, stage Stage, policy Policy) *Service {
	return &Service{store: s, territory: t, people: people, stage: stage, policy: policy}
}
