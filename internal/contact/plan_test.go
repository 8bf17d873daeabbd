package contact_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/requestmessage"
	"gandan/internal/contact"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestEveryReadingIsServedByAnIndex looks at the plans among eight hundred messages and openings of two requests.
func TestEveryReadingIsServedByAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		one, other := w.taken(t), w.taken(t)
		w.many(t, one, 400)
		w.many(t, other, 400)
		w.clock.Advance(48 * time.Hour)
		must[*ent.ContactReveal](t)(w.byConsent(w.volunteer, one))
		twenty := page.Args{First: ptr(20)}
		next := must[*page.Connection[*ent.RequestMessage]](t)(w.Messages(w.citizen, one, twenty)).PageInfo.EndCursor
		card := func(who context.Context) *contact.Card { return w.Contact(who, one) }
		for name, read := range map[string]func(ctx context.Context) error{
			"messages": func(ctx context.Context) error {
				list, err := w.Messages(ctx, one, twenty)
				return full(t, err, func() int { return len(list.Nodes) })
			},
			"behind a cursor": func(ctx context.Context) error {
				list, err := w.Messages(ctx, one, page.Args{First: twenty.First, After: next})
				return full(t, err, func() int { return len(list.Nodes) })
			},
			"openings": func(ctx context.Context) error {
				list, err := w.Reveals(ctx, one, twenty)
				return full(t, err, func() int { return len(list.Nodes) })
			},
			"unread":  func(ctx context.Context) error { _, err := w.Unread(ctx, one); return err },
			"actions": func(ctx context.Context) error { _, err := w.Actions(ctx, one); return err },
			"phone":   func(ctx context.Context) error { _, err := w.Phone(ctx, card(ctx)); return err },
			"allowed": func(ctx context.Context) error { _, err := w.Allowed(ctx, card(ctx)); return err },
		} {
			for reader, who := range map[string]context.Context{"citizen": w.citizen, "holder": w.volunteer} {
				t.Run(name+" by the "+reader, func(t *testing.T) {
					if err := read(w.traced(t, who)); err != nil {
						t.Error(err)
					}
				})
			}
		}
	})
}

func TestTheVerbsLookAtNoMoreThanTheyNeed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.taken(t)
		w.many(t, r, 400)
		w.clock.Advance(48 * time.Hour)
		must[*ent.RequestMessage](t)(w.say(w.traced(t, w.citizen), r, "một"))
		must[*ent.ContactReveal](t)(w.byConsent(w.traced(t, w.volunteer), r))
		must[*ent.HelpRequest](t)(w.MarkMessagesRead(w.traced(t, w.volunteer), contact.MarkMessagesReadInput{RequestID: r.ID}))
		must[*ent.HelpRequest](t)(w.AllowContact(w.traced(t, w.citizen), contact.AllowContactInput{RequestID: r.ID}))
	})
}

func full(t *testing.T, err error, n func() int) error {
	t.Helper()
	if err == nil && n() != 20 {
		t.Errorf("%d rows", n())
	}
	return err
}

// traced complains of every reading of the package that looks through a whole table or sorts one.
func (w *world) traced(t *testing.T, who context.Context) context.Context {
	t.Helper()
	return store.TraceStatements(who, func(query string, args []any) {
		if !strings.HasPrefix(query, "SELECT") {
			return
		}
		ours := ""
		for _, table := range []string{"request_messages", "contact_reveals", "contact_parties", "request_histories"} {
			if strings.Contains(query, "FROM `"+table+"`") {
				ours = table
			}
		}
		if ours == "" {
			return
		}
		plan := storetest.Explain(t, w.store, query, args)
		for _, bad := range []string{"SCAN " + ours, " " + ours + " ALL", "SCAN help_requests", "MATERIALIZED", "FOR ORDER BY", "filesort"} {
			if strings.Contains(plan, bad) {
				t.Errorf("%s\n%s", query, plan)
				return
			}
		}
	})
}

// many writes messages of both sides, openings of the holder and steps of the trail, without asking the rules.
func (w *world) many(t *testing.T, r *ent.HelpRequest, n int) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		messages, reveals := make([]*ent.RequestMessageCreate, n), make([]*ent.ContactRevealCreate, n)
		steps := make([]*ent.RequestHistoryCreate, n)
		for i := range n {
			at, author, by := tx.Now.Add(time.Duration(i)*time.Second), w.citizen, requestmessage.ByCITIZEN
			if i%2 == 0 {
				author, by = w.volunteer, requestmessage.ByVOLUNTEER
			}
			messages[i] = tx.RequestMessage.Create().SetHelpRequestID(r.ID).SetAuthorID(actorOf(author).ID).SetBy(by).SetBody("tin").
				SetSequence(i + 1).SetCreatedAt(at).SetID(tx.NewID(gid.RequestMessage))
			reveals[i] = tx.ContactReveal.Create().SetHelpRequestID(r.ID).SetSubjectID(r.CitizenID).SetViewerID(actorOf(w.volunteer).ID).
				SetViewerRole(contactreveal.ViewerRoleVOLUNTEER).SetBasis(contactreveal.BasisCONSENT).SetUntil(at).SetCreatedAt(at).
				SetHeldFromID(r.ID).SetID(tx.NewID(gid.ContactReveal))
			steps[i] = tx.RequestHistory.Create().SetHelpRequestID(r.ID).SetVerb("logAssistance").SetFromStatus("IN_PROGRESS").
				SetToStatus("IN_PROGRESS").SetAt(at).SetActorID(r.CitizenID).SetActorRole("CITIZEN").SetID(tx.NewID(gid.RequestHistory))
		}
		if err := tx.RequestMessage.CreateBulk(messages...).Exec(ctx); err != nil {
			return struct{}{}, err
		}
		if err := tx.RequestHistory.CreateBulk(steps...).Exec(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, tx.ContactReveal.CreateBulk(reveals...).Exec(ctx)
	})
}
