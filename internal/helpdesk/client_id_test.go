package helpdesk_test

import (
	"context"
	"strings"
	"testing"

	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
)

func TestSendingARequestAgainReturnsWhatIsThere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.ClientID = ptr(phoneID)
		in.Description = "Giúp tôi đăng ký tạm trú với." // NFC
		r, err := w.Create(w.citizen, in)
		must(t, err)
		_, err = w.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: r.ID})
		must(t, err)
		again := in
		again.ClientID = ptr(strings.ToUpper(phoneID))
		again.Description = "  Giu\u0301p tôi đăng ký tạm trú với.\u200b "
		same, err := w.Create(w.citizen, again)
		must(t, err)
		equal(t, "the same", same.ID, r.ID)
		equal(t, "as it now stands", same.Status, helprequest.StatusCANCELLED)
		equal(t, "nothing was added", len(w.history(r)), 2)
	})
}

func TestARequestCanBeSentAgainAfterItsUnitIsGone(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.ClientID = ptr(phoneID)
		r, err := w.Create(w.citizen, in)
		must(t, err)
		must(t, store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
			w.clock.Advance(1)
			return tx.Unit.UpdateOneID(w.ward.ID).SetValidTo("2026-03-01").Exec(ctx)
		}))
		w.clock.Advance(1e9)
		must(t, w.territory.Refresh(system()))
		same, err := w.Create(w.citizen, in)
		must(t, err)
		equal(t, "the same", same.ID, r.ID)
	})
}

func TestAClientIdWithOtherContentIsAConflict(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.ClientID = ptr(phoneID)
		_, err := w.Create(w.citizen, in)
		must(t, err)
		for name, change := range map[string]func(*helpdesk.CreateHelpRequestInput){
			"words":     func(in *helpdesk.CreateHelpRequestInput) { in.Description += " Gấp!" },
			"mode":      func(in *helpdesk.CreateHelpRequestInput) { in.Mode = helprequest.ModeREMOTE },
			"unit":      func(in *helpdesk.CreateHelpRequestInput) { in.UnitID = w.other.ID },
			"procedure": func(in *helpdesk.CreateHelpRequestInput) { in.ProcedureID = &w.procedure.ID },
		} {
			t.Run(name, func(t *testing.T) {
				other := in
				change(&other)
				_, err := w.Create(w.citizen, other)
				refused(t, err, fault.Conflict, "CLIENT_ID_REUSED")
			})
		}
		elsewhere, err := w.Create(w.neighbour, in)
		must(t, err)
		equal(t, "another account has its own", elsewhere.CitizenID, me(w.neighbour))
	})
}

func TestSendingALogAgainReturnsWhatIsThereWhateverBecameOfTheRequest(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		in := logOf(r, assistancelog.OutcomeCOULD_NOT_HELP)
		in.ClientID = ptr(phoneID)
		in.HappenedAt = ptr(w.clock.Now())
		before, err := w.LogAssistance(w.volunteer, in)
		must(t, err)
		_, err = w.Claim(w.colleague, helpdesk.ClaimHelpRequestInput{ID: r.ID})
		must(t, err)
		w.clock.Advance(61 * 24 * 3600 * 1e9)
		again, err := w.LogAssistance(w.volunteer, in)
		must(t, err)
		equal(t, "the same", again.Log.ID, before.Log.ID)
		equal(t, "as it now stands", again.HelpRequest.Status, helprequest.StatusCLAIMED)
		in.Minutes++
		_, err = w.LogAssistance(w.volunteer, in)
		refused(t, err, fault.Conflict, "CLIENT_ID_REUSED")
		_, err = w.LogAssistance(w.colleague, in)
		refused(t, err, fault.BadUserInput, "HAPPENED_TOO_LONG_AGO")
		equal(t, "logs", w.logs(r), 1)
	})
}
