package conference

import (
	"context"
	"net/url"
	"strings"
	"unicode"

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

// reasoned cleans a reason that must be given. BAD_USER_INPUT with key REASON_REQUIRED or TOO_LONG.
func reasoned(s string, most int) (string, error) {
	reason, err := optional("input.reason", &s, most)
	if err != nil {
		return "", err
	}
	if reason == nil {
		return "", fault.Bad("input.reason", "REASON_REQUIRED")
	}
	return *reason, nil
}

// link cleans an address at which one takes part: https only, since others would send what people say in the clear or run as
// a script. BAD_USER_INPUT at the field with key BAD_LINK or TOO_LONG.
func link(field string, s *string) (*string, error) {
	clean, err := optional(field, s, 500)
	if err != nil || clean == nil {
		return nil, err
	}
	u, err := url.Parse(*clean)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.ContainsFunc(*clean, unicode.IsSpace) {
		return nil, fault.Bad(field, "BAD_LINK")
	}
	return clean, nil
}

// seats holds a number of seats to its bounds. BAD_USER_INPUT at the field with key BAD_CAPACITY.
func seats(field string, n *int) error {
	if n != nil && (*n < 1 || *n > mostSeats) {
		return fault.Bad(field, "BAD_CAPACITY").With("min", 1).With("max", mostSeats)
	}
	return nil
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

// guest is organisation for bodies that come and speak: those of units below are welcome too.
func (s *Service) guest(ctx context.Context, field string, id gid.ID, unitPath string) error {
	_, err := s.organisation(ctx, field, id, unitPath)
	if fault.HasKey(err, "ORGANISATION_ELSEWHERE") {
		o, again := s.territory.Organisation(ctx, id)
		if again == nil && access.Within(o.UnitPath, unitPath) {
			return nil
		}
	}
	return err
}
