package access

import (
	"slices"

	"gandan/ent/gid"
)

// Object is what a deed is done to, as far as access is concerned.
type Object struct {
	Path   string // path of the unit the row belongs to
	Owner  gid.ID // who made it
	Holder gid.ID // who has taken it
}

// Can reports whether the actor may do the action to the object. What no grant allows is refused.
func Can(a Actor, action Action, o Object) bool {
	if a.IsSystem() {
		return true
	}
	return slices.ContainsFunc(Grants(), func(g Grant) bool { return g.Action == action && g.covers(a, o) })
}

// MayTry reports whether the actor could do the action to any row at all: false is FORBIDDEN before a row is looked at.
func MayTry(a Actor, action Action) bool {
	if a.IsSystem() {
		return true
	}
	return slices.ContainsFunc(Grants(), func(g Grant) bool { return g.Action == action && g.mayCover(a) })
}

func (g Grant) covers(a Actor, o Object) bool {
	switch g.Reach {
	case Everyone:
		return true
	case Anywhere:
		return !a.IsAnonymous()
	case AtHome:
		return !a.IsAnonymous() && (a.Home == "" || Within(a.Home, o.Path))
	case Own:
		return !a.ID.IsZero() && a.ID == o.Owner
	case Held:
		return !a.ID.IsZero() && a.ID == o.Holder && a.holds(g.Role, o.Path)
	case InUnit:
		return a.holds(g.Role, o.Path)
	}
	return false
}

func (g Grant) mayCover(a Actor) bool {
	switch g.Reach {
	case Everyone:
		return true
	case Anywhere, AtHome, Own:
		return !a.IsAnonymous()
	case Held, InUnit:
		return slices.ContainsFunc(a.Members, func(m Membership) bool { return m.Role == g.Role })
	}
	return false
}

// Extent is the set of rows within the actor's reach for one action; ent turns it into a predicate.
type Extent struct {
	All   bool     // every row
	Own   bool     // rows the actor made
	Held  []string // rows the actor holds, in the subtrees of these paths
	Paths []string // every row in the subtrees of these paths
}

// Scope is the extent of the action for the actor: Can and Scope read the same rows, so a list and its buttons agree.
// AtHome never narrows a reading; it is for deeds only.
func Scope(a Actor, action Action) Extent {
	if a.IsSystem() {
		return Extent{All: true}
	}
	var e Extent
	for _, g := range Grants() {
		if g.Action == action {
			e.add(g, a)
		}
	}
	return e
}

func (e *Extent) add(g Grant, a Actor) {
	switch g.Reach {
	case Everyone:
		e.All = true
	case Anywhere, AtHome:
		e.All = e.All || !a.IsAnonymous()
	case Own:
		e.Own = e.Own || !a.ID.IsZero()
	case Held:
		e.Held = append(e.Held, a.pathsOf(g.Role)...)
	case InUnit:
		e.Paths = append(e.Paths, a.pathsOf(g.Role)...)
	}
}

// pathsOf lists the subtrees the role reaches, without those that lie inside another of them.
func (a Actor) pathsOf(role Role) []string {
	var out []string
	for _, m := range a.Members {
		if m.Role != role || slices.ContainsFunc(out, func(p string) bool { return Within(m.Path, p) }) {
			continue
		}
		out = slices.DeleteFunc(out, func(p string) bool { return Within(p, m.Path) })
		out = append(out, m.Path)
	}
	return out
}
