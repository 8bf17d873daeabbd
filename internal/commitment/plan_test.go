package commitment_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/commitment"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestEveryFilterIsReadInTheOrderOfAnIndex looks at the plans of the lists among three thousand promises of two wards.
func TestEveryFilterIsReadInTheOrderOfAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		asker := actorOf(w.citizen).ID
		here := w.many(t, w.ward, w.wardCommittee, &asker)
		w.many(t, w.otherWard, w.otherWardCommittee, nil)
		w.clock.Set(at(t, "2026-09-01T02:00:00Z"))
		after := must[*page.Connection[*ent.Commitment]](t)(w.Board(w.visitor, commitment.Filter{}, first(100))).PageInfo.EndCursor
		states := []*entcommitment.Status{nil}
		for _, s := range statuses() {
			states = append(states, &s)
		}
		for _, unit := range []*gid.ID{nil, &w.city.ID, &w.ward.ID} {
			for _, status := range states {
				for _, body := range []*gid.ID{nil, &w.wardCommittee.ID} {
					for _, late := range []bool{false, true} {
						f := commitment.Filter{UnitID: unit, Status: status, ResponsibleID: body, Overdue: late}
						w.planned(t, described(f), true, func(ctx context.Context) error {
							_, err := w.Board(ctx, f, page.Args{First: ptr(20), After: after})
							return err
						})
					}
				}
			}
		}
		w.planned(t, "mine", true, func(ctx context.Context) error { _, err := w.Mine(ctx, first(20)); return err })
		w.planned(t, "of a conference", true, func(ctx context.Context) error {
			_, err := w.OfConference(ctx, &ent.Conference{ID: here.ConferenceID}, first(20))
			return err
		})
		w.planned(t, "a history", true, func(ctx context.Context) error { _, err := w.History(ctx, here, first(20)); return err })
		w.planned(t, "totals", false, func(ctx context.Context) error { _, err := w.Totals(ctx, nil); return err })
		w.clock.Set(at(t, "2025-12-31T02:00:00Z"))
		w.planned(t, "what is to be settled", true, w.Settle)
		w.planned(t, "totals of a ward", false, func(ctx context.Context) error { _, err := w.Totals(ctx, &w.ward.ID); return err })
	})
}

// many writes promises past the verb, a few of each day and state.
func (w *world) many(t *testing.T, u *ent.Unit, body *ent.Organisation, asker *gid.ID) *ent.Commitment {
	t.Helper()
	c := w.announced(t, u)
	return write(t, w, func(ctx context.Context, tx *store.Tx) (one *ent.Commitment, err error) {
		for n := range 15 {
			rows := make([]*ent.CommitmentCreate, 100)
			for i := range rows {
				rows[i] = tx.Commitment.Create().SetConferenceID(c.ID).SetUnitID(u.ID).SetUnitPath(u.Path).SetNillableOwnerID(asker).
					SetText("Sửa xong đường Quang Trung.").SetResponsibleID(body.ID).SetDueOn(fmt.Sprintf("2026-%02d-%02d", 1+n%12, 1+i%28)).
					SetStatus(statuses()[i%4]).SetListed(true)
				if statuses()[i%4] == entcommitment.StatusCOMPLETED { // a few wait to be settled
					rows[i].SetConfirmUntil(fmt.Sprintf("2026-%02d-10", 8+min(n, 1)))
				}
			}
			made, err := tx.Commitment.CreateBulk(rows...).Save(ctx)
			if err != nil {
				return nil, err
			}
			one = made[0]
			lines := make([]*ent.CommitmentEntryCreate, len(made))
			for i, p := range made {
				lines[i] = tx.CommitmentEntry.Create().SetCommitmentID(p.ID).SetSequence(1).SetKind(commitmententry.KindRECORDED).
					SetDueOn(p.DueOn).SetAt(tx.Now).SetBy(commitmententry.ByADMIN).SetHash(make([]byte, 32))
			}
			if err := tx.CommitmentEntry.CreateBulk(lines...).Exec(ctx); err != nil {
				return nil, err
			}
		}
		return one, nil
	})
}

// planned runs a reading and looks at the plan of each of its statements. A page is read in the order of an index, a number is
// counted in one.
func (w *world) planned(t *testing.T, name string, ordered bool, read func(context.Context) error) {
	t.Helper()
	ctx := store.TraceStatements(w.citizen, func(query string, args []any) {
		for row := range strings.Lines(storetest.Explain(t, w.store, query, args)) {
			if bad := w.fault(row); bad == "reads" || bad == "sorts" && ordered {
				t.Errorf("%s %s: %s\n%s", name, bad, row, query)
			}
		}
	})
	if err := read(ctx); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

var (
	picked    = regexp.MustCompile(`SCAN (p\d+|picked)( |$)`) // the few rows that a limited select has picked
	mariaTree = regexp.MustCompile(`^\d+ \S+ (<\S+>|<nil>) `)
)

// fault says whether a row of a plan reads a whole table or sorts.
func (w *world) fault(row string) string {
	lite := w.store.Dialect() == dialect.SQLite
	switch {
	case lite && (strings.Contains(row, "SCAN ") && !picked.MatchString(row) || strings.Contains(row, "AUTOMATIC")):
		return "reads"
	case !lite && strings.Contains(row, " ALL ") && !mariaTree.MatchString(row):
		return "reads"
	case strings.Contains(row, " commitment_confirm_until_id "):
		return "" // the few that wait to be settled, which the clock does every few minutes
	case strings.Contains(row, "TEMP B-TREE"), strings.Contains(row, "filesort"), strings.Contains(row, "temporary"):
		return "sorts"
	}
	return ""
}

// described says which filter it is.
func described(f commitment.Filter) string {
	said := "the board"
	for name, narrows := range map[string]bool{" of a unit": f.UnitID != nil, " of a body": f.ResponsibleID != nil, " late": f.Overdue} {
		if narrows {
			said += name
		}
	}
	if f.Status != nil {
		said += " " + string(*f.Status)
	}
	return said
}
