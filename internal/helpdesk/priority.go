package helpdesk

import (
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
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

// hurried is 1 for an urgent request and 0 for the others, as the columns of the indexes hold it.
func hurried(urgency *helprequest.Urgency) int {
	if urgency != nil {
		return 1
	}
	return 0
}

// byRule is the working hours that the rules of the unit set for the request on the day its clock started, or those of the
// policy: an urgent one is to be handled within the same few hours at whatever step it stands, and an open one to be taken.
func (s *Service) byRule(r *ent.HelpRequest, policy time.Duration) time.Duration {
	switch {
	case r.Urgency != nil:
		return s.hours(urgentHours, r, s.policy.Urgent)
	case !isHeld(r.Status) || r.Status == helprequest.StatusASSIGNED: // who was given it has not taken it yet
		return s.hours(receiveHours, r, policy)
	}
	return policy
}

func (s *Service) hours(key string, r *ent.HelpRequest, otherwise time.Duration) time.Duration {
	return s.period(key, r.UnitPath, r.OpenedAt, time.Hour, otherwise)
}
