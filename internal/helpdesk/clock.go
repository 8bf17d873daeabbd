package helpdesk

import (
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
)

// DueAt is until when the next step is due: taken, begun or resolved, by the status. Nil when nothing is due. It counts
// working hours from the start of the clock, which neither a claim nor a release restarts.
func (s *Service) DueAt(r *ent.HelpRequest) *time.Time {
	var within time.Duration
	switch r.Status {
	case helprequest.StatusOPEN, helprequest.StatusASSIGNED:
		within = s.policy.Take
	case helprequest.StatusCLAIMED:
		within = s.policy.Help
	case helprequest.StatusIN_PROGRESS:
		within = s.policy.Resolve
	default:
		return nil
	}
	within = s.byRule(r, within) // request
	due := s.calendar.AddWorkingHours(r.OpenedAt, within)
	return &due
}

// Overdue reports whether DueAt has passed.
func (s *Service) Overdue(r *ent.HelpRequest) bool {
	due := s.DueAt(r)
	return due != nil && s.store.Now().After(*due)
}
