package attachment_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	entattachment "gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/attachment"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestAttachmentsAreReadByTheirIndexes looks at the plans among two thousand files of a hundred subjects.
func TestAttachmentsAreReadByTheirIndexes(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.publish(true)
		for range 5 {
			w.stored(w.conference.ID, pdf, []byte(aPDF))
		}
		w.manyFiles()
		two := 2
		for name, c := range map[string]struct {
			index string
			ctx   context.Context
		}{
			"a page":     {"attachment_subject_id_status_created_at_id", w.visitor},
			"the number": {"attachment_subject_id_status_created_at_id", w.visitor},
			"the quota":  {"attachment_uploaded_by_id_created_at_id", w.admin},
		} {
			t.Run(name, func(t *testing.T) {
				seen := false
				ctx := store.TraceStatements(c.ctx, func(query string, args []any) {
					if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "`attachments`") {
						return
					}
					plan := storetest.Explain(w.t, w.store, query, args)
					seen = seen || strings.Contains(plan, c.index)
					if strings.Contains(plan, "SCAN attachments") || strings.Contains(plan, "filesort") || strings.Contains(plan, "attachments ALL") {
						t.Errorf("%s\n%s", query, plan)
					}
				})
				var err error
				switch name {
				case "a page", "the number":
					var p *page.Connection[*ent.Attachment]
					if p, err = w.Attachments(ctx, w.conference.ID, page.Args{First: &two}); err == nil {
						_, err = p.TotalCount(ctx)
					}
				default:
					_, err = w.Attach(ctx, attachment.AttachInput{SubjectID: w.conference.ID, Name: "a", Media: pdf, Size: 10})
				}
				if err != nil || !seen {
					t.Errorf("read by %s: %v (%v)", c.index, seen, err)
				}
			})
		}
	})
}

func (w *world) manyFiles() {
	w.t.Helper()
	actor, _ := access.From(w.neighbour)
	for range 4 {
		w.clock.Advance(time.Minute)
		err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
			var rows []*ent.AttachmentCreate
			for range 25 {
				subject := tx.NewID(gid.Conference)
				for range 20 {
					rows = append(rows, tx.Attachment.Create().SetUnitID(w.conference.UnitID).SetUnitPath(ward).SetSubjectID(subject).
						SetUploadedByID(actor.ID).SetName("a.pdf").SetMedia(pdf).SetSize(1).SetStatus(entattachment.StatusSTORED))
				}
			}
			return tx.Attachment.CreateBulk(rows...).Exec(ctx)
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}
