package commitment

import (
	"context"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/text"
)

// The bounds of what is written, in characters.
const (
	shortest      = 10
	longestText   = 2000
	longestReason = 500
)

// words cleans a text and holds it to its bounds.
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

// responsible refuses a body that cannot owe a promise of the unit: it belongs to the unit or to one above.
// BAD_USER_INPUT with key UNKNOWN_ORGANISATION or ORGANISATION_ELSEWHERE.
func (s *Service) responsible(ctx context.Context, id gid.ID, unitPath string) error {
	const field = "input.responsibleId"
	o, err := s.territory.Organisation(ctx, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return fault.Bad(field, "UNKNOWN_ORGANISATION")
	case err != nil:
		return err
	case !access.Within(unitPath, o.UnitPath):
		return fault.Bad(field, "ORGANISATION_ELSEWHERE")
	}
	return nil
}
