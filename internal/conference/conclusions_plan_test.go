package conference_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestTheVersionsOfAConclusionAreReadInTheOrderOfAnIndex looks at the plan among thirty conferences with forty versions each.
func TestTheVersionsOfAConclusionAreReadInTheOrderOfAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var c *ent.Conference
		for range 30 {
			c = w.draft(t)
			write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
				rows := make([]*ent.ConclusionCreate, 40)
				for i := range rows {
					rows[i] = tx.Conclusion.Create().SetConferenceID(c.ID).SetVersion(i + 1).SetBody("Kết luận của chủ tọa.").SetPublishedAt(tx.Now).
						SetAttended(0).SetOrganisations(0).SetReceived(0).SetAnsweredThere(0).SetAnsweredLater(0).SetOpen(0)
				}
				if err := tx.Conclusion.CreateBulk(rows...).Exec(ctx); err != nil {
					return nil, err
				}
				return tx.Conference.UpdateOneID(c.ID).SetListed(true).SetConclusionVersion(40).Save(ctx)
			})
		}
		ctx := store.TraceStatements(w.visitor, func(query string, args []any) {
			plan := storetest.Explain(t, w.store, query, args)
			if !strings.Contains(plan, "conclusion_conference_id_version") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") ||
				strings.Contains(plan, "SCAN conclusions") || strings.Contains(plan, " conclusions ALL") {
				t.Errorf("%s\n%s", query, plan)
			}
		})
		if list, err := w.ConclusionVersions(ctx, w.conferenceNow(t, c.ID), first(20)); err != nil || len(list.Nodes) != 20 || list.Nodes[0].Version != 40 {
			t.Errorf("got %v (%v)", list, err)
		}
	})
}
