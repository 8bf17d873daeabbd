package reception

import (
	"gandan/internal/fault"
	"gandan/internal/guard"
	"gandan/internal/text"
)

// words cleans a text and holds it to its bounds, in characters. BAD_USER_INPUT at the field with key TOO_SHORT or TOO_LONG.
func words(field, s string, least, most int) (string, error) {
	s = text.Clean(s)
	switch n := text.Length(s); {
	case n < least:
		return "", fault.Bad(field, "TOO_SHORT").With("min", least)
	case n > most:
		return "", fault.Bad(field, "TOO_LONG").With("max", most)
	}
	return s, nil
}

// optional is words for what may be left out; what is empty once cleaned counts as left out.
func optional(field string, s *string, most int) (*string, error) {
	if s == nil {
		return nil, nil //nolint:nilnil // left out is left out
	}
	clean, err := words(field, *s, 0, most)
	if err != nil || clean == "" {
		return nil, err
	}
	return &clean, nil
}

// noted is optional for what is said of a person. BAD_USER_INPUT also with the keys of guard.Text.
func noted(field string, s *string) (*string, error) {
	note, err := optional(field, s, longestNote)
	if err == nil {
		err = guard.Optional(note, field)
	}
	return note, err
}

// reasoned cleans a reason that must be given. BAD_USER_INPUT at input.reason with key REASON_REQUIRED, TOO_LONG or those of
// guard.Text.
func reasoned(s string) (string, error) {
	reason, err := noted("input.reason", &s)
	if err == nil && reason == nil {
		err = fault.Bad("input.reason", "REASON_REQUIRED")
	}
	if err != nil {
		return "", err
	}
	return *reason, nil
}
