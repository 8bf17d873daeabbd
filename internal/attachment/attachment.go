package attachment

import (
	"gandan/internal/calendar"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	calendar  *calendar.Calendar
}

// New makes the service.
func New(s *store.Store, t *territory.Service, cal *calendar.Calendar) *Service {
	return &Service{store: s, territory: t, calendar: cal}
}
