package conference

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

// organisation is the body of that id if it may act at a conference of the unit: it belongs to the unit or to one above.
// BAD_USER_INPUT at the field with key UNKNOWN_ORGANISATION or ORGANISATION_ELSEWHERE.
func (s *Service) organisation(ctx context.Context, field string, id gid.ID, unitPath string) (*ent.Organisation, error) {
	o, err := s.territory.Organisation(ctx, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil, fault.Bad(field, "UNKNOWN_ORGANISATION")
	case err != nil:
		return nil, err
	case !access.Within(unitPath, o.UnitPath):
		return nil, fault.Bad(field, "ORGANISATION_ELSEWHERE")
	}
	return o, nil
}
