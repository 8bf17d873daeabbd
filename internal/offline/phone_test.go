package offline_test

import (
	"context"
	"maps"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/shiftsignup"
	"gandan/internal/offline"
)

const hour = time.Hour

// phone is the device of a volunteer: what it keeps, by id, and the cursor of its last page. It does what doc.go says and no more.
type phone struct {
	w          *world
	who        context.Context
	first      int
	cursor     *string
	requests   map[gid.ID]*ent.HelpRequest
	shifts     map[gid.ID]*ent.ShiftSignup
	procedures map[gid.ID]*ent.Procedure
	pages      []*offline.Page // of the last reading
}

func (w *world) phone(who context.Context, first int) *phone {
	p := &phone{w: w, who: who, first: first}
	p.forget()
	return p
}

func (p *phone) forget() {
	p.requests, p.shifts, p.procedures = map[gid.ID]*ent.HelpRequest{}, map[gid.ID]*ent.ShiftSignup{}, map[gid.ID]*ent.Procedure{}
}

// page reads one page and applies it.
func (p *phone) page(t tester) *offline.Page {
	t.Helper()
	page := must[*offline.Page](t)(p.w.Since(p.who, p.cursor, &p.first))
	if n := sizeOf(page); n > p.first {
		t.Errorf("a page of %d holds %d", p.first, n)
	}
	if page.Reset {
		p.forget()
	}
	for _, g := range page.Tombstones {
		delete(p.requests, g.ID)
		delete(p.shifts, g.ID)
		delete(p.procedures, g.ID)
	}
	for _, r := range page.Requests {
		p.requests[r.ID] = r
	}
	for _, s := range page.Shifts {
		p.shifts[s.ID] = s
	}
	for _, x := range page.Procedures {
		p.procedures[x.ID] = x
	}
	maps.DeleteFunc(p.shifts, func(_ gid.ID, s *ent.ShiftSignup) bool {
		return s.EndsAt.Before(page.ServerTime.Add(-offline.KeepShifts))
	})
	p.cursor = &page.Cursor
	p.pages = append(p.pages, page)
	return page
}

// read reads to the end.
func (p *phone) read(t tester) *phone {
	t.Helper()
	p.pages = nil
	for range 1000 {
		if !p.page(t).HasMore {
			return p
		}
	}
	t.Fatalf("the reading does not come to an end")
	return p
}

// elements is how many the pages of the last reading held.
func (p *phone) elements() (n int) {
	for _, page := range p.pages {
		n += sizeOf(page)
	}
	return n
}

// gone are the tombstones of the last reading.
func (p *phone) gone() map[gid.ID]offline.Reason {
	all := map[gid.ID]offline.Reason{}
	for _, page := range p.pages {
		for _, g := range page.Tombstones {
			all[g.ID] = g.Reason
		}
	}
	return all
}

func sizeOf(p *offline.Page) int {
	return len(p.Tombstones) + len(p.Requests) + len(p.Shifts) + len(p.Procedures)
}

// agrees holds the phone against what the server has, row by row: the same ids, each as it was last changed.
func (p *phone) agrees(t tester) {
	t.Helper()
	db, mine, now := p.w.store.Reader(system()), me(p.who), p.w.clock.Now()
	requests := must[[]*ent.HelpRequest](t)(db.HelpRequest.Query().Where(
		helprequest.Or(helprequest.VolunteerID(mine), helprequest.CompanionID(mine)),
		helprequest.StatusIn(helprequest.StatusASSIGNED, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS)).All(system()))
	same(t, "requests", p.requests, requests, func(r *ent.HelpRequest) (gid.ID, string) { return r.ID, r.String() })
	signups := must[[]*ent.ShiftSignup](t)(db.ShiftSignup.Query().Where(shiftsignup.AccountID(mine), shiftsignup.EndsAtGTE(now.Add(-offline.KeepShifts)),
		shiftsignup.StatusIn(shiftsignup.StatusSIGNED_UP, shiftsignup.StatusPRESENT, shiftsignup.StatusNO_SHOW)).All(system()))
	same(t, "shifts", p.shifts, signups, func(s *ent.ShiftSignup) (gid.ID, string) { return s.ID, s.String() })
	all := must[[]*ent.Procedure](t)(db.Procedure.Query().All(system()))
	all = slices.DeleteFunc(all, func(x *ent.Procedure) bool { return x.EndedOn != nil && *x.EndedOn <= p.w.today() })
	same(t, "procedures", p.procedures, all, func(x *ent.Procedure) (gid.ID, string) { return x.ID, x.String() })
}

func same[T any](t tester, what string, kept map[gid.ID]T, want []T, of func(T) (gid.ID, string)) {
	t.Helper()
	if len(kept) != len(want) {
		t.Errorf("%s: the phone keeps %d, the server %d", what, len(kept), len(want))
	}
	for _, v := range want {
		id, text := of(v)
		have, there := kept[id]
		if !there {
			t.Errorf("%s: the phone misses %s", what, id)
			continue
		}
		if _, shown := of(have); shown != text {
			t.Errorf("%s: the phone keeps %s, the server %s", what, shown, text)
		}
	}
}
