package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/text"
)

// words cleans a text and holds it to its bounds, in characters.
// BAD_USER_INPUT at the field with key TOO_SHORT or TOO_LONG.
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

// organisation is the body of that id if the criterion takes it: where is the path of its unit.
// BAD_USER_INPUT at the field with key UNKNOWN_ORGANISATION or DRAFT_BODY_ELSEWHERE.
func (s *Service) organisation(ctx context.Context, field string, id gid.ID, fits func(where string) bool) (*ent.Organisation, error) {
	o, err := s.territory.Organisation(ctx, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil, fault.Bad(field, "UNKNOWN_ORGANISATION")
	case err != nil:
		return nil, err
	case !fits(o.UnitPath):
		return nil, fault.Bad(field, "DRAFT_BODY_ELSEWHERE")
	}
	return o, nil
}

// atOrAbove takes bodies of the unit and of the units above it.
func atOrAbove(path string) func(string) bool {
	return func(where string) bool { return access.Within(path, where) }
}

// inLine takes bodies of the unit, of those above it and of those below it.
func inLine(path string) func(string) bool {
	return func(where string) bool { return access.Within(path, where) || access.Within(where, path) }
}
