package satisfaction

import (
	"gandan/internal/store"
)

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store      *store.Store
	policy     Policy
	receptions Receptions // nil: nobody was received
}

// New makes the service.
func New(s *store.Store, policy Policy) *Service { return &Service{store: s, policy: policy} }
