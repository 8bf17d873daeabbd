package criticism

import (
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
}

// New makes the service.
func New(s *store.Store, t *territory.Service) *Service { return &Service{store: s, territory: t} }
