package poll

import (
	"context"

	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/internal/event"
	"gandan/internal/store"
)

// Stage is what this domain needs of whoever numbers what viewers of a conference are told.
type Stage interface {
	// Tell numbers one more thing that happened there, about the poll, in the transaction that did it. It locks the row of
	// the conference, so it comes before any other write.
	Tell(ctx context.Context, tx *store.Tx, conferenceID gid.ID, kind activity.Kind, poll *gid.ID) error
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store *store.Store
	stage Stage
}

var _ event.Subscriber = (*Service)(nil)

// New makes the service.
func New(s *store.Store, stage Stage) *Service { return &Service{store: s, stage: stage} }
