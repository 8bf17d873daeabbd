package commitment_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/internal/commitment"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// board says what one page holds, by the texts.
func (w *world) board(t *testing.T, who context.Context, f commitment.Filter) string {
	t.Helper()
	c := must[*page.Connection[*ent.Commitment]](t)(w.Board(who, f, first(50)))
	var list []string
	for _, p := range c.Nodes {
		list = append(list, strings.TrimSuffix(p.Text, ", sửa đường"))
	}
	if n := must[int](t)(c.TotalCount(who)); n != len(list) {
		t.Errorf("%d are shown of %d", len(list), n)
	}
	return strings.Join(list, ", ")
}

// promised records a promise under a name.
func (w *world) promised(t *testing.T, c *ent.Conference, name, due string, body *ent.Organisation) *ent.Commitment {
	t.Helper()
	return must[*ent.Commitment](t)(w.Record(w.cityAdmin, w.input(c, func(in *commitment.RecordCommitmentInput) {
		in.Text, in.DueOn, in.ResponsibleID = name+", sửa đường", due, body.ID
	})))
}

func TestTheBoardShowsByDayWhatTheFilterSays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		here, there, city := w.announced(t, w.ward), w.announced(t, w.otherWard), w.announced(t, w.city)
		w.promised(t, here, "late", "2026-03-05", w.wardCommittee)
		w.promised(t, here, "early", "2026-03-03", w.cityCommittee)
		w.promised(t, there, "theirs", "2026-03-04", w.otherWardCommittee)
		w.promised(t, city, "all", "2026-03-31", w.cityCommittee)
		done := w.promised(t, here, "done", "2026-03-02", w.wardCommittee)
		must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(done)))
		w.clock.Set(at(t, "2026-03-05T02:00:00Z"))
		open, completed, kept := entcommitment.StatusOPEN, entcommitment.StatusCOMPLETED, entcommitment.StatusKEPT
		for _, x := range []struct {
			name string
			f    commitment.Filter
			want string
		}{
			{"everywhere", commitment.Filter{}, "done, early, theirs, late, all"},
			{"the city", commitment.Filter{UnitID: &w.city.ID}, "done, early, theirs, late, all"},
			{"the ward", commitment.Filter{UnitID: &w.ward.ID}, "done, early, late"},
			{"open in the ward", commitment.Filter{UnitID: &w.ward.ID, Status: &open}, "early, late"},
			{"late", commitment.Filter{Overdue: true}, "early, theirs"},
			{"late in the ward and open", commitment.Filter{UnitID: &w.ward.ID, Overdue: true, Status: &open}, "early"},
			{"late and completed", commitment.Filter{Overdue: true, Status: &completed}, ""},
			{"completed", commitment.Filter{Status: &completed}, "done"},
			{"kept", commitment.Filter{Status: &kept}, ""},
			{"of the city's committee", commitment.Filter{ResponsibleID: &w.cityCommittee.ID}, "early, all"},
			{"of it in the ward", commitment.Filter{ResponsibleID: &w.cityCommittee.ID, UnitID: &w.ward.ID}, "early"},
			{"of it and late", commitment.Filter{ResponsibleID: &w.cityCommittee.ID, Overdue: true}, "early"},
			{"of nobody", commitment.Filter{ResponsibleID: &gid.ID{}}, ""},
		} {
			for who, ctx := range map[string]context.Context{"a visitor": w.visitor, "the admin": w.admin, "another": w.otherWardAdmin} {
				if got := w.board(t, ctx, x.f); got != x.want {
					t.Errorf("%s, read by %s: %s\nwant %s", x.name, who, got, x.want)
				}
			}
		}
		for unit, want := range map[*gid.ID]string{nil: "{4 1 0 0 2}", &w.city.ID: "{4 1 0 0 2}", &w.ward.ID: "{2 1 0 0 1}", &w.otherWard.ID: "{1 0 0 0 1}"} {
			if got := fmt.Sprint(*must[*commitment.Totals](t)(w.Totals(w.visitor, unit))); got != want {
				t.Errorf("the totals are %s, want %s", got, want)
			}
		}
		_, err := w.Board(w.visitor, commitment.Filter{UnitID: &w.wardCommittee.ID}, page.Args{})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.Totals(w.visitor, &w.wardCommittee.ID)
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
	})
}

// TestTheBoardIsCutIntoPagesInBothDirections mixes states, which are read apart, and days, which some share.
func TestTheBoardIsCutIntoPagesInBothDirections(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, w.ward)
		var want []string
		for i := range 9 {
			p := w.promised(t, c, fmt.Sprint(i), fmt.Sprintf("2026-03-%02d", 10+i/2), w.wardCommittee)
			if i%3 == 1 {
				must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(p)))
			}
			want = append(want, p.Text)
		}
		var forward, backward []string
		var after, before *string
		for range 5 {
			a := must[*page.Connection[*ent.Commitment]](t)(w.Board(w.visitor, commitment.Filter{}, page.Args{First: ptr(2), After: after}))
			b := must[*page.Connection[*ent.Commitment]](t)(w.Board(w.visitor, commitment.Filter{}, page.Args{Last: ptr(2), Before: before}))
			for i := range a.Nodes {
				forward, backward = append(forward, a.Nodes[i].Text), append(backward, b.Nodes[len(b.Nodes)-1-i].Text)
			}
			if a.PageInfo.HasNextPage == (len(forward) == 9) || b.PageInfo.HasPreviousPage == (len(backward) == 9) {
				t.Errorf("after %d there is more: %v, %v", len(forward), a.PageInfo, b.PageInfo)
			}
			after, before = a.PageInfo.EndCursor, b.PageInfo.StartCursor
		}
		slices.Reverse(backward)
		if !slices.Equal(forward, want) || !slices.Equal(backward, want) {
			t.Errorf("forward %q\nbackward %q\nwant %q", forward, backward, want)
		}
		_, err := w.Board(w.visitor, commitment.Filter{}, page.Args{First: ptr(101)})
		wantFault(t, err, fault.BadUserInput, "BAD_PAGE_SIZE", "first")
	})
}

// TestAPromiseOfADraftIsSeenByNobodyElseByNoPath is of a row that no verb makes.
func TestAPromiseOfADraftIsSeenByNobodyElseByNoPath(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, w.ward)
		asker := actorOf(w.citizen).ID
		p := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Commitment, error) {
			p, err := tx.Commitment.Create().SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetText("Sẽ làm ngay.").
				SetResponsibleID(w.wardCommittee.ID).SetDueOn("2026-02-02").SetStatus("COMPLETED").SetOwnerID(asker).SetEntryCount(1).Save(ctx)
			if err != nil {
				return nil, err
			}
			return p, tx.CommitmentEntry.Create().SetCommitmentID(p.ID).SetSequence(1).SetKind("RECORDED").SetDueOn(p.DueOn).SetAt(tx.Now).
				SetBy("ADMIN").SetHash(make([]byte, 32)).Exec(ctx)
		})
		for name, who := range map[string]context.Context{
			"a visitor": w.visitor, "a citizen": w.neighbour, "who asked": w.citizen, "another ward's admin": w.otherWardAdmin,
		} {
			if _, err := w.Commitment(who, p.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s finds it: %v", name, err)
			}
			for path, list := range map[string]func() (*page.Connection[*ent.Commitment], error){
				"its conference": func() (*page.Connection[*ent.Commitment], error) { return w.OfConference(who, c, first(5)) },
				"their own":      func() (*page.Connection[*ent.Commitment], error) { return w.Mine(who, first(5)) },
			} {
				if l := must[*page.Connection[*ent.Commitment]](t)(list()); len(l.Nodes) != 0 || must[int](t)(l.TotalCount(who)) != 0 {
					t.Errorf("%s reads it by %s", name, path)
				}
			}
			if h := must[*page.Connection[*ent.CommitmentEntry]](t)(w.History(who, p, first(5))); len(h.Nodes) != 0 {
				t.Errorf("%s reads its ledger", name)
			}
			if _, err := w.Confirm(who, w.yes(p)); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s confirms it: %v", name, err)
			}
		}
		for _, who := range []context.Context{w.visitor, w.citizen, w.admin, w.cityAdmin} { // the board is public, whoever looks
			if got := w.board(t, who, commitment.Filter{}) + w.board(t, who, commitment.Filter{UnitID: &w.ward.ID}); got != "" {
				t.Errorf("the board shows %s", got)
			}
			if got := fmt.Sprint(*must[*commitment.Totals](t)(w.Totals(who, nil))); got != "{0 0 0 0 0}" {
				t.Errorf("the totals are %s", got)
			}
		}
		must[*ent.Commitment](t)(w.Commitment(w.admin, p.ID))
	})
}

func TestPromisesAreListedByDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, w.ward)
		for _, due := range []string{"2026-09-01", "2026-06-30", "2026-12-31", "2026-06-30"} {
			w.promised(t, c, "x", due, w.wardCommittee)
		}
		p := must[*page.Connection[*ent.Commitment]](t)(w.OfConference(w.visitor, c, first(3)))
		if len(p.Nodes) != 3 || p.Nodes[0].DueOn != "2026-06-30" || p.Nodes[2].DueOn != "2026-09-01" || !p.PageInfo.HasNextPage {
			t.Errorf("got %v", p.Nodes)
		}
		rest := must[*page.Connection[*ent.Commitment]](t)(w.OfConference(w.visitor, c, page.Args{After: p.PageInfo.EndCursor}))
		if len(rest.Nodes) != 1 || rest.Nodes[0].DueOn != "2026-12-31" || must[int](t)(rest.TotalCount(w.visitor)) != 4 {
			t.Errorf("the rest is %v", rest.Nodes)
		}
		none := must[*page.Connection[*ent.Commitment]](t)(w.OfConference(w.visitor, w.announced(t, w.ward), first(3)))
		if len(none.Nodes) != 0 || must[int](t)(none.TotalCount(w.visitor)) != 0 {
			t.Errorf("got %v", none.Nodes)
		}
	})
}

func TestOnesOwnPromisesAreThoseFromOnesQuestions(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		old, young := w.promise(t), w.promise(t)
		must[*ent.Commitment](t)(w.Record(w.admin, w.input(w.announced(t, w.ward)))) // from no question
		mine := must[*page.Connection[*ent.Commitment]](t)(w.Mine(w.citizen, first(5)))
		if len(mine.Nodes) != 2 || mine.Nodes[0].ID != young.ID || mine.Nodes[1].ID != old.ID {
			t.Errorf("hers are %v", mine.Nodes)
		}
		for _, who := range []context.Context{w.neighbour, w.admin, w.visitor} {
			if n := len(must[*page.Connection[*ent.Commitment]](t)(w.Mine(who, first(5))).Nodes); n != 0 {
				t.Errorf("somebody else has %d", n)
			}
		}
	})
}
