package helpdesk_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
)

func (w *world) urgent() *ent.HelpRequest {
	w.t.Helper()
	in := w.asking()
	in.Urgency = ptr(helprequest.UrgencyACCIDENT)
	r, err := w.Create(w.citizen, in)
	must(w.t, err)
	return r
}

func (w *world) setPriority(ctx context.Context, r *ent.HelpRequest, u *helprequest.Urgency) (*ent.HelpRequest, error) {
	return w.SetPriority(ctx, helpdesk.SetPriorityInput{ID: r.ID, Urgency: u, Reason: "Công an báo có cháy."})
}

func TestAnUrgentRequestIsDueFourWorkingHoursAfterReceiptAtWhateverStep(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) { // it is Monday, 08:30; offices are closed from 12:00 to 13:30
		r := w.urgent()
		equal(t, "priority", helpdesk.Priority(r), helpdesk.Urgent)
		w.dueIs(r, local(2026, 3, 2, 14, 0))
		_, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		w.dueIs(w.now(r), local(2026, 3, 2, 14, 0))
		w.clock.Set(local(2026, 2, 13, 15, 30)) // the last Friday before the holidays of Bính Ngọ, 16 to 20 February
		w.dueIs(w.urgent(), local(2026, 2, 23, 10, 0))
		w.clock.Set(local(2026, 3, 6, 20, 0)) // Friday evening
		w.dueIs(w.urgent(), local(2026, 3, 9, 12, 0))
	})
}

func TestTheRulesOfTheUnitSetTheHours(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.rules["feedback.urgentWorkingHours"], w.rules["feedback.receiveWorkingHours"] = 2, 3
		w.dueIs(w.urgent(), local(2026, 3, 2, 10, 30))
		w.dueIs(w.open(), local(2026, 3, 2, 11, 30))
		w.dueIs(w.in(helprequest.StatusCLAIMED), local(2026, 3, 4, 8, 30)) // a step that no rule speaks of
	})
}

func TestAnAdminSetsThePriorityAndTakesItBackWithAReason(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		usual := *w.DueAt(r)
		got, err := w.setPriority(w.admin, r, ptr(helprequest.UrgencyDISEASE))
		must(t, err)
		equal(t, "priority", helpdesk.Priority(got), helpdesk.Urgent)
		w.dueIs(w.now(r), local(2026, 3, 2, 14, 0))
		line := w.history(r)[2]
		equal(t, "verb", line.Verb, helpdesk.VerbSetPriority)
		equal(t, "state", line.FromStatus+line.ToStatus, "CLAIMEDCLAIMED")
		equal(t, "role", line.ActorRole, "ADMIN")
		equal(t, "reason", *line.Reason, "Công an báo có cháy.")
		_, err = w.setPriority(w.admin, r, ptr(helprequest.UrgencyDISEASE))
		refused(t, err, fault.Conflict, "SAME_PRIORITY")
		_, err = w.setPriority(w.cityAdmin, r, ptr(helprequest.UrgencySAFETY)) // another reason
		must(t, err)
		_, err = w.setPriority(w.admin, r, nil)
		must(t, err)
		w.dueIs(w.now(r), usual)
		equal(t, "queue key", w.now(r).QueueKey, r.QueueKey)
		names := w.events(r)
		equal(t, "event", names[len(names)-1], helpdesk.PriorityChanged)
	})
}

func TestNobodyElseSetsThePriority(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		safety := ptr(helprequest.UrgencySAFETY)
		for _, ctx := range []context.Context{w.citizen, w.volunteer, w.colleague} {
			_, err := w.setPriority(ctx, r, safety)
			refused(t, err, fault.Forbidden, "FORBIDDEN")
		}
		visitor := access.With(context.Background(), access.Anonymous())
		for _, ctx := range []context.Context{w.neighbour, w.strangerVolunteer, w.strangerAdmin, visitor} {
			_, err := w.setPriority(ctx, r, safety)
			refused(t, err, fault.NotFound, "NOT_FOUND")
		}
		_, err := w.SetPriority(w.admin, helpdesk.SetPriorityInput{ID: r.ID, Urgency: safety, Reason: "  "})
		refusedAt(t, err, "input.reason", "REASON_REQUIRED")
		equal(t, "urgency", w.now(r).Urgency, nil)
	})
}

func TestOfAdminsWhoSetThePriorityAtOnceOneWins(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.open()
		reasons := []helprequest.Urgency{helprequest.UrgencyDISASTER, helprequest.UrgencyDISEASE, helprequest.UrgencyTHEFT, helprequest.UrgencySAFETY}
		first, second := w.slow(w.admin,
			func(ctx context.Context) error { _, err := w.setPriority(ctx, r, &reasons[0]); return err },
			func() error { _, err := w.setPriority(w.cityAdmin, r, &reasons[0]); return err })
		must(t, first)
		if !fault.Is(second, fault.Conflict) {
			t.Errorf("the second got %v", second)
		}
		equal(t, "lines of the trail", len(w.history(r)), 2)
	})
}

func TestTheUrgentQueueBeginsWithTheUrgentOnesAndGoesOnByAge(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var want [6]*ent.HelpRequest
		for _, place := range []int{3, 0, 4, 1, 5} {
			w.clock.Advance(time.Second)
			if want[place] = w.open(); place < 2 {
				want[place] = w.urgent()
				_, err := w.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: want[place].ID})
				must(t, err)
				want[place] = w.urgent()
			}
		}
		all, err := w.Queue(w.volunteer, w.ward.ID, helprequest.StatusOPEN, helpdesk.UrgentFirst, page.Args{})
		must(t, err)
		seenNormal := false
		var walked []*ent.HelpRequest
		for i, r := range all.Nodes {
			seenNormal = seenNormal || r.Urgency == nil
			if seenNormal && r.Urgency != nil || i > 0 && same(r, all.Nodes[i-1]) && r.CreatedAt.Before(all.Nodes[i-1].CreatedAt) {
				t.Errorf("%d is out of place", i)
			}
		}
		args := first(2)
		for {
			next, err := w.Queue(w.volunteer, w.ward.ID, helprequest.StatusOPEN, helpdesk.UrgentFirst, args)
			must(t, err)
			walked = append(walked, next.Nodes...)
			if !next.PageInfo.HasNextPage {
				break
			}
			args.After = next.PageInfo.EndCursor
		}
		equal(t, "page by page", len(walked), len(all.Nodes))
		for i, r := range walked {
			equal(t, "the same order", r.ID, all.Nodes[i].ID)
		}
		_, err = w.Queue(w.volunteer, w.ward.ID, helprequest.StatusOPEN, helpdesk.Oldest, args)
		refused(t, err, fault.BadUserInput, "BAD_CURSOR")
	})
}

// same: of one priority.
func same(a, b *ent.HelpRequest) bool { return helpdesk.Priority(a) == helpdesk.Priority(b) }
