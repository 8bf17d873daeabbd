package calendar

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

const usualHours = "08:00-12:00,13:30-17:30"

// session is one stretch of office hours, measured from local midnight.
type session struct{ from, to time.Duration }

func (s session) length() time.Duration { return s.to - s.from }

// AddWorkingHours returns the instant by which that much working time has passed since from. Outside office hours the
// clock stands still: eight hours from Friday evening end on Monday evening. Work that fills the last session to its end
// is due at its end, not on the next morning. Nothing is added for zero or less. The result is in from's zone.
func (c *Calendar) AddWorkingHours(from time.Time, hours time.Duration) time.Time {
	if hours <= 0 {
		return from
	}
	today := dayOf(from)
	passed := from.Sub(today.at(0))
	for d := today; ; d, passed = d+1, 0 {
		if !c.works(d) {
			continue
		}
		if passed == 0 && hours > c.perDay {
			hours -= c.perDay
			continue
		}
		for _, s := range c.sessions {
			start := max(s.from, passed)
			if left := s.to - start; left >= hours {
				return d.at(start + hours).In(from.Location())
			} else if left > 0 {
				hours -= left
			}
		}
	}
}

// SubWorkingHours returns the latest instant from which that much working time has passed by to: whatever began then or
// earlier is AddWorkingHours later at to or before. So a list of what is overdue asks for a column at or below one instant.
// Nothing is taken away for zero or less. The result is in to's zone.
func (c *Calendar) SubWorkingHours(to time.Time, hours time.Duration) time.Time {
	if hours <= 0 {
		return to
	}
	today := dayOf(to)
	passed := to.Sub(today.at(0))
	for d := today; ; d, passed = d-1, 24*time.Hour {
		if !c.works(d) {
			continue
		}
		for _, s := range slices.Backward(c.sessions) {
			end := min(s.to, passed)
			if there := end - s.from; there >= hours {
				return d.at(end - hours).In(to.Location())
			} else if there > 0 {
				hours -= there
			}
		}
	}
}

// WorkingHoursBetween returns the working time from a to b: how long something has really lain. It is negative when b
// lies before a, and the inverse of AddWorkingHours.
func (c *Calendar) WorkingHoursBetween(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -c.WorkingHoursBetween(b, a)
	}
	first, last := dayOf(a), dayOf(b)
	whole := int64(c.countFrom(first, last-1))
	if whole >= math.MaxInt64/int64(c.perDay) {
		return math.MaxInt64 // longer than a Duration can say
	}
	return time.Duration(whole)*c.perDay + c.workedBy(last, b) - c.workedBy(first, a)
}

// workedBy returns the working time of the day up to the instant t on it.
func (c *Calendar) workedBy(d day, t time.Time) time.Duration {
	if !c.works(d) {
		return 0
	}
	passed := t.Sub(d.at(0))
	var worked time.Duration
	for _, s := range c.sessions {
		worked += max(0, min(passed, s.to)-s.from)
	}
	return worked
}

// parseSessions reads "08:00-12:00,13:30-17:30". Sessions are in order and do not touch the next day.
func parseSessions(text string) ([]session, error) {
	if strings.TrimSpace(text) == "" {
		text = usualHours
	}
	var sessions []session
	last := time.Duration(-1)
	for part := range strings.SplitSeq(text, ",") {
		from, to, _ := strings.Cut(strings.TrimSpace(part), "-")
		s, err := parseSession(from, to)
		if err != nil || s.from <= last {
			return nil, fmt.Errorf("office hours: %q must be sessions in order, like %s", text, usualHours)
		}
		last = s.to
		sessions = append(sessions, s)
	}
	return sessions, nil
}

func parseSession(from, to string) (session, error) {
	start, err := parseClock(from)
	end, err2 := parseClock(to)
	if err = errors.Join(err, err2); err != nil {
		return session{}, err
	}
	if end <= start {
		return session{}, errors.New("ends before it starts")
	}
	return session{start, end}, nil
}

func parseClock(s string) (time.Duration, error) {
	if s = strings.TrimSpace(s); s == "24:00" {
		return 24 * time.Hour, nil
	}
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err
}
