package commitment

import (
	"slices"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/internal/calendar"
	"gandan/internal/fault"
)

// mostWorkingDays is the longest a promise may take from today when its day is counted, about four years.
const mostWorkingDays = 1000

// dueDay is the last day that an input names: the day itself, or so many working days from today. Exactly one is given.
// BAD_USER_INPUT with keys DUE_ONE_OF, BAD_DATE, BAD_WORKING_DAYS and DUE_IN_PAST.
func (s *Service) dueDay(now time.Time, day string, workingDays *int) (calendar.Date, error) {
	today := calendar.Today(now)
	switch {
	case (day == "") == (workingDays == nil):
		return "", fault.Bad("input.dueOn", "DUE_ONE_OF")
	case workingDays != nil && (*workingDays < 1 || *workingDays > mostWorkingDays):
		return "", fault.Bad("input.dueInWorkingDays", "BAD_WORKING_DAYS").With("min", 1).With("max", mostWorkingDays)
	case workingDays != nil:
		return s.calendar.AddWorkingDays(today, *workingDays), nil
	}
	due, err := calendar.ParseDate(day)
	if err != nil {
		return "", fault.Bad("input.dueOn", "BAD_DATE")
	}
	if due.Before(today) {
		return "", fault.Bad("input.dueOn", "DUE_IN_PAST")
	}
	return due, nil
}

// workedDue is the day by which the promise must be kept: a promise due on a day on which nobody works is kept in time on the
// next working day.
func (s *Service) workedDue(c *ent.Commitment) calendar.Date {
	due := calendar.Date(c.DueOn)
	if !s.calendar.IsWorkingDay(due) {
		due = s.calendar.AddWorkingDays(due, 1)
	}
	return due
}

// Overdue says whether the day of a promise that is open or disputed has passed.
func (s *Service) Overdue(c *ent.Commitment) bool {
	waiting := c.Status == commitment.StatusOPEN || c.Status == commitment.StatusDISPUTED
	return waiting && calendar.Today(s.store.Now()).After(s.workedDue(c))
}

// OverdueWorkingDays is by how many working days a promise is late; nil while it is not. On a free day right after its last day
// it is late by none yet.
func (s *Service) OverdueWorkingDays(c *ent.Commitment) *int {
	if !s.Overdue(c) {
		return nil
	}
	n := s.calendar.WorkingDaysBetween(s.workedDue(c), calendar.Today(s.store.Now()))
	return &n
}

// lateUntil is the last day on which what was due is overdue now: the last working day before today. A day on which nobody
// works counts as the next working day, so whatever was due up to that day is late and nothing behind it is.
func (s *Service) lateUntil() string {
	return string(s.calendar.AddWorkingDays(calendar.Today(s.store.Now()), -1))
}

// Status is where the promise stands: one that was completed is kept once the time to dispute it is over, whether or not that
// has been written down.
func (s *Service) Status(c *ent.Commitment) commitment.Status {
	if s.settled(c) {
		return commitment.StatusKEPT
	}
	return c.Status
}

// settled says whether the promise was completed and nobody disputed it in time.
func (s *Service) settled(c *ent.Commitment) bool {
	return c.Status == commitment.StatusCOMPLETED && c.ConfirmUntil != nil && *c.ConfirmUntil < s.today()
}

// KeptAt is since when the promise counts as kept; nil while it does not.
func (s *Service) KeptAt(c *ent.Commitment) *time.Time {
	if s.settled(c) {
		at := calendar.Date(*c.ConfirmUntil).End()
		return &at
	}
	return c.KeptAt
}

// ConfirmUntil is the last day on which the asker may confirm or dispute what was completed; nil when there is nothing to.
func (s *Service) ConfirmUntil(c *ent.Commitment) *string {
	if s.Status(c) != commitment.StatusCOMPLETED {
		return nil
	}
	return c.ConfirmUntil
}

func (s *Service) today() string { return string(calendar.Today(s.store.Now())) }

// asWritten is a day, YYYY-MM-DD, as people write it here: 30/04/2026.
func asWritten(day string) string {
	parts := strings.Split(day, "-")
	slices.Reverse(parts)
	return strings.Join(parts, "/")
}
