package calendar

import (
	"fmt"
	"time"
)

// Settings say when offices work. The zero value is the usual week with the holidays that come with the program.
type Settings struct {
	OfficeHours  string         // local sessions, in order; empty: "08:00-12:00,13:30-17:30"
	WorkingWeek  []time.Weekday // empty: Monday to Friday
	HolidaysFile string         // a CSV like holidays.csv that takes its place; empty: the built-in table
}

// Calendar knows the working days and hours. It does not change and is safe for concurrent use.
type Calendar struct {
	sessions []session
	perDay   time.Duration
	week     [7]bool
	special  map[day]bool // true: works although the week says no; false: holiday
	last     Date
}

// New builds a calendar and says what is wrong with the settings, for a file with the line and column of each bad row.
func New(s Settings) (*Calendar, error) {
	sessions, err := parseSessions(s.OfficeHours)
	if err != nil {
		return nil, err
	}
	c := &Calendar{sessions: sessions}
	for _, session := range sessions {
		c.perDay += session.length()
	}
	week := s.WorkingWeek
	if len(week) == 0 {
		week = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	}
	for _, d := range week {
		if d < time.Sunday || d > time.Saturday {
			return nil, fmt.Errorf("working week: %d is no day of the week", d)
		}
		c.week[d] = true
	}
	if c.special, c.last, err = loadHolidays(s.HolidaysFile); err != nil {
		return nil, err
	}
	return c, nil
}

// KnownUntil returns the last day of the last year the holiday table knows. After it only weekends are free, so an
// operator should hear of it before deadlines reach it.
func (c *Calendar) KnownUntil() Date { return c.last }

// HoursPerDay returns the working time of one whole working day.
func (c *Calendar) HoursPerDay() time.Duration { return c.perDay }

// IsWorkingDay reports whether offices work on the day.
func (c *Calendar) IsWorkingDay(d Date) bool { return c.works(d.day()) }

// IsHoliday reports whether the day is free for another reason than the week: a public holiday, or the day off in its place.
func (c *Calendar) IsHoliday(d Date) bool {
	works, known := c.special[d.day()]
	return known && !works
}

func (c *Calendar) works(d day) bool {
	if works, known := c.special[d]; known {
		return works
	}
	return c.week[d.weekday()]
}

// AddWorkingDays returns the nth working day after d, or before it when n is negative. Zero returns d itself, whether it
// is a working day or not. Beyond the four-digit years the answer is the last or first day.
func (c *Calendar) AddWorkingDays(d Date, n int) Date {
	first, last, step := FirstDate.day(), LastDate.day(), day(1)
	if n < 0 {
		step = -1
	}
	at := d.day()
	for n != 0 {
		if at += step; at < first || at > last {
			break
		}
		if c.works(at) {
			n -= int(step)
		}
	}
	return at.date()
}

// WorkingDaysBetween counts the working days after from, up to and including to: the n with AddWorkingDays(from, n) == to
// for a working day to. When to lies before from it is the negative of the way back.
func (c *Calendar) WorkingDaysBetween(from, to Date) int {
	if to < from {
		return -c.WorkingDaysBetween(to, from)
	}
	return c.countFrom(from.day()+1, to.day())
}

func (c *Calendar) countFrom(first, last day) int {
	n := 0
	for d := first; d <= last; d++ {
		if c.works(d) {
			n++
		}
	}
	return n
}
