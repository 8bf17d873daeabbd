package page_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/session"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

var system = access.AsSystem(context.Background(), "test")

var byName = page.Order{List: "names", Column: account.FieldDisplayName}

func key(a *ent.Account) page.Cursor { return page.AtText(a.DisplayName, a.ID) }

// people makes n accounts; every third shares its name with another, so that the tie-break matters.
func people(t *testing.T, s *store.Store, n int) {
	t.Helper()
	if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
		for i := range n {
			if err := tx.Account.Create().SetPhone(fmt.Sprintf("+8410000%04d", i)).SetDisplayName(fmt.Sprintf("Người %02d", (i*7)%(n/3))).
				SetStatus(account.StatusACTIVE).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, s *store.Store, a page.Args, o page.Order) *page.Connection[*ent.Account] {
	t.Helper()
	c, err := page.Of(system, s.Reader(system).Account.Query(), a, o, key)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func ids(rows []*ent.Account) (out []string) {
	for _, r := range rows {
		out = append(out, r.ID.String())
	}
	return out
}

func TestPagesForwardAndBackwardShowEachRowOnceInOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		people(t, s, 60)
		for _, desc := range []bool{false, true} {
			o := byName
			o.Desc = desc
			all := ids(read(t, s, page.Args{First: ptr(100)}, o).Nodes)
			var forward, backward []string
			for a := (page.Args{First: ptr(7)}); ; {
				c := read(t, s, a, o)
				forward = append(forward, ids(c.Nodes)...)
				if !c.PageInfo.HasNextPage {
					break
				}
				a.After = c.PageInfo.EndCursor
			}
			for a := (page.Args{Last: ptr(7)}); ; {
				c := read(t, s, a, o)
				backward = append(ids(c.Nodes), backward...)
				if !c.PageInfo.HasPreviousPage {
					break
				}
				a.Before = c.PageInfo.StartCursor
			}
			if len(all) != 60 || !slices.Equal(all, forward) || !slices.Equal(all, backward) {
				t.Fatalf("desc %v: %d in one page, %d forward, %d backward, or in another order", desc, len(all), len(forward), len(backward))
			}
		}
	})
}

func TestAPageCountsOnlyWhenAsked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		people(t, s, 30)
		ctx, counter := store.CountStatements(system)
		c, err := page.Of(ctx, s.Reader(ctx).Account.Query(), page.Args{First: ptr(5)}, byName, key)
		if err != nil || counter.Statements() != 1 {
			t.Fatalf("a page took %d statements (%v), want 1", counter.Statements(), err)
		}
		if n, err := c.TotalCount(ctx); err != nil || n != 30 || counter.Statements() != 2 {
			t.Fatalf("counted %d with %d statements (%v), want 30 with 2", n, counter.Statements(), err)
		}
	})
}

func TestBadArgumentsAreNamed(t *testing.T) {
	s := storetest.Open(t, "", storetest.NewClock(), &storetest.CountingIDs{})
	people(t, s, 6)
	foreign := read(t, s, page.Args{}, page.Order{List: "others", Column: account.FieldDisplayName}).PageInfo.EndCursor
	cases := map[string]struct {
		args  page.Args
		key   fault.Key
		field string
	}{
		"none":                     {page.Args{First: ptr(0)}, "BAD_PAGE_SIZE", "first"},
		"too many":                 {page.Args{First: ptr(101)}, "BAD_PAGE_SIZE", "first"},
		"fewer than none":          {page.Args{Last: ptr(-1)}, "BAD_PAGE_SIZE", "last"},
		"both ends":                {page.Args{First: ptr(1), Last: ptr(1)}, "BAD_PAGE_SIZE", "last"},
		"a cursor that is none":    {page.Args{After: ptr("xyz")}, "BAD_CURSOR", "after"},
		"a cursor that is no JSON": {page.Args{Before: ptr("AAAA")}, "BAD_CURSOR", "before"},
		"a cursor of another list": {page.Args{After: foreign}, "BAD_CURSOR", "after"},
		"an empty cursor":          {page.Args{After: ptr("")}, "BAD_CURSOR", "after"},
		"a cursor without a row":   {page.Args{After: forged(`{"l":"names"}`)}, "BAD_CURSOR", "after"},
		"a cursor of no time":      {page.Args{After: forged(`{"l":"names","t":9223372036854775807,"i":"019cac2a-9dc0-7146-86b2-000000000000"}`)}, "BAD_CURSOR", "after"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := page.Of(system, s.Reader(system).Account.Query(), c.args, byName, key)
			if f := fault.Of(err); f == nil || f.Key != c.key || f.Field != c.field || f.Code != fault.BadUserInput {
				t.Fatalf("got %v, want %s at %s", err, c.key, c.field)
			}
		})
	}
}

func TestTheFirstRowsOfManyParentsAreReadInOneStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		people(t, s, 9)
		parents := read(t, s, page.Args{}, byName).Nodes
		for i, p := range parents {
			sessions(t, s, p, i)
		}
		w, err := page.Args{First: ptr(2)}.Window("sessions")
		if err != nil {
			t.Fatal(err)
		}
		children := page.Children{Table: session.Table, Parent: session.FieldAccountID, Order: page.Order{List: "sessions", Desc: true}, Window: w}
		list := make([]any, len(parents))
		for i, p := range parents {
			list[i] = p.ID
		}
		ctx, counter := store.CountStatements(system)
		rows, err := s.Reader(ctx).Session.Query().Where(children.Of(list)).All(ctx)
		if err != nil || counter.Statements() != 1 {
			t.Fatalf("%d statements (%v), want 1", counter.Statements(), err)
		}
		got := map[string]int{}
		for _, r := range rows {
			got[r.AccountID.String()]++
		}
		for i, p := range parents {
			if want := min(i, 3); got[p.ID.String()] != want {
				t.Errorf("parent %d has %d rows, want %d: one more than the page, so that it knows whether there are more", i, got[p.ID.String()], want)
			}
		}
	})
}

func sessions(t *testing.T, s *store.Store, a *ent.Account, n int) {
	t.Helper()
	if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
		for range n {
			if err := tx.Session.Create().SetAccountID(a.ID).SetDeviceName("x").SetExpiresAt(tx.Now).SetIdleAt(tx.Now).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func ptr[T any](v T) *T { return &v }

func forged(wire string) *string { return ptr(base64.RawURLEncoding.EncodeToString([]byte(wire))) }
