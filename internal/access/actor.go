// Package access says who may do what, and where: the Actor of a call, the table of grants, and the two questions put to
// it. Can asks about one row before a deed; Scope turns the same rows of the table into the predicate that ent adds to every read.
package access

import (
	"context"
	"strings"

	"gandan/ent/gid"
)

// Role is held by a person in a unit and reaches the subtree of that unit.
type Role string

// The roles of the app (glossary.csv, category role).
const (
	Citizen   Role = "CITIZEN"
	Volunteer Role = "VOLUNTEER"
	Admin     Role = "ADMIN"
)

// Membership is one role held in one unit.
type Membership struct {
	Role   Role
	UnitID gid.ID
	Path   string // materialised path of the unit, such as "/01/00070/"
}

// Actor is who makes a call. It is loaded once per request and never changes during it.
type Actor struct {
	ID        gid.ID // the account; zero for a visitor and for the system
	SessionID gid.ID
	Home      string // path of the unit where the person lives; empty while unknown
	Members   []Membership
	System    string // name of the part of the system that acts on its own, such as "outbox"
}

// Anonymous is a visitor who has not signed in.
func Anonymous() Actor { return Actor{} }

// SystemActor is a part of the system at work without a person: it reads everything and holds no role.
func SystemActor(name string) Actor { return Actor{System: name} }

// IsAnonymous reports whether nobody has signed in.
func (a Actor) IsAnonymous() bool { return a.ID.IsZero() && a.System == "" }

// IsSystem reports whether the system acts on its own.
func (a Actor) IsSystem() bool { return a.System != "" }

// RoleIn is the role that reaches the path, the strongest first; CITIZEN for everybody signed in.
// Trails show it instead of the person.
func (a Actor) RoleIn(path string) Role {
	for _, role := range []Role{Admin, Volunteer} {
		if a.holds(role, path) {
			return role
		}
	}
	return Citizen
}

func (a Actor) holds(role Role, path string) bool {
	for _, m := range a.Members {
		if m.Role == role && Within(path, m.Path) {
			return true
		}
	}
	return false
}

// Within reports whether path lies in the subtree of root. Paths end with a slash, so "/01/1/" is not within "/01/10/".
func Within(path, root string) bool { return root != "" && strings.HasPrefix(path, root) }

type actorKey struct{}

// With gives the context an actor.
func With(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// From takes the actor out of the context; false means nobody was set, and every read is then refused.
func From(ctx context.Context) (Actor, bool) {
	a, ok := ctx.Value(actorKey{}).(Actor)
	return a, ok
}

// AsSystem lets a part of the system read and write on its own behalf.
func AsSystem(ctx context.Context, name string) context.Context { return With(ctx, SystemActor(name)) }
