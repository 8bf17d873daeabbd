package helpdesk

import (
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/internal/calendar"
)

// The rules that set the clock, as the policy calls them (QĐ 1207/QĐ-UBND of Hà Nội; mechanisms.csv M079 and M080).
const (
	receiveHours = "feedback.receiveWorkingHours"
	urgentHours  = "feedback.urgentWorkingHours"
)

// Priorities of a request. One is urgent for a stated reason and no other: disaster, disease, accident, theft, safety.
const (
	Normal = "NORMAL"
	Urgent = "URGENT"
)

// Priority is URGENT when a reason for it is stated, else NORMAL.
func Priority(r *ent.HelpRequest) string {
	if r.Urgency != nil {
		return Urgent
	}
	return Normal
}

// urgentAhead is how far an urgent request stands before the others in the queue that begins with the urgent ones: a thousand
// years, in the microseconds of queue_key.
const urgentAhead = 1000 * 365 * 24 * int64(time.Hour/time.Microsecond)

// queueKey is the place of a request in that queue: one number that an index serves, the urgent ones first and then by age.
func queueKey(sent time.Time, urgency *helprequest.Urgency) int64 {
	if urgency != nil {
		return sent.UnixMicro() - urgentAhead
	}
	return sent.UnixMicro()
}

// byRule is the working hours that the rules of the unit set for the request on the day its clock started, or those of the
// policy: an urgent one is to be handled within the same few hours at whatever step it stands, and an open one to be taken.
func (s *Service) byRule(r *ent.HelpRequest, policy time.Duration) time.Duration {
	switch {
	case r.Urgency != nil:
		return s.hours(urgentHours, r, s.policy.Urgent)
	case !isHeld(r.Status):
		return s.hours(receiveHours, r, policy)
	}
	return policy
}

func (s *Service) hours(key string, r *ent.HelpRequest, otherwise time.Duration) time.Duration {
	if s.desk.Rules == nil {
		return otherwise
	}
	if n, ok := s.desk.Rules.Value(key, r.UnitPath, calendar.Today(r.OpenedAt)); ok {
		return time.Duration(n) * time.Hour
	}
	return otherwise
}
