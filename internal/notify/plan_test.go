package notify_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/notify"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestTheInboxIsReadByItsIndexes looks at the plans among twelve hundred lines of thirty people and as many follows.
func TestTheInboxIsReadByItsIndexes(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		people := append(w.crowd(28), w.citizen.ID, w.other.ID)
		var newest gid.ID
		for range 40 {
			w.clock.Advance(time.Second)
			if err := w.inbox.Tell(context.Background(), w.fact("helpdesk.request_claimed", w.request.ID), people...); err != nil {
				t.Fatal(err)
			}
		}
		newest = w.linesOf(w.citizen)[0].ID
		w.manyFollows(people, 40)
		followed, err := w.inbox.Follows(as(w.citizen), page.Args{})
		if err != nil {
			t.Fatal(err)
		}
		since := 10
		for name, c := range map[string]struct {
			index string
			read  func(ctx context.Context) error
		}{
			"the number on the icon": {"notification_account_id_read_at", func(ctx context.Context) error { _, err := w.inbox.Unread(ctx); return err }},
			"a page":                 {"notification_account_id_created_at_id", func(ctx context.Context) error { _, err := w.inbox.Inbox(ctx, page.Args{}); return err }},
			"what is followed":       {"follow_account_id_created_at_id", func(ctx context.Context) error { _, err := w.inbox.Follows(ctx, page.Args{}); return err }},
			"a bell": {"follow_subject_id_account_id", func(ctx context.Context) error {
				_, err := w.inbox.ViewerFollows(ctx, followed.Nodes[0].SubjectID)
				return err
			}},
			"all seen": {"notification_", func(ctx context.Context) error { _, err := w.inbox.MarkAllRead(ctx, markUpTo(newest)); return err }},
			"what was missed": {"notification_account_id_sequence", func(ctx context.Context) error {
				ctx, stop := context.WithCancel(ctx)
				defer stop()
				w.running(w.inbox)
				lines, err := w.inbox.Watch(ctx, &since)
				if err == nil {
					w.take(lines, 30)
				}
				return err
			}},
		} {
			t.Run(name, func(t *testing.T) {
				seen := false
				ctx := store.TraceStatements(as(w.citizen), func(query string, args []any) {
					if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "`"+map[bool]string{true: "follows", false: "notifications"}[strings.HasPrefix(c.index, "follow")]+"`") {
						return
					}
					plan := storetest.Explain(w.t, w.store, query, args)
					seen = seen || strings.Contains(plan, c.index)
					if strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") {
						t.Errorf("%s\n%s", query, plan)
					}
				})
				if err := c.read(ctx); err != nil {
					t.Fatal(err)
				}
				if !seen && c.index != "notification_" {
					t.Errorf("nothing was read by %s", c.index)
				}
			})
		}
	})
}

func markUpTo(id gid.ID) notify.MarkAllNotificationsReadInput {
	return notify.MarkAllNotificationsReadInput{UpTo: id}
}

func (w *world) manyFollows(people []gid.ID, n int) {
	w.t.Helper()
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		var rows []*ent.FollowCreate
		for _, id := range people {
			for range n {
				rows = append(rows, tx.Follow.Create().SetAccountID(id).SetSubjectID(tx.NewID(gid.Question)))
			}
		}
		return tx.Follow.CreateBulk(rows...).Exec(ctx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
