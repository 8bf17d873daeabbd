package helpdesk_test

import (
	"context"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
)

// atOnce runs fn for each request side by side, as the resolvers of a page do.
func atOnce(requests []*ent.HelpRequest, fn func(*ent.HelpRequest)) {
	var wait sync.WaitGroup
	for _, r := range requests {
		wait.Go(func() { fn(r) })
	}
	wait.Wait()
}

func TestTheLastLogsOfAPageAreOneStatement(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var requests []*ent.HelpRequest
		for range 10 {
			requests = append(requests, w.open(), w.in(helprequest.StatusCLOSED))
		}
		n := counted(w.citizen, func(ctx context.Context) {
			atOnce(requests, func(r *ent.HelpRequest) {
				log, err := w.LastLog(ctx, r)
				if err != nil || (log == nil) != (r.Status == helprequest.StatusOPEN) {
					t.Errorf("%s: %v %v", r.Status, log, err)
				}
			})
		})
		equal(t, "statements", n, 1)
		n = counted(w.citizen, func(ctx context.Context) {
			atOnce(requests, func(r *ent.HelpRequest) {
				logs, err := w.Logs(ctx, r, first(1))
				if err != nil || len(logs.Nodes) == 0 != (r.Status == helprequest.StatusOPEN) {
					t.Errorf("%s: %v %v", r.Status, logs, err)
				}
				if _, err := w.History(ctx, r); err != nil {
					t.Error(err)
				}
			})
		})
		equal(t, "statements for logs and histories", n, 2)
	})
}

func TestTheScreensOfTheHelpdeskKeepTheirBudgets(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		for name, c := range map[string]struct {
			most int
			run  func(context.Context) error
			as   context.Context
		}{
			"a queue is one statement": {1, func(ctx context.Context) error {
				_, err := w.Queue(ctx, w.ward.ID, helprequest.StatusOPEN, helpdesk.Oldest, page.Args{})
				return err
			}, w.volunteer},
			"a queue out of reach is none": {0, func(ctx context.Context) error {
				_, err := w.Queue(ctx, w.ward.ID, helprequest.StatusOPEN, helpdesk.Oldest, page.Args{})
				return err
			}, w.strangerVolunteer},
			"my requests are one": {1, func(ctx context.Context) error { _, err := w.Mine(ctx, page.Args{}); return err }, w.citizen},
		} {
			if n := counted(c.as, func(ctx context.Context) { must(t, c.run(ctx)) }); n != c.most {
				t.Errorf("%s: %d statements", name, n)
			}
		}
		create := counted(w.citizen, func(ctx context.Context) {
			in := w.asking()
			in.ClientID, in.ProcedureID = ptr(phoneID), &w.procedure.ID
			_, err := w.Create(ctx, in)
			must(t, err)
		})
		equal(t, "create", create, 5)
		claim := counted(w.volunteer, func(ctx context.Context) {
			_, err := w.Claim(ctx, helpdesk.ClaimHelpRequestInput{ID: r.ID})
			must(t, err)
		})
		equal(t, "claim", claim, 4)
		log := counted(w.volunteer, func(ctx context.Context) {
			in := logOf(r, assistancelog.OutcomeRESOLVED)
			in.ClientID = ptr(phoneID)
			_, err := w.LogAssistance(ctx, in)
			must(t, err)
		})
		equal(t, "log", log, 8)
	})
}
