package helpdesk_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
)

// numbered gives logs client ids.
func numbered(logs ...helpdesk.LogAssistanceInput) helpdesk.SyncAssistanceInput {
	for i := range logs {
		logs[i].ClientID = ptr(fmt.Sprintf("0190b5a4-7c1e-4f3a-9d2b-%012d", i))
	}
	return helpdesk.SyncAssistanceInput{Logs: logs}
}

// tenTimesTen is a full batch: nine logs and a last one for each of ten requests, mixed.
func (w *world) tenTimesTen() ([]*ent.HelpRequest, helpdesk.SyncAssistanceInput) {
	requests := make([]*ent.HelpRequest, 10)
	for i := range requests {
		requests[i] = w.in(helprequest.StatusCLAIMED)
	}
	var logs []helpdesk.LogAssistanceInput
	for range 9 {
		for _, r := range requests {
			logs = append(logs, logOf(r, assistancelog.OutcomeCONTINUES))
		}
	}
	for _, r := range requests {
		logs = append(logs, logOf(r, assistancelog.OutcomeRESOLVED))
	}
	return requests, numbered(logs...)
}

func statuses(out *helpdesk.SyncAssistancePayload) string {
	var b strings.Builder
	for _, r := range out.Results {
		b.WriteString(string(r.Status))
		if r.Error != nil {
			b.WriteString(":" + r.Error.Key)
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

func TestEachLogOfABatchHasItsOwnResultInOrder(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) { w.mixedBatch(t, w.volunteer, w.SyncAssistance) })
}

// A keyed mutation runs in one transaction that it shares with its answer: the batch must behave the same in it.
func TestEachLogOfABatchHasItsOwnResultInsideAnotherTransaction(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.mixedBatch(t, w.volunteer, func(ctx context.Context, in helpdesk.SyncAssistanceInput) (*helpdesk.SyncAssistancePayload, error) {
			return store.Write(ctx, w.store, func(ctx context.Context, _ *store.Tx) (*helpdesk.SyncAssistancePayload, error) {
				return w.SyncAssistance(ctx, in)
			})
		})
	})
}

func (w *world) mixedBatch(t *testing.T, ctx context.Context, sync func(context.Context, helpdesk.SyncAssistanceInput) (*helpdesk.SyncAssistancePayload, error)) {
	mine, theirs, far := w.in(helprequest.StatusCLAIMED), w.open(), w.open()
	_, err := w.Claim(w.colleague, helpdesk.ClaimHelpRequestInput{ID: theirs.ID})
	must(t, err)
	endless, gone := logOf(mine, assistancelog.OutcomeCONTINUES), logOf(mine, assistancelog.OutcomeCONTINUES)
	endless.Minutes = 500
	gone.HelpRequestID = w.ward.ID
	in := numbered(
		logOf(mine, assistancelog.OutcomeCONTINUES), endless, logOf(theirs, assistancelog.OutcomeRESOLVED), gone,
		logOf(far, assistancelog.OutcomeCONTINUES), logOf(mine, assistancelog.OutcomeCOULD_NOT_HELP), logOf(mine, assistancelog.OutcomeRESOLVED))
	in.Logs = append(in.Logs, in.Logs[0], in.Logs[0])
	in.Logs[8].Minutes = 3
	ctx = access.WithRequest(ctx, access.Request{Language: "en"})
	out, err := sync(ctx, in)
	must(t, err)
	equal(t, "results", statuses(out), "ACCEPTED REFUSED:MINUTES_RANGE REFUSED:NOT_HOLDER REFUSED:NOT_FOUND REFUSED:NOT_HOLDER "+
		"ACCEPTED REFUSED:NOT_HOLDER DUPLICATE REFUSED:CLIENT_ID_REUSED")
	for i, r := range out.Results {
		equal(t, "client id", r.ClientID, *in.Logs[i].ClientID)
	}
	equal(t, "message", out.Results[1].Error.Message, fault.Message("MINUTES_RANGE", "en", map[string]any{"min": 1, "max": 480}))
	equal(t, "code", out.Results[2].Error.Code, string(fault.Forbidden))
	equal(t, "as it stands after the batch", out.Results[0].HelpRequest.Status, helprequest.StatusOPEN)
	equal(t, "what somebody else holds", out.Results[2].HelpRequest, nil)
	equal(t, "the time of the server", out.ServerTime, w.clock.Now())
	equal(t, "logs", w.logs(mine), 2)
	equal(t, "trail", len(w.history(mine)), 4)
	equal(t, "theirs", w.now(theirs).Status, helprequest.StatusCLAIMED)
	again, err := sync(ctx, in)
	must(t, err)
	equal(t, "sent again", statuses(again), "DUPLICATE REFUSED:MINUTES_RANGE REFUSED:NOT_HOLDER REFUSED:NOT_FOUND REFUSED:NOT_HOLDER "+
		"DUPLICATE REFUSED:NOT_HOLDER DUPLICATE REFUSED:CLIENT_ID_REUSED")
	equal(t, "logs", w.logs(mine), 2)
}

func TestABatchIsRefusedAsAWholeOnlyForItsForm(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		_, err := w.SyncAssistance(w.volunteer, helpdesk.SyncAssistanceInput{})
		refusedAt(t, err, "input.logs", "NO_LOGS")
		many := make([]helpdesk.LogAssistanceInput, 101)
		for i := range many {
			many[i] = logOf(r, assistancelog.OutcomeCONTINUES)
		}
		_, err = w.SyncAssistance(w.volunteer, numbered(many...))
		refused(t, err, fault.LimitExceeded, "TOO_MANY_LOGS")
		in := numbered(many[:3]...)
		in.Logs[2].ClientID = nil
		_, err = w.SyncAssistance(w.volunteer, in)
		refusedAt(t, err, "input.logs.2.clientId", "CLIENT_ID_REQUIRED")
		in.Logs[2].ClientID = ptr("không phải")
		_, err = w.SyncAssistance(w.volunteer, in)
		refusedAt(t, err, "input.logs.2.clientId", "BAD_CLIENT_ID")
		equal(t, "logs", w.logs(r), 0)
	})
}

// crashing cancels the call before its nth log is written, as a lost connection or a killed process would.
func crashing(ctx context.Context, n int64) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	var seen atomic.Int64
	return store.TraceStatements(ctx, func(query string, _ []any) {
		if strings.Contains(query, "INSERT INTO") && strings.Contains(query, "assistance_logs") && seen.Add(1) == n {
			cancel()
		}
	})
}

func TestABatchSentThreeTimesAtOnceWithCrashesIsTheSameAsSentOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		requests, in := w.tenTimesTen()
		var wait sync.WaitGroup
		for i := range 3 {
			wait.Go(func() {
				for n := int64(5 + 7*i); n < 60; n += 17 {
					_, _ = w.SyncAssistance(crashing(w.volunteer, n), in) // may break off anywhere
				}
				out, err := w.SyncAssistance(w.volunteer, in)
				if err != nil {
					t.Error(err)
					return
				}
				for j, r := range out.Results {
					if r.Status == helpdesk.SyncRefused {
						t.Errorf("log %d: %v", j, r.Error)
					}
				}
			})
		}
		wait.Wait()
		for _, r := range requests {
			equal(t, "logs", w.logs(r), 10)
			equal(t, "status", w.now(r).Status, helprequest.StatusRESOLVED)
			equal(t, "trail", len(w.history(r)), 4)
			equal(t, "events", len(w.events(r)), 12)
		}
	})
}

func TestABatchThatBreaksOffInsideAnotherTransactionLeavesNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		requests, in := w.tenTimesTen()
		ctx := crashing(w.volunteer, 30)
		err := store.Do(ctx, w.store, func(ctx context.Context, _ *store.Tx) error {
			_, err := w.SyncAssistance(ctx, in)
			return err
		})
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("want UNAVAILABLE, got %v", err)
		}
		for _, r := range requests {
			equal(t, "logs", w.logs(r), 0)
			equal(t, "status", w.now(r).Status, helprequest.StatusCLAIMED)
		}
	})
}

// failing makes the database itself refuse logs of 77 minutes, until the answer is called.
func (w *world) failing() (mend func()) {
	_, db := w.store.DB()
	trigger := "CREATE TRIGGER broken BEFORE INSERT ON assistance_logs WHEN NEW.minutes = 77 BEGIN SELECT RAISE(ABORT, 'broken'); END"
	if w.store.Dialect() == dialect.MySQL {
		trigger = "CREATE TRIGGER broken BEFORE INSERT ON assistance_logs FOR EACH ROW IF NEW.minutes = 77 THEN SIGNAL SQLSTATE '45000'; END IF"
	}
	_, err := db.ExecContext(context.Background(), trigger)
	must(w.t, err)
	return func() {
		_, err := db.ExecContext(context.Background(), "DROP TRIGGER broken")
		must(w.t, err)
	}
}

// What the database refuses is no result of a log: the call fails, no half of a log stays, and the batch can be sent again.
func TestAFailingDatabaseEndsTheBatchAndLeavesNoHalfOfALog(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a, b := w.in(helprequest.StatusCLAIMED), w.in(helprequest.StatusCLAIMED)
		in := numbered(logOf(a, assistancelog.OutcomeCONTINUES), logOf(b, assistancelog.OutcomeCONTINUES), logOf(a, assistancelog.OutcomeRESOLVED))
		in.Logs[1].Minutes = 77
		mend := w.failing()
		err := store.Do(w.volunteer, w.store, func(ctx context.Context, _ *store.Tx) error {
			_, err := w.SyncAssistance(ctx, in)
			return err
		})
		refused(t, err, fault.Internal, "INTERNAL")
		equal(t, "in one transaction nothing stays", w.logs(a), 0)
		_, err = w.SyncAssistance(w.volunteer, in)
		refused(t, err, fault.Internal, "INTERNAL")
		equal(t, "alone, the first stays", w.logs(a), 1)
		equal(t, "the second left nothing", w.now(b).Status, helprequest.StatusCLAIMED)
		mend()
		out, err := w.SyncAssistance(w.volunteer, in)
		must(t, err)
		equal(t, "sent again", statuses(out), "DUPLICATE ACCEPTED ACCEPTED")
	})
}
