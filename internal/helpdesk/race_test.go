package helpdesk_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
)

func TestTwoHundredClaimsOfTwentyRequestsHaveTwentyWinners(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const requests, volunteers = 20, 10
		var rows [requests]*ent.HelpRequest
		for i := range rows {
			rows[i] = w.open()
		}
		var helpers [volunteers]context.Context
		for i := range helpers {
			helpers[i] = w.person(fmt.Sprintf("Tình nguyện viên %d", i), w.role(access.Volunteer, w.ward))
		}
		var won, lost, wrong atomic.Int64
		var wait sync.WaitGroup
		for _, r := range rows {
			for _, helper := range helpers {
				wait.Go(func() {
					switch _, err := w.Claim(helper, helpdesk.ClaimHelpRequestInput{ID: r.ID}); {
					case err == nil:
						won.Add(1)
					case fault.HasKey(err, "ALREADY_CLAIMED"):
						lost.Add(1)
					default:
						wrong.Add(1)
						t.Error(err)
					}
				})
			}
		}
		wait.Wait()
		equal(t, "winners", won.Load(), requests)
		equal(t, "losers", lost.Load(), requests*(volunteers-1))
		for _, r := range rows {
			equal(t, "lines of the trail", len(w.history(r)), 2)
			equal(t, "events", len(w.events(r)), 2)
		}
	})
}

// slow runs the deed in a transaction that stays open until the rival has had time to meet it.
func (w *world) slow(ctx context.Context, deed func(context.Context) error, rival func() error) (first, second error) {
	done, second2 := make(chan error, 1), make(chan error, 1)
	acted := make(chan struct{})
	go func() {
		done <- store.Do(ctx, w.store, func(ctx context.Context, _ *store.Tx) error {
			err := deed(ctx)
			close(acted)
			time.Sleep(100 * time.Millisecond)
			return err
		})
	}()
	<-acted
	go func() { second2 <- rival() }()
	return <-done, <-second2
}

func TestOfTwoConnectionsThatClaimTheOneThatActedFirstWins(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		in := helpdesk.ClaimHelpRequestInput{ID: r.ID}
		won, lost := w.slow(w.volunteer,
			func(ctx context.Context) error { _, err := w.Claim(ctx, in); return err },
			func() error { _, err := w.Claim(w.colleague, in); return err })
		must(t, won)
		refused(t, lost, fault.Conflict, "ALREADY_CLAIMED")
		equal(t, "holder", *w.now(r).VolunteerID, me(w.volunteer))
		equal(t, "events", len(w.events(r)), 2)
	})
}

func TestALogThatMeetsACancellationIsRefusedAsAWhole(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		cancelled, log := w.slow(w.citizen,
			func(ctx context.Context) error {
				_, err := w.Cancel(ctx, helpdesk.CancelHelpRequestInput{ID: r.ID})
				return err
			},
			func() error {
				_, err := w.LogAssistance(w.volunteer, logOf(r, assistancelog.OutcomeRESOLVED))
				return err
			})
		must(t, cancelled)
		if !fault.Is(log, fault.Conflict) {
			t.Errorf("want CONFLICT, got %v", log)
		}
		equal(t, "logs", w.logs(r), 0)
		equal(t, "status", w.now(r).Status, helprequest.StatusCANCELLED)
	})
}

// A holder who was replaced between reading and writing must not write: the update asks for the holder again.
func TestALogThatMeetsAChangeOfHolderIsRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		passedOn, log := w.slow(w.volunteer,
			func(ctx context.Context) error {
				return store.Do(ctx, w.store, func(ctx context.Context, tx *store.Tx) error {
					return tx.HelpRequest.Update().Where(helprequest.ID(r.ID)).SetVolunteerID(me(w.colleague)).Exec(ctx)
				})
			},
			func() error {
				_, err := w.LogAssistance(w.volunteer, logOf(r, assistancelog.OutcomeRESOLVED))
				return err
			})
		must(t, passedOn)
		if log == nil {
			t.Error("the log was taken")
		}
		equal(t, "logs", w.logs(r), 0)
		equal(t, "status", w.now(r).Status, helprequest.StatusCLAIMED)
	})
}

const phoneID = "0190b5a4-7c1e-4f3a-9d2b-5e6f7a8b9c0d"

func TestFiftyPhonesThatSendOneRequestMakeOne(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.ClientID = ptr(phoneID)
		var ids [50]gid.ID
		var wait sync.WaitGroup
		for i := range ids {
			wait.Go(func() {
				r, err := w.Create(w.citizen, in)
				if err != nil {
					t.Error(err)
					return
				}
				ids[i] = r.ID
			})
		}
		wait.Wait()
		for _, id := range ids {
			equal(t, "the same request", id, ids[0])
		}
		n, err := w.store.Reader(system()).HelpRequest.Query().Count(system())
		must(t, err)
		equal(t, "requests", n, 1)
		equal(t, "events", len(w.events(&ent.HelpRequest{ID: ids[0]})), 1)
	})
}

func TestFiftyPhonesThatSendOneLogMakeOneWhateverItsOutcome(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for i, outcome := range []assistancelog.Outcome{assistancelog.OutcomeCONTINUES, assistancelog.OutcomeRESOLVED, assistancelog.OutcomeCOULD_NOT_HELP} {
			r := w.in(helprequest.StatusCLAIMED)
			in := logOf(r, outcome)
			in.ClientID = ptr(fmt.Sprintf("0190b5a4-7c1e-4f3a-9d2b-%012d", i))
			var wait sync.WaitGroup
			for range 50 {
				wait.Go(func() {
					if _, err := w.LogAssistance(w.volunteer, in); err != nil {
						t.Errorf("%s: %v", outcome, err)
					}
				})
			}
			wait.Wait()
			equal(t, "logs", w.logs(r), 1)
			equal(t, "events", len(w.events(r)), 3)
		}
	})
}
