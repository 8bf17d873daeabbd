package team

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/helppoint"
	"gandan/internal/calendar"
	"gandan/internal/fault"
)

// OpeningHours is one stretch of a week: Monday is 1, times are local, such as 08:00.
type OpeningHours struct {
	Weekday int
	From    string
	To      string
}

// OpeningHoursInput is OpeningHours as somebody enters them.
type OpeningHoursInput OpeningHours

// rowsOf writes opening hours as they are kept, in order. Stretches of a day do not overlap.
// BAD_USER_INPUT with keys BAD_HOURS and TOO_MANY_ITEMS.
func rowsOf(hours []*OpeningHoursInput) ([]string, error) {
	if len(hours) > mostHours {
		return nil, fault.Bad("input.hours", "TOO_MANY_ITEMS").With("max", mostHours)
	}
	rows := make([]string, 0, len(hours))
	for _, h := range hours {
		from, ok1 := minutes(h.From)
		to, ok2 := minutes(h.To)
		if !ok1 || !ok2 || to <= from || h.Weekday < 1 || h.Weekday > 7 {
			return nil, fault.Bad("input.hours", "BAD_HOURS")
		}
		rows = append(rows, strconv.Itoa(h.Weekday)+" "+h.From+"-"+h.To)
	}
	slices.Sort(rows)
	for i := 1; i < len(rows); i++ {
		before, next := hoursOf(rows[i-1]), hoursOf(rows[i])
		if before.Weekday == next.Weekday && next.From < before.To {
			return nil, fault.Bad("input.hours", "BAD_HOURS")
		}
	}
	return rows, nil
}

// minutes reads 08:00 as minutes from midnight, 24:00 as the end of the day.
func minutes(clock string) (int, bool) {
	if clock == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", clock)
	return t.Hour()*60 + t.Minute(), err == nil && len(clock) == len("15:04")
}

func hoursOf(row string) OpeningHours {
	weekday, stretch, _ := strings.Cut(row, " ")
	from, to, _ := strings.Cut(stretch, "-")
	return OpeningHours{Weekday: atoi(weekday), From: from, To: to}
}

// HoursOf are the weekly hours of the help point, from Monday on.
func (s *Service) HoursOf(p *ent.HelpPoint) []*OpeningHours {
	all := make([]*OpeningHours, len(p.Hours))
	for i, row := range p.Hours {
		h := hoursOf(row)
		all[i] = &h
	}
	return all
}

// OpenNow says whether the help point is open at this instant: within its weekly hours, and on a public holiday only where that
// was said.
func (s *Service) OpenNow(p *ent.HelpPoint) bool {
	now := s.store.Now()
	today := calendar.Today(now)
	if p.Status != helppoint.StatusOPEN || s.calendar.IsHoliday(today) && !p.OpenOnHolidays {
		return false
	}
	weekday, passed := (int(today.Weekday())+6)%7+1, int(now.Sub(today.Start()).Minutes())
	return slices.ContainsFunc(p.Hours, func(row string) bool {
		h := hoursOf(row)
		from, _ := minutes(h.From)
		to, _ := minutes(h.To)
		return h.Weekday == weekday && from <= passed && passed < to
	})
}
