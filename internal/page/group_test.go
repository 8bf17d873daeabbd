package page_test

import (
	"slices"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/session"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestGroupedRowsComeInTheOrderInWhichTheyWereCut reads the newest and the oldest sessions of several people together.
func TestGroupedRowsComeInTheOrderInWhichTheyWereCut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		people(t, s, 3)
		parents := read(t, s, page.Args{}, byName).Nodes
		list := make([]any, len(parents))
		for i, p := range parents {
			sessions(t, s, p, 5)
			list[i] = p.ID
		}
		for _, a := range []page.Args{{First: ptr(2)}, {Last: ptr(2)}} {
			for _, desc := range []bool{false, true} {
				o := page.Order{List: "sessions", Column: session.FieldCreatedAt, Desc: desc}
				w, err := a.Window(o.List)
				if err != nil {
					t.Fatal(err)
				}
				children := page.Children{Table: session.Table, Parent: session.FieldAccountID, Order: o, Window: w}
				rows, err := s.Reader(system).Session.Query().Where(children.Of(list)).All(system)
				if err != nil {
					t.Fatal(err)
				}
				key := func(r *ent.Session) page.Cursor { return page.AtTime(r.CreatedAt, r.ID) }
				groups := page.Group(rows, o, w, func(r *ent.Session) gid.ID { return r.AccountID }, key)
				for _, p := range parents {
					got := groups[p.ID]
					rising := slices.IsSortedFunc(got, func(x, y *ent.Session) int { return slices.Compare(x.ID[:], y.ID[:]) })
					if len(got) != 3 || rising == (desc != w.Backward) {
						t.Errorf("%v, desc %v: %d rows, rising %v", a, desc, len(got), rising)
					}
				}
				together := page.Group(rows, o, w, func(*ent.Session) gid.ID { return gid.Zero }, key)[gid.Zero]
				if len(together) != 3 {
					t.Errorf("one list of all holds %d rows, want no more than its page needs", len(together))
				}
			}
		}
	})
}

// TestAUniqueColumnNeedsNoTieBreak pages over phones, of which no two are the same.
func TestAUniqueColumnNeedsNoTieBreak(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		people(t, s, 12)
		o := page.Order{List: "phones", Column: account.FieldPhone, Desc: true, Unique: true}
		var phones []string
		for a := (page.Args{First: ptr(5)}); ; {
			c, err := page.Of(system, s.Reader(system).Account.Query(), a, o, func(r *ent.Account) page.Cursor { return page.AtText(r.Phone, r.ID) })
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range c.Nodes {
				phones = append(phones, n.Phone)
			}
			if !c.PageInfo.HasNextPage {
				break
			}
			a.After = c.PageInfo.EndCursor
		}
		slices.Reverse(phones)
		if len(phones) != 12 || !slices.IsSorted(phones) || len(slices.Compact(phones)) != 12 {
			t.Errorf("read %q", phones)
		}
	})
}

func TestTheSameListCutInAnotherWayIsAnotherBatch(t *testing.T) {
	names := map[string]bool{}
	for _, a := range []page.Args{{}, {First: ptr(1)}, {First: ptr(2)}, {Last: ptr(1)}, {After: ptr("1")}, {Before: ptr("1")}} {
		names[a.Name(byName)] = true
	}
	if again := (page.Args{First: ptr(1)}); len(names) != 6 || !names[again.Name(byName)] {
		t.Errorf("the names are %v", names)
	}
}
