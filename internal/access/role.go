package access

import (
	"fmt"
	"io"
	"slices"
	"strconv"
)

// Clock is who acts in a trail when the system does on its own, by the time. Nobody holds it, and no grant speaks of it.
const Clock Role = "SYSTEM"

// Roles lists every role that a person can have.
func Roles() []Role { return []Role{Citizen, Volunteer, Admin} }

// MarshalGQL writes the role as a GraphQL enum.
func (r Role) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(r))) }

// UnmarshalGQL reads a GraphQL enum.
func (r *Role) UnmarshalGQL(v any) error {
	s, _ := v.(string)
	if !slices.Contains(Roles(), Role(s)) {
		return fmt.Errorf("%q is no role", s)
	}
	*r = Role(s)
	return nil
}
