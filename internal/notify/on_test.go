package notify_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/decision"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/ent/rolegrant"
	"gandan/internal/event"
	"gandan/internal/store"
)

const (
	aQuestion = moderationcase.SubjectKindQUESTION
	aRequest  = moderationcase.SubjectKindHELP_REQUEST
)

func TestThePersonConcernedIsToldInBothLanguages(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		holder := []string{"volunteerId", w.other.ID.String()}
		for name, c := range map[string]struct {
			fact   event.Event
			about  gid.ID
			vi, en string // what the text must hold
		}{
			"claimed":  {w.fact("helpdesk.request_claimed", w.request.ID, holder...), w.request.ID, "đã nhận yêu cầu K7P2QM", "taken your request K7P2QM"},
			"begun":    {w.fact("helpdesk.request_begun", w.request.ID, holder...), w.request.ID, "bắt đầu hỗ trợ yêu cầu K7P2QM", "begun to help with your request K7P2QM"},
			"released": {w.fact("helpdesk.request_released", w.request.ID, holder...), w.request.ID, "trả lại yêu cầu K7P2QM", "given your request K7P2QM back"},
			"resolved": {w.fact("helpdesk.request_resolved", w.request.ID, holder...), w.request.ID, "Vui lòng xác nhận", "Please confirm"},
			"referred": {w.fact("helpdesk.request_referred", w.request.ID, holder...), w.request.ID, "có thẩm quyền", "was referred"},
			"answered": {w.fact("conference.question_answered", w.asked.ID), w.asked.ID, "“Đối thoại quý I” đã được trả lời", "“Đối thoại quý I” was answered"},
			"merged":   {w.fact("conference.question_merged", w.asked.ID), w.asked.ID, "đã được gộp", "was merged"},
			"granted":  {w.fact("identity.role_granted", w.grant.ID), w.grant.ID, "tình nguyện viên tại Phường thử", "a volunteer in Phường thử"},
			"revoked":  {w.fact("identity.role_revoked", w.grant.ID), w.grant.ID, "tại Phường thử đã kết thúc", "in Phường thử has ended"},
			"a stolen token": {w.fact("identity.session_ended", w.request.ID, "account", w.citizen.ID.String(), "reason", "REUSE"), w.request.ID,
				"Một phiên đăng nhập của bạn đã bị đóng", "One of your sessions was closed"},
			"a question approved": {w.decided(w.asked.ID, aQuestion, decision.OutcomeAPPROVE, decision.ReasonCodeWITHIN_RULES), w.asked.ID,
				"được đăng công khai. Lời người xem xét: “Lời giải thích”.", "is public. The words of the administrator: “Lời giải thích”."},
			"a question hidden": {w.decided(w.asked.ID, aQuestion, decision.OutcomeHIDE, decision.ReasonCodePERSONAL_DATA), w.asked.ID,
				"không được đăng. Lý do: có thông tin cá nhân của người khác. Lời người xem xét: “Lời giải thích”.", "is not shown. Reason: personal data of somebody. The words"},
			"a request shown": {w.decided(w.request.ID, aRequest, decision.OutcomeAPPROVE, decision.ReasonCodeWITHIN_RULES), w.request.ID,
				"vẫn hiển thị", "volunteers can read them"},
			"a request hidden": {w.decided(w.request.ID, aRequest, decision.OutcomeHIDE, decision.ReasonCodeABUSE), w.request.ID,
				"Lý do: xúc phạm hoặc đe dọa.", "Reason: insult or threat."},
		} {
			t.Run(name, func(t *testing.T) {
				before := len(w.linesOf(w.citizen))
				w.tell(c.fact)
				lines := w.linesOf(w.citizen)
				if len(lines) != before+1 {
					t.Fatalf("%d new lines, want one", len(lines)-before)
				}
				line := lines[0]
				if line.Kind != c.fact.Name || line.SubjectID != c.about || line.EventID != c.fact.ID || line.ReadAt != nil {
					t.Errorf("the line is %v", line)
				}
				for language, want := range map[string]string{"vi": c.vi, "en": c.en} {
					if text := w.inbox.Text(in(language, w.citizen), line); !strings.Contains(text, want) || strings.Contains(text, "…") {
						t.Errorf("%s: %q, want %q in it", language, text, want)
					}
				}
			})
		}
		if lines := w.linesOf(w.other); len(lines) != 0 {
			t.Errorf("who did it all was told %v", lines)
		}
	})
}

func TestEveryReasonHasWords(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for _, reason := range []decision.ReasonCode{
			decision.ReasonCodeSPAM, decision.ReasonCodeABUSE, decision.ReasonCodePERSONAL_DATA, decision.ReasonCodeOFF_TOPIC,
			decision.ReasonCodeFALSE_INFORMATION, decision.ReasonCodeCOMPLAINT_OR_DENUNCIATION, decision.ReasonCodeDUPLICATE, decision.ReasonCodeOTHER,
		} {
			w.tell(w.decided(w.asked.ID, aQuestion, decision.OutcomeHIDE, reason))
			if text := w.inbox.Text(in("en", w.citizen), w.linesOf(w.citizen)[0]); !strings.Contains(text, " Reason: ") {
				t.Errorf("%s: %q", reason, text)
			}
		}
	})
}

func TestEveryRoleHasWords(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		admin, err := store.Write(system, w.store, func(ctx context.Context, tx *store.Tx) (*ent.RoleGrant, error) {
			return tx.RoleGrant.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetAccountID(w.citizen.ID).SetRole(rolegrant.RoleADMIN).Save(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"identity.role_granted", "identity.role_revoked"} {
			w.tell(w.fact(name, admin.ID))
			if text := w.inbox.Text(in("en", w.citizen), w.linesOf(w.citizen)[0]); !strings.Contains(text, "administrator of Phường thử") {
				t.Errorf("%s: %q", name, text)
			}
		}
	})
}

func TestTheVolunteerWhoHeldTheRequestIsTold(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		holder := []string{"volunteerId", w.other.ID.String()}
		for _, name := range []string{"helpdesk.request_cancelled", "helpdesk.request_reopened", "helpdesk.request_released"} {
			e := w.fact(name, w.request.ID, holder...)
			e.Actor = w.citizen.ID
			before := len(w.linesOf(w.citizen))
			w.tell(e)
			lines := w.linesOf(w.other)
			if len(lines) == 0 || lines[0].EventID != e.ID || !strings.Contains(w.inbox.Text(in("en", w.other), lines[0]), "equest K7P2QM") {
				t.Errorf("%s: the volunteer reads %v", name, lines)
			}
			if len(w.linesOf(w.citizen)) != before {
				t.Errorf("%s: the citizen was told of the own deed", name)
			}
		}
	})
}

func TestWhatConcernsNobodyIsPassedOver(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		own := w.fact("helpdesk.request_resolved", w.request.ID)
		own.Actor = w.citizen.ID
		for name, e := range map[string]event.Event{
			"an unknown fact":                w.fact("weather.changed", w.request.ID),
			"one's own deed":                 own,
			"a row that is gone":             w.fact("helpdesk.request_claimed", w.ids.New(gid.HelpRequest, w.clock.Now())),
			"a cancellation nobody held":     w.fact("helpdesk.request_cancelled", w.request.ID),
			"a session that its person left": w.fact("identity.session_ended", w.request.ID, "account", w.citizen.ID.String(), "reason", "SIGN_OUT"),
		} {
			w.tell(e)
			if n, err := w.store.Reader(system).Notification.Query().Count(system); n != 0 || err != nil {
				t.Fatalf("%s: %d lines (%v)", name, n, err)
			}
		}
	})
}

func TestABrokenFactIsRefused(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		if err := w.inbox.On(context.Background(), w.fact("helpdesk.request_cancelled", w.request.ID, "volunteerId", "nobody")); err == nil {
			t.Error("a fact with a broken id must come to somebody's notice")
		}
	})
}

func TestAFactThatComesAgainMakesNoSecondLine(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		e := w.fact("helpdesk.request_claimed", w.request.ID)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if err := w.inbox.On(context.Background(), e); err != nil {
					t.Errorf("delivering: %v", err)
				}
			})
		}
		all.Wait()
		if lines := w.linesOf(w.citizen); len(lines) != 1 {
			t.Errorf("%d lines, want 1", len(lines))
		}
	})
}

func TestALineHoldsNoNameAndNoPhone(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.tell(w.fact("helpdesk.request_claimed", w.request.ID, "volunteerId", w.other.ID.String()))
		w.tell(w.fact("conference.question_answered", w.asked.ID))
		for _, line := range w.linesOf(w.citizen) {
			for name, value := range line.Args {
				if strings.Contains(value, w.other.DisplayName) || strings.Contains(value, w.other.Phone) || strings.Contains(value, w.other.ID.String()) {
					t.Errorf("%s of %s is %q", name, line.Kind, value)
				}
			}
		}
	})
}
