package contact

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/store"
)

// Requests is what the package asks of whoever keeps the help requests.
type Requests interface {
	// ActedOn is the request as whoever may act on it in some way reads it, kept from changes by others until the transaction
	// ends. NOT_FOUND.
	ActedOn(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.HelpRequest, error)
	// Touch marks a request that ActedOn keeps as changed, for phones that ask what changed; nothing else of it changes.
	Touch(ctx context.Context, tx *store.Tx, id gid.ID) error
}

// People is what the package asks of whoever keeps the accounts.
type People interface {
	// Person is the id and the name of somebody whom everybody may see who sees the row that names them.
	Person(ctx context.Context, id gid.ID) (*ent.Account, error)
	// PhoneOf is the number of somebody; who may read it is decided here.
	PhoneOf(ctx context.Context, id gid.ID) (string, error)
	// Reveal leaves an access record of a reading, once a response.
	Reveal(ctx context.Context, subject gid.ID, what string, object gid.ID) (*ent.Account, error)
	// RecordReading leaves an access record in the transaction.
	RecordReading(ctx context.Context, tx *store.Tx, subject gid.ID, what string, object gid.ID) error
	// Held has what one person does at once done one after the other.
	Held(ctx context.Context, tx *store.Tx, id gid.ID) error
}

// Numbers tells the numbers that the house sets, by key, unit and local day; false where no rule holds. policy.Service is one.
type Numbers interface {
	Value(key, unitPath string, day calendar.Date) (int, bool)
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store    *store.Store
	requests Requests
	people   People
	numbers  Numbers
}

// New makes the service.
func New(s *store.Store, requests Requests, people People, numbers Numbers) *Service {
	return &Service{store: s, requests: requests, people: people, numbers: numbers}
}
