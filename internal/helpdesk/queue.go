package helpdesk

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// The orders of the queue.
const (
	Oldest = "OLDEST"
	Newest = "NEWEST"

	UrgentFirst = "URGENT_FIRST" // and then the oldest
)

// Queue are the requests of a unit and below in one status: open ones for its volunteers, all for its admins. A unit that
// the viewer's roles do not reach has an empty page.
// FORBIDDEN for who is neither volunteer nor admin anywhere; NOT_FOUND for an unknown unit; BAD_USER_INPUT of the page.
func (s *Service) Queue(ctx context.Context, unitID gid.ID, status helprequest.Status, order string, a page.Args) (*page.Connection[*ent.HelpRequest], error) {
	viewer, _ := access.From(ctx)
	if !access.MayTry(viewer, access.BrowseQueue) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	place, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	o := page.Order{List: "queue-" + order, Column: helprequest.FieldCreatedAt, Desc: order == Newest}
	if order == UrgentFirst {
		o.Column = helprequest.FieldQueueKey
	}
	w, err := a.Window(o.List)
	if err != nil {
		return nil, err
	}
	there := within(place, access.Scope(viewer, access.BrowseQueue))
	if there == nil {
		return page.New(w, o.List, nil, keyOf(o), none), nil
	}
	return s.queuePage(ctx, w, o, helprequest.StatusEQ(status), there)
}

// queuePage reads under the purpose of the queue, and counts under it too.
func (s *Service) queuePage(ctx context.Context, w page.Window, o page.Order, where ...predicate.HelpRequest) (*page.Connection[*ent.HelpRequest], error) {
	all := s.store.Reader(ctx).HelpRequest.Query().Where(where...)
	rows, err := all.Clone().Where(o.Apply(w)).All(access.For(ctx, access.BrowseQueue))
	if err != nil {
		return nil, store.Translate(err)
	}
	count := func(ctx context.Context) (int, error) {
		n, err := all.Clone().Count(access.For(ctx, access.BrowseQueue))
		return n, store.Translate(err)
	}
	return page.New(w, o.List, rows, keyOf(o), count), nil
}

// keyOf is the cursor of a request in the order.
func keyOf(o page.Order) func(*ent.HelpRequest) page.Cursor {
	if o.Column == helprequest.FieldQueueKey {
		return func(r *ent.HelpRequest) page.Cursor { return page.AtInt(int(r.QueueKey), r.ID) }
	}
	return byCreation
}

func none(context.Context) (int, error) { return 0, nil }

// within are the requests of the part of the unit that the extent reaches; nil when it reaches none. A unit without parts
// is asked for by its id, which one index serves together with the order; a subtree by the path.
func within(place *ent.Unit, e access.Extent) predicate.HelpRequest {
	if e.All || slices.ContainsFunc(e.Paths, func(p string) bool { return access.Within(place.Path, p) }) {
		if undivided(place) {
			return helprequest.UnitID(place.ID)
		}
		return access.Under(place.Path)
	}
	var parts []predicate.HelpRequest
	for _, p := range e.Paths {
		if access.Within(p, place.Path) {
			parts = append(parts, access.Under(p))
		}
	}
	if parts == nil {
		return nil
	}
	return helprequest.Or(parts...)
}

// undivided reports whether the unit has no units below it: those of the lowest level in force before and since 1 July 2025.
func undivided(u *ent.Unit) bool {
	return slices.Contains([]unit.Kind{unit.KindWARD, unit.KindCOMMUNE, unit.KindTOWNSHIP}, u.Kind)
}
