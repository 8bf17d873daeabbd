package criticism_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/access"
	"gandan/internal/criticism"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestEveryListIsReadInTheOrderOfAnIndex looks at the plans among six hundred drafts of two wards and six hundred opinions of each
// of two drafts.
func TestEveryListIsReadInTheOrderOfAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		crowded := w.crowd()
		clause, author := w.clauses(crowded)[0], w.citizen
		d := must(w.Draft(w.system, crowded.ID))(t)
		for name, read := range map[string]func(context.Context) (int, error){
			"all":       count(func(ctx context.Context) (*drafts, error) { return w.List(ctx, nil, criticism.All, first(20)) }),
			"of a ward": count(func(ctx context.Context) (*drafts, error) { return w.List(ctx, &w.ward.ID, criticism.All, first(20)) }),
			"open": count(func(ctx context.Context) (*drafts, error) {
				return w.List(ctx, nil, criticism.TakingOpinions, first(20))
			}),
			"open in a ward": count(func(ctx context.Context) (*drafts, error) {
				return w.List(ctx, &w.ward.ID, criticism.TakingOpinions, first(20))
			}),
			"of the admin": count(func(ctx context.Context) (*drafts, error) { return w.OfUnit(ctx, w.ward.ID, first(20)) }),
			"on the draft": count(func(ctx context.Context) (*opinions, error) {
				return w.Opinions(ctx, d, criticism.EveryOpinion, first(20))
			}),
			"that wait": count(func(ctx context.Context) (*opinions, error) {
				return w.Opinions(ctx, d, criticism.WaitingOpinions, first(20))
			}),
			"with an answer": count(func(ctx context.Context) (*opinions, error) {
				return w.Opinions(ctx, d, criticism.AnsweredOpinions, first(20))
			}),
			"on a clause":      count(func(ctx context.Context) (*opinions, error) { return w.OpinionsOn(ctx, clause, first(20)) }),
			"of their author":  count(func(ctx context.Context) (*opinions, error) { return w.Mine(ctx, first(20)) }),
			"of a whole city":  count(func(ctx context.Context) (*drafts, error) { return w.List(ctx, &w.city.ID, criticism.All, first(20)) }),
			"of the city hall": count(func(ctx context.Context) (*drafts, error) { return w.OfUnit(ctx, w.city.ID, first(20)) }),
		} {
			t.Run(name, func(t *testing.T) {
				who := w.cityAdmin
				if name == "of their author" {
					who = author
				}
				ctx := store.TraceStatements(who, func(query string, args []any) {
					plan := storetest.Explain(w.t, w.store, query, args)
					if loose := strings.NewReplacer("SCAN drafts USING INDEX", "", "SCAN picked", "", "SCAN p0", "").Replace(plan); strings.Contains(loose, "SCAN") ||
						strings.Contains(plan, "FOR ORDER BY") || strings.Contains(plan, "filesort") || strings.Contains(plan, "drafts ALL") || strings.Contains(plan, "opinions ALL") {
						t.Errorf("%s\n%s", query, plan)
					}
				})
				if n, err := read(ctx); err != nil || n != 20 {
					t.Errorf("%d rows (%v)", n, err)
				}
			})
		}
	})
}

type (
	drafts   = page.Connection[*ent.Draft]
	opinions = page.Connection[*ent.Opinion]
)

func count[T any](read func(context.Context) (*page.Connection[T], error)) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) {
		c, err := read(ctx)
		if err != nil {
			return 0, err
		}
		return len(c.Nodes), nil
	}
}

// crowd makes many drafts and gives one of two with many opinions.
func (w *world) crowd() *ent.Draft {
	w.t.Helper()
	busy := []*ent.Draft{w.opened(), w.opened()}
	clauses := map[gid.ID]*ent.Clause{busy[0].ID: w.clauses(busy[0])[0], busy[1].ID: w.clauses(busy[1])[0]}
	author, _ := access.From(w.citizen)
	other, _ := access.From(w.neighbour)
	write(w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		var many []*ent.DraftCreate
		for i := range 600 {
			u := []*ent.Unit{w.ward, w.other}[i%2]
			at := tx.Now.Add(time.Duration(i) * time.Second)
			status := []draft.Status{draft.StatusOPEN, draft.StatusANSWERED, draft.StatusPREPARED}[i%3]
			many = append(many, tx.Draft.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetTitle(fmt.Sprint("Dự thảo ", i)).SetDrafterID(w.committee.ID).
				SetOrganiserID(w.front.ID).SetForm(draft.FormWRITTEN).SetStatus(status).SetListed(status != draft.StatusPREPARED).
				SetOpinionsUntil(fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28)).SetCreatedAt(at))
		}
		if err := tx.Draft.CreateBulk(many...).Exec(ctx); err != nil {
			return struct{}{}, err
		}
		for _, d := range busy {
			var said []*ent.OpinionCreate
			for i := range 600 {
				who := []gid.ID{author.ID, other.ID}[i%2]
				o := tx.Opinion.Create().SetDraftID(d.ID).SetUnitID(d.UnitID).SetUnitPath(d.UnitPath).SetNumber(i + 1).SetAuthorID(who).SetBody("Góp ý.").
					SetCapacity(opinion.CapacityCITIZEN).SetChannel(opinion.ChannelWRITTEN).SetListed(i%5 != 0).
					SetStatus([]opinion.Status{opinion.StatusRECEIVED, opinion.StatusANSWERED}[i/2%2]).SetCreatedAt(tx.Now.Add(time.Duration(i) * time.Second))
				if i%3 == 0 {
					o.SetClauseID(clauses[d.ID].ID)
				}
				said = append(said, o)
			}
			if err := tx.Opinion.CreateBulk(said...).Exec(ctx); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return busy[0]
}
