package helpdesk_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
)

// call is what somebody asks about one request: who, which verb, and for an assignment to whom.
type call struct {
	request int
	who, to gid.ID
	verb    string
}

// standing is a request in the model: where it stands and who holds it.
type standing struct {
	status helprequest.Status
	holder gid.ID
}

// heldModel is requests to which one thing happens at a time: what each caller is told must follow from some order in which every
// request has at most one holder at any instant. CONFLICT says that somebody was quicker, and changes nothing; a claim that loses against the
// assignment to the same person says that the request is taken, "unless it was you".
func heldModel() porcupine.Model {
	return porcupine.Model{
		Partition: func(ops []porcupine.Operation) [][]porcupine.Operation {
			by := map[int][]porcupine.Operation{}
			for _, op := range ops {
				r := op.Input.(call).request
				by[r] = append(by[r], op)
			}
			var out [][]porcupine.Operation
			for _, part := range by {
				out = append(out, part)
			}
			return out
		},
		Init: func() any { return standing{status: helprequest.StatusOPEN} },
		Step: func(state, input, output any) (bool, any) {
			s, in, told := state.(standing), input.(call), output.(string)
			next, refusal := s.after(in)
			if told == "" {
				return refusal == "", next
			}
			taken := told == "ALREADY_CLAIMED" && in.verb == helpdesk.VerbClaim && !s.holder.IsZero()
			return told == refusal || told == "CONFLICT" || taken, s
		},
		DescribeOperation: func(in, out any) string { return fmt.Sprint(in, " -> ", out) },
	}
}

// after is what the verb makes of the request, or the key with which it is refused.
func (s standing) after(in call) (standing, string) {
	mine := !s.holder.IsZero() && s.holder == in.who
	switch in.verb {
	case helpdesk.VerbClaim:
		if s.status == helprequest.StatusOPEN || s.status == helprequest.StatusASSIGNED && mine {
			return standing{helprequest.StatusCLAIMED, in.who}, ""
		}
		return s, "ALREADY_CLAIMED"
	case helpdesk.VerbAssign:
		if s.holder == in.to {
			return s, "HOLDS_IT_ALREADY"
		}
		return standing{helprequest.StatusASSIGNED, in.to}, ""
	case helpdesk.VerbRelease, helpdesk.VerbLog:
		if !mine {
			return s, "NOT_HOLDER"
		}
		if in.verb == helpdesk.VerbRelease {
			return standing{status: helprequest.StatusOPEN}, ""
		}
		return standing{helprequest.StatusIN_PROGRESS, in.who}, ""
	}
	switch { // accept and decline
	case !mine:
		return s, "NOT_HOLDER"
	case s.status != helprequest.StatusASSIGNED:
		return s, "WRONG_STATE"
	case in.verb == helpdesk.VerbAccept:
		return standing{helprequest.StatusCLAIMED, in.who}, ""
	}
	return standing{status: helprequest.StatusOPEN}, ""
}

// do asks the service and gives the key of the refusal.
func (w *world) do(by context.Context, r *ent.HelpRequest, in call) string {
	var err error
	switch in.verb {
	case helpdesk.VerbClaim:
		_, err = w.Claim(by, helpdesk.ClaimHelpRequestInput{ID: r.ID})
	case helpdesk.VerbAssign:
		_, err = w.Assign(by, helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: in.to, Note: ptr("Đổi người.")})
	case helpdesk.VerbAccept:
		err = w.accept(by, r)
	case helpdesk.VerbDecline:
		err = w.decline(by, r)
	case helpdesk.VerbRelease:
		_, err = w.Release(by, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận."})
	case helpdesk.VerbLog:
		_, err = w.LogAssistance(by, logOf(r, assistancelog.OutcomeCONTINUES))
	}
	if err == nil {
		return ""
	}
	if f := fault.Of(err); f.Code == fault.Internal || f.Code == fault.Unavailable {
		w.t.Error(err)
	}
	return string(fault.Of(err).Key)
}

// history records what callers ask and are told, with a counter for a clock.
type history struct {
	tick atomic.Int64
	mu   sync.Mutex
	ops  []porcupine.Operation
}

func (h *history) record(client int, in call, do func() string) {
	begin := h.tick.Add(1)
	out := do()
	end := h.tick.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ops = append(h.ops, porcupine.Operation{ClientId: client, Input: in, Call: begin, Output: out, Return: end})
}

// TestTwoHundredAtOnceOnAHundredRequestsLeaveEachOneHolderAtEveryInstant lets two hundred people claim, assign, accept, decline,
// release and log, two on each request at once and each on several, and looks for an order that explains every answer.
func TestTwoHundredAtOnceOnAHundredRequestsLeaveEachOneHolderAtEveryInstant(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const requests, callers, rounds = 100, 200, 6
		var rows [requests]*ent.HelpRequest
		for i := range rows {
			rows[i] = w.open()
		}
		var helpers [4]context.Context
		for i := range helpers {
			helpers[i] = w.person("Tình nguyện viên", w.role(access.Volunteer, w.ward))
		}
		verbs := []string{helpdesk.VerbAssign, helpdesk.VerbAccept, helpdesk.VerbClaim, helpdesk.VerbLog, helpdesk.VerbDecline, helpdesk.VerbRelease}
		var h history
		var wait sync.WaitGroup
		for i := range callers {
			wait.Go(func() {
				for n := range rounds {
					r := (i/4 + n%2) % requests
					by := helpers[(i+n/4)%len(helpers)]
					in := call{request: r, who: me(by), verb: verbs[(i+n)%len(verbs)]}
					if in.verb == helpdesk.VerbAssign {
						by, in.who, in.to = w.admin, me(w.admin), me(helpers[(i+n)%len(helpers)])
					}
					h.record(i, in, func() string { return w.do(by, rows[r], in) })
				}
			})
		}
		wait.Wait()
		for _, ops := range heldModel().Partition(h.ops) {
			if !porcupine.CheckOperations(heldModel(), ops) {
				t.Errorf("no order explains what the callers were told:\n%s", describe(ops))
			}
		}
		done := 0
		for _, r := range rows {
			now := w.now(r)
			held := now.Status == helprequest.StatusASSIGNED || now.Status == helprequest.StatusCLAIMED || now.Status == helprequest.StatusIN_PROGRESS
			if held != (now.VolunteerID != nil) {
				t.Errorf("%s with holder %v", now.Status, now.VolunteerID)
			}
			done += len(w.history(r)) - 1
		}
		t.Logf("%d calls, %d steps", len(h.ops), done)
		if done < requests/2 {
			t.Errorf("only %d steps were taken", done)
		}
	})
}

// TestTheCheckerFindsTwoHolders is the control: a history in which two people hold one request is found out.
func TestTheCheckerFindsTwoHolders(t *testing.T) {
	var h history
	for i := range 2 {
		h.record(i, call{who: gid.ID{15: byte(i + 1)}, verb: helpdesk.VerbClaim}, func() string { return "" })
	}
	if porcupine.CheckOperations(heldModel(), h.ops) {
		t.Error("two have claimed one request, and the checker is content")
	}
}

func describe(ops []porcupine.Operation) string {
	var b strings.Builder
	for _, op := range ops {
		fmt.Fprintln(&b, op.Call, op.Return, op.Input, op.Output)
	}
	return b.String()
}

func TestOfAnAcceptanceAndAReassignmentAtOnceOneWins(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusASSIGNED)
		reassigned, accepted := w.slow(w.admin,
			func(ctx context.Context) error { return w.assign(ctx, r, w.colleague) },
			func() error { return w.accept(w.volunteer, r) })
		must(t, reassigned)
		if accepted == nil {
			t.Error("the former holder accepted what was given to another")
		}
		equal(t, "holder", *w.now(r).VolunteerID, me(w.colleague))
		equal(t, "status", w.now(r).Status, helprequest.StatusASSIGNED)

		r = w.in(helprequest.StatusASSIGNED)
		accepted, reassigned = w.slow(w.volunteer,
			func(ctx context.Context) error { return w.accept(ctx, r) },
			func() error { return w.assign(w.admin, r, w.colleague) })
		must(t, accepted)
		if reassigned == nil { // it came after the acceptance, which is allowed: the trail says both
			equal(t, "holder", *w.now(r).VolunteerID, me(w.colleague))
			equal(t, "lines of the trail", len(w.history(r)), 4)
			return
		}
		equal(t, "holder", *w.now(r).VolunteerID, me(w.volunteer))
	})
}

func TestAnAgreementThatMeetsALogIsNotLost(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusIN_PROGRESS)
		agreed, log := w.slow(w.volunteer,
			func(ctx context.Context) error { _, err := w.agree(ctx, r, 1e12, 36e11); return err },
			func() error {
				_, err := w.LogAssistance(w.volunteer, logOf(r, assistancelog.OutcomeCONTINUES))
				return err
			})
		must(t, agreed)
		must(t, log)
		if w.now(r).AgreedFrom == nil {
			t.Error("the agreement is gone")
		}
	})
}
