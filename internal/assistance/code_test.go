package assistance_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/ent/logstanding"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/fault"
	"gandan/internal/identity"
)

// ask has a code sent to the citizen and gives it.
func (w *world) ask(t *testing.T, log *ent.AssistanceLog) string {
	t.Helper()
	out := must[*assistance.CompletionCode](t)(w.RequestCompletionCode(w.volunteer, assistance.RequestCompletionCodeInput{RequestID: log.HelpRequestID}))
	if out.Code != "" {
		t.Fatal("the volunteer is told the code")
	}
	return w.sms.sent[w.phoneOf(t, w.citizen)]
}

func (w *world) enter(log *ent.AssistanceLog, code string) error {
	_, err := w.ConfirmLogByCode(w.volunteer, assistance.ConfirmLogByCodeInput{LogID: log.ID, Code: code})
	return err
}

func another(code string) string { return string('0'+(code[0]-'0'+1)%10) + code[1:] }

func TestACodeThatWasReadOutConfirmsOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		code := w.ask(t, log)
		check(t, w.enter(log, code))
		if w.standing(t, log).Status != logstanding.StatusCONFIRMED {
			t.Fatal("it is not confirmed")
		}
		next := w.log(t, must[*ent.HelpRequest](t)(w.desk.Request(w.citizen, log.HelpRequestID)))
		refused(t, w.enter(next, code), fault.BadUserInput, "CODE_SPENT")
		refused(t, w.enter(log, code), fault.Conflict, "ALREADY_CONFIRMED")
	})
}

func TestFiveWrongTriesSpendACode(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		code := w.ask(t, log)
		for range 5 {
			refused(t, w.enter(log, another(code)), fault.BadUserInput, "CODE_WRONG")
		}
		refused(t, w.enter(log, code), fault.BadUserInput, "TOO_MANY_TRIES")
	})
}

func TestManyTriesAtOnceAreNoMoreThanFive(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		code := w.ask(t, log)
		var looked atomic.Int32
		atOnce(30, func(int) {
			if err := w.enter(log, another(code)); fault.HasKey(err, "CODE_WRONG") {
				looked.Add(1)
			} else if !fault.HasKey(err, "TOO_MANY_TRIES") {
				t.Error(err)
			}
		})
		if looked.Load() != 5 {
			t.Errorf("%d codes were compared", looked.Load())
		}
	})
}

func TestOfFiftyRightCodesAtOnceOneConfirms(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		code := w.ask(t, log)
		var confirmed atomic.Int32
		atOnce(50, func(int) {
			switch err := w.enter(log, code); {
			case err == nil:
				confirmed.Add(1)
			case !fault.HasKey(err, "CODE_SPENT") && !fault.HasKey(err, "TOO_MANY_TRIES") && !fault.HasKey(err, "ALREADY_CONFIRMED") && !fault.HasKey(err, "CONFLICT"):
				t.Error(err)
			}
		})
		reviews := must[[]*ent.LogReview](t)(w.ReviewsOf(w.citizen, log))
		if confirmed.Load() != 1 || len(reviews) != 1 {
			t.Errorf("%d confirmed, %d lines say so", confirmed.Load(), len(reviews))
		}
	})
}

func TestACodeServesNothingElse(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log, other := w.recorded(t), w.recorded(t)
		code := w.ask(t, log)
		refused(t, w.enter(other, code), fault.BadUserInput, "CODE_SPENT") // none was sent for that request
		phone := w.phoneOf(t, w.citizen)
		ctx := access.WithRequest(w.visitor, access.Request{})
		challenge := must[*identity.Challenge](t)(w.people.RequestOtp(ctx, identity.RequestOtpInput{Phone: phone}))
		signIn := w.sms.sent[phone]
		if signIn != code {
			refused(t, w.enter(log, signIn), fault.BadUserInput, "CODE_WRONG")
			_, err := w.people.VerifyOtp(ctx, identity.VerifyOtpInput{ChallengeID: challenge.ChallengeID, Code: code, DeviceName: "Máy thử"})
			refused(t, err, fault.Unauthenticated, "CODE_WRONG")
		}
		w.clock.Advance(15 * time.Minute)
		refused(t, w.enter(log, code), fault.BadUserInput, "CODE_SPENT")
		_, err := w.ConfirmLogByCode(w.colleague, assistance.ConfirmLogByCodeInput{LogID: log.ID, Code: code})
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestCodesAreLimitedAndAFailedOneIsNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		in := assistance.RequestCompletionCodeInput{RequestID: log.HelpRequestID}
		w.sms.down = true
		_, err := w.RequestCompletionCode(w.volunteer, in)
		refused(t, err, fault.Unavailable, "SMS_UNAVAILABLE")
		w.sms.down = false
		for range 4 {
			w.ask(t, log)
			_, err = w.RequestCompletionCode(w.volunteer, in)
			refused(t, err, fault.RateLimited, "OTP_TOO_SOON")
			w.clock.Advance(time.Minute)
		}
		_, err = w.RequestCompletionCode(w.volunteer, in)
		refused(t, err, fault.RateLimited, "OTP_TOO_MANY")
		_, err = w.ShowCompletionCode(w.citizen, assistance.ShowCompletionCodeInput{RequestID: log.HelpRequestID})
		refused(t, err, fault.RateLimited, "OTP_TOO_MANY")
	})
}

func TestOnlyTheHolderAsksAndOnlyThePersonSees(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		for who, key := range map[context.Context]fault.Key{w.admin: "NOT_HOLDER", w.citizen: "NOT_HOLDER", w.colleague: "NOT_FOUND", w.strangerVolunteer: "NOT_FOUND"} {
			_, err := w.RequestCompletionCode(who, assistance.RequestCompletionCodeInput{RequestID: log.HelpRequestID})
			if keyOf(err) != string(key) {
				t.Errorf("asked: %v, want %s", err, key)
			}
		}
		for who, key := range map[context.Context]fault.Key{w.admin: "NOT_YOUR_HELP", w.volunteer: "NOT_YOUR_HELP", w.neighbour: "NOT_FOUND"} {
			_, err := w.ShowCompletionCode(who, assistance.ShowCompletionCodeInput{RequestID: log.HelpRequestID})
			if keyOf(err) != string(key) {
				t.Errorf("shown: %v, want %s", err, key)
			}
		}
		seen := must[*assistance.CompletionCode](t)(w.ShowCompletionCode(w.citizen, assistance.ShowCompletionCodeInput{RequestID: log.HelpRequestID}))
		check(t, w.enter(log, seen.Code))
		keyed := access.WithRequest(w.citizen, access.Request{IdempotencyKey: "k"})
		_, err := w.ShowCompletionCode(keyed, assistance.ShowCompletionCodeInput{RequestID: log.HelpRequestID})
		refused(t, err, fault.BadUserInput, "CODE_NOT_KEYED")
		if r := must[*ent.HelpRequest](t)(w.desk.Request(w.citizen, log.HelpRequestID)); r.Status != helprequest.StatusIN_PROGRESS {
			t.Errorf("the request moved to %s", r.Status)
		}
	})
}
