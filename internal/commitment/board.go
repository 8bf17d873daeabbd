package commitment

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Filter is which promises the board shows; what is nil or false does not narrow.
type Filter struct {
	UnitID        *gid.ID            // of the unit and those below it
	Status        *commitment.Status // as it is shown
	Overdue       bool
	ResponsibleID *gid.ID
}

// Board is a page of promises by day, of conferences that the public may read, whoever asks. NOT_FOUND for an unknown unit,
// BAD_USER_INPUT for the page.
//
// Each state is read for itself in the order of an index, and the pages are joined: no index serves several states in one
// order.
func (s *Service) Board(ctx context.Context, f Filter, args page.Args) (*page.Connection[*ent.Commitment], error) {
	by := page.Order{List: "commitments.board", Column: commitment.FieldDueOn}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	place, err := s.within(f.UnitID)
	if err != nil {
		return nil, err
	}
	states := f.states()
	if len(states) == 0 {
		return page.New(w, by.List, []*ent.Commitment{}, byDay, func(context.Context) (int, error) { return 0, nil }), nil
	}
	filter := func(sel *sql.Selector) { place(sel); s.narrow(sel, f) }
	children := page.Children{Table: commitment.Table, Parent: commitment.FieldStatus, Order: by, Window: w, Filter: filter}
	rows, err := s.store.Reader(ctx).Commitment.Query().Where(predicate.Commitment(children.Of(anyOf(states)))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	together := page.Group(rows, by, w, func(*ent.Commitment) gid.ID { return gid.Zero }, byDay)[gid.Zero]
	return page.New(w, by.List, together, byDay, func(ctx context.Context) (int, error) {
		n, err := s.store.Reader(ctx).Commitment.Query().
			Where(commitment.StatusIn(states...), predicate.Commitment(filter)).Count(access.AsSystem(ctx, "commitment"))
		return n, store.Translate(err)
	}), nil
}

// states lists the states as they are stored in which a promise may be that the filter shows.
func (f Filter) states() []commitment.Status {
	states := []commitment.Status{commitment.StatusOPEN, commitment.StatusCOMPLETED, commitment.StatusDISPUTED, commitment.StatusKEPT}
	return slices.DeleteFunc(states, func(s commitment.Status) bool {
		late := s == commitment.StatusOPEN || s == commitment.StatusDISPUTED
		shown := f.Status == nil || *f.Status == s || *f.Status == commitment.StatusKEPT && s == commitment.StatusCOMPLETED
		return f.Overdue && !late || !shown
	})
}

// narrow holds a select to what the filter shows besides states and places.
func (s *Service) narrow(sel *sql.Selector, f Filter) {
	access.Listed(sel)
	if f.ResponsibleID != nil {
		sel.Where(sql.EQ(sel.C(commitment.FieldResponsibleID), *f.ResponsibleID))
	}
	if f.Overdue {
		sel.Where(sql.LTE(sel.C(commitment.FieldDueOn), s.lateUntil()))
	}
	status, until := sel.C(commitment.FieldStatus), sel.C(commitment.FieldConfirmUntil)
	switch {
	case f.Status == nil:
	case *f.Status == commitment.StatusCOMPLETED: // and the asker still has time
		sel.Where(sql.GTE(until, s.today()))
	case *f.Status == commitment.StatusKEPT:
		sel.Where(sql.Or(sql.EQ(status, commitment.StatusKEPT), sql.LT(until, s.today())))
	}
}

// within narrows to a unit and those below it. Nothing lies below a ward, and naming it alone lets an index give the page in
// its order.
func (s *Service) within(unitID *gid.ID) (func(*sql.Selector), error) {
	if unitID == nil {
		return func(*sql.Selector) {}, nil
	}
	u, err := s.territory.Unit(*unitID)
	if err != nil {
		return nil, err
	}
	switch u.Kind {
	case unit.KindWARD, unit.KindCOMMUNE, unit.KindTOWNSHIP:
		return func(sel *sql.Selector) { sel.Where(sql.EQ(sel.C(commitment.FieldUnitID), u.ID)) }, nil
	default:
		return access.Under(u.Path), nil
	}
}
