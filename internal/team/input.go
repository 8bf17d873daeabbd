package team

import (
	"slices"

	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/guard"
	"gandan/internal/text"
)

// The lengths of what people write, in characters; the columns hold as much.
const (
	longestName    = 120
	longestAddress = 300
	longestReason  = 500
	mostSkills     = 20
)

// words is a text that must be there. BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG.
func words(field, in string, least, most int) (string, error) {
	s := text.Clean(in)
	switch n := text.Length(s); {
	case n < least:
		return "", fault.Bad(field, "TOO_SHORT").With("min", least)
	case n > most:
		return "", fault.Bad(field, "TOO_LONG").With("max", most)
	}
	return s, nil
}

// reason is a reason that must be there. BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG, and those of guard.Text.
func reason(field, in string) (string, error) {
	s := text.Clean(in)
	switch {
	case s == "":
		return "", fault.Bad(field, "REASON_REQUIRED")
	case text.Length(s) > longestReason:
		return "", fault.Bad(field, "TOO_LONG").With("max", longestReason)
	}
	return s, guard.Text(s, field)
}

// comment is a text that may be absent. BAD_USER_INPUT with key TOO_LONG and those of guard.Text.
func comment(field string, in *string) (*string, error) {
	if in == nil || text.Clean(*in) == "" {
		return nil, nil //nolint:nilnil // nothing said is nothing
	}
	s, err := reason(field, *in)
	return &s, err
}

// skills are known groups of procedures, sorted, each once. BAD_USER_INPUT with keys UNKNOWN_SKILL and TOO_MANY_ITEMS.
func (s *Service) skills(field string, in []string) ([]string, error) {
	if len(in) > mostSkills {
		return nil, fault.Bad(field, "TOO_MANY_ITEMS").With("max", mostSkills)
	}
	known := s.procedure.Groups()
	out := append([]string{}, in...)
	for _, skill := range out {
		if _, found := slices.BinarySearch(known, skill); !found {
			return nil, fault.Bad(field, "UNKNOWN_SKILL")
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// bornOn checks a birth date: a day that was, and not more than 120 years ago. BAD_USER_INPUT with key BAD_BIRTH_DATE.
func bornOn(in *string, today calendar.Date) error {
	const longestLife = 120 * 366
	if in != nil && (calendar.Date(*in) > today || calendar.Date(*in) < today.AddDays(-longestLife)) {
		return fault.Bad("input.bornOn", "BAD_BIRTH_DATE")
	}
	return nil
}

// trainedOn checks the day of a training: one that was. BAD_USER_INPUT with key TRAINED_IN_FUTURE.
func trainedOn(in *string, today calendar.Date) error {
	if in != nil && calendar.Date(*in) > today {
		return fault.Bad("input.trainedOn", "TRAINED_IN_FUTURE")
	}
	return nil
}

// oldEnough says whether somebody born on the day is so many years old on another; who was born on 29 February is so on 1 March.
func oldEnough(born, on calendar.Date, years int) bool {
	if len(born) != len(on) {
		return false
	}
	y := atoi(string(on[:4])) - atoi(string(born[:4]))
	return y > years || y == years && on[4:] >= born[4:]
}

func atoi(digits string) int {
	n := 0
	for _, d := range digits {
		n = 10*n + int(d-'0')
	}
	return n
}
