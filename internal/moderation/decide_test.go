package moderation_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/moderation"
	"gandan/internal/store"
	"gandan/internal/territory"
)

func TestAnAdminDecidesAndTheContentFollows(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			who   access.Actor
			input func(*ent.ModerationCase) moderation.DecideModerationInput
			want  question.Status
		}{
			"approval publishes":            {w.admin, approve, question.StatusPUBLISHED},
			"hiding hides":                  {w.admin, hide, question.StatusHIDDEN},
			"the city reaches its wards":    {w.adminOfCity, approve, question.StatusPUBLISHED},
			"an admin may decide on others": {w.adminAsk, hide, question.StatusHIDDEN},
		} {
			t.Run(name, func(t *testing.T) {
				q, opened := w.pending(w.ward, w.asker)
				decided, err := w.mod.Decide(as(c.who), c.input(opened))
				if err != nil || decided.Status != moderationcase.StatusDECIDED {
					t.Fatalf("got %v, %v", decided, err)
				}
				if got := w.statusOf(q); got != c.want {
					t.Errorf("the question is %s, want %s", got, c.want)
				}
				if kept := w.caseOf(q.ID); kept.OpenFor != nil || kept.Status != moderationcase.StatusDECIDED || kept.Original != q.Body {
					t.Errorf("the case is %v", kept)
				}
			})
		}
	})
}

func TestADecisionOnARequestHidesOrShowsItsWords(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		r := w.request(w.ward, w.citizen)
		w.flag(w.volunteer, r.ID, flag.ReasonABUSE)
		if _, err := w.mod.Decide(as(w.admin), hide(w.caseOf(r.ID))); err != nil || !w.hidden(r) {
			t.Errorf("hiding: %v, hidden %v", err, w.hidden(r))
		}
		shown := w.request(w.ward, w.citizen)
		w.flag(w.volunteer, shown.ID, flag.ReasonABUSE)
		if _, err := w.mod.Decide(as(w.admin), approve(w.caseOf(shown.ID))); err != nil || w.hidden(shown) {
			t.Errorf("showing: %v, hidden %v", err, w.hidden(shown))
		}
	})
}

func TestADecisionIsKeptAndTold(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q, c := w.pending(w.ward, w.asker)
		if _, err := w.mod.Decide(as(w.admin), hide(c)); err != nil {
			t.Fatal(err)
		}
		d, err := w.mod.Decision(as(w.admin), c)
		if err != nil || d.Outcome != decision.OutcomeHIDE || d.ReasonCode != decision.ReasonCodePERSONAL_DATA ||
			d.Statement != "Có số điện thoại của người khác." || d.DecidedByID != w.admin.ID || !d.DecidedAt.Equal(w.clock.Now()) {
			t.Fatalf("the decision is %v (%v)", d, err)
		}
		told := w.events(moderation.Decided)
		if len(told) != 1 || told[0].SubjectID != c.ID || *told[0].ActorID != w.admin.ID {
			t.Fatalf("told %v", told)
		}
		for name, want := range map[string]string{
			"contentId": q.ID.String(), "kind": "QUESTION", "cause": "PRE_MODERATION", "outcome": "HIDE", "reasonCode": "PERSONAL_DATA",
			"decisionId": d.ID.String(), "unitId": w.ward.ID.String(),
		} {
			if got := told[0].Data[name]; got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
	})
}

func TestADecisionIsRefused(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		_, c := w.pending(w.ward, w.asker)
		_, own := w.pending(w.ward, w.adminAsk)
		_, done := w.pending(w.ward, w.asker)
		if _, err := w.mod.Decide(as(w.admin), approve(done)); err != nil {
			t.Fatal(err)
		}
		missing := &ent.ModerationCase{ID: gid.Make(gid.ModerationCase, w.clock.Now(), 200000, [6]byte{})}
		with := func(change func(*moderation.DecideModerationInput)) moderation.DecideModerationInput {
			in := hide(c)
			change(&in)
			return in
		}
		for name, r := range map[string]struct {
			who   access.Actor
			in    moderation.DecideModerationInput
			code  fault.Code
			key   fault.Key
			field string
		}{
			"to a visitor":            {access.Anonymous(), hide(c), fault.Unauthenticated, "UNAUTHENTICATED", ""},
			"to a citizen":            {w.citizen, hide(c), fault.Forbidden, "FORBIDDEN", ""},
			"to the author":           {w.asker, hide(c), fault.Forbidden, "FORBIDDEN", ""},
			"to a volunteer":          {w.volunteer, hide(c), fault.Forbidden, "FORBIDDEN", ""},
			"to another ward's admin": {w.adminOfOther, hide(c), fault.NotFound, "NOT_FOUND", ""},
			"on no case":              {w.admin, hide(missing), fault.NotFound, "NOT_FOUND", ""},
			"on one's own content":    {w.adminAsk, approve(own), fault.Forbidden, "OWN_CONTENT", ""},
			"on what is decided":      {w.admin, hide(done), fault.Conflict, "ALREADY_DECIDED", ""},
			"on another kind of id": {w.admin, with(func(in *moderation.DecideModerationInput) { in.CaseID = w.ward.ID }),
				fault.BadUserInput, "WRONG_ID_KIND", "input.caseId"},
			"that hides what is within the rules": {w.admin, with(func(in *moderation.DecideModerationInput) { in.ReasonCode = decision.ReasonCodeWITHIN_RULES }),
				fault.BadUserInput, "REASON_NOT_FOR_OUTCOME", "input.reasonCode"},
			"that approves abuse": {w.admin, with(func(in *moderation.DecideModerationInput) { in.Outcome = decision.OutcomeAPPROVE }),
				fault.BadUserInput, "REASON_NOT_FOR_OUTCOME", "input.reasonCode"},
			"with an unknown outcome": {w.admin, with(func(in *moderation.DecideModerationInput) { in.Outcome = "BURN" }),
				fault.BadUserInput, "INVALID_VALUE", "input.outcome"},
			"with an unknown reason": {w.admin, with(func(in *moderation.DecideModerationInput) { in.ReasonCode = "BORING" }),
				fault.BadUserInput, "INVALID_VALUE", "input.reasonCode"},
			"without a statement": {w.admin, with(func(in *moderation.DecideModerationInput) { in.Statement = " \u200b\n" }),
				fault.BadUserInput, "STATEMENT_REQUIRED", "input.statement"},
			"with a long statement": {w.admin, with(func(in *moderation.DecideModerationInput) { in.Statement = strings.Repeat("ế", 2001) }),
				fault.BadUserInput, "TOO_LONG", "input.statement"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.mod.Decide(as(r.who), r.in)
				refused(t, err, r.code, r.key, r.field)
			})
		}
		if n, err := w.store.Reader(system).Decision.Query().Count(system); n != 1 || err != nil {
			t.Errorf("%d decisions after the refusals (%v), want the one before them", n, err)
		}
		if still := w.caseOf(own.SubjectID); still.Status != moderationcase.StatusOPEN {
			t.Error("the own case must stay open")
		}
	})
}

func TestOfTwentyAdminsWhoDecideAtOnceOneDoes(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q, c := w.pending(w.ward, w.asker)
		errs := make(chan error, 20)
		for i := range 20 {
			in := approve(c)
			if i%2 == 1 {
				in = hide(c)
			}
			go func() {
				_, err := w.mod.Decide(as(w.admin), in)
				errs <- err
			}()
		}
		won := 0
		for range 20 {
			if err := <-errs; err == nil {
				won++
			} else if !fault.HasKey(err, "ALREADY_DECIDED") {
				t.Errorf("refused with %v", err)
			}
		}
		d, err := w.mod.Decision(as(w.admin), c)
		if err != nil || won != 1 {
			t.Fatalf("%d decided (%v)", won, err)
		}
		if hidden := w.statusOf(q) == question.StatusHIDDEN; hidden != (d.Outcome == decision.OutcomeHIDE) {
			t.Errorf("the decision is %s and the question %s", d.Outcome, w.statusOf(q))
		}
		if told := w.events(moderation.Decided); len(told) != 1 {
			t.Errorf("told %d times", len(told))
		}
	})
}

var errEffect = errors.New("the content could not be changed")

// stubborn refuses every change of the content.
type stubborn struct{ questions }

func (stubborn) HideQuestion(context.Context, *store.Tx, gid.ID) error { return errEffect }

func TestADecisionThatCannotBeCarriedOutIsNotTaken(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q, c := w.pending(w.ward, w.asker)
		cal, err := calendar.New(calendar.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		mod := moderation.New(w.store, territory.New(w.store, func() string { return "2026-03-02" }), cal, stubborn{questions{w.store}}, requests{w.store}, opinions{w.store}, moderation.DefaultPolicy())
		if _, err := mod.Decide(as(w.admin), hide(c)); !errors.Is(err, errEffect) {
			t.Errorf("got %v", err)
		}
		d, err := w.mod.Decision(as(w.admin), c)
		if d != nil || err != nil || w.caseOf(q.ID).Status != moderationcase.StatusOPEN || len(w.events(moderation.Decided)) != 0 {
			t.Errorf("half of the decision stayed: %v (%v)", d, err)
		}
	})
}
