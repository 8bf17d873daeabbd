package helpdesk_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
)

func (w *world) confirm(ctx context.Context, id gid.ID, code string) error {
	_, err := w.ConfirmPhone(ctx, helpdesk.ConfirmRequestPhoneInput{ID: id, Code: code})
	return err
}

// not is a code that differs from the right one.
func not(code string) string {
	if code[0] == '0' {
		return "1" + code[1:]
	}
	return "0" + code[1:]
}

func TestACodeThatThePersonReadsOutConfirmsThePhoneOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.entered().HelpRequest
		code := w.box.code(t, grandmother)
		refusedAt(t, w.confirm(w.colleague, r.ID, not(code)), "input.code", "CODE_WRONG")
		equal(t, "confirmed by a wrong one", helpdesk.PhoneConfirmed(w.now(r)), false)
		must(t, w.confirm(w.colleague, r.ID, code)) // whoever may act for the unit
		r = w.now(r)
		equal(t, "confirmed", r.PhoneConfirmedAt.Equal(w.clock.Now()), true)
		refused(t, w.confirm(w.volunteer, r.ID, code), fault.Conflict, "PHONE_ALREADY_CONFIRMED")
		_, err := w.ResendCode(w.volunteer, helpdesk.ResendRequestCodeInput{ID: r.ID})
		refused(t, err, fault.Conflict, "PHONE_ALREADY_CONFIRMED")
		lines := w.history(r)
		equal(t, "last line", lines[len(lines)-1].Verb, helpdesk.VerbConfirmPhone)
		who, err := w.Citizen(w.admin, r)
		must(t, err)
		equal(t, "then the admin is told who asked", who != nil, true)
		equal(t, "and it is recorded", len(w.people.records), 1)
	})
}

func TestNobodyElseConfirms(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, own := w.entered().HelpRequest, w.open()
		code := w.box.code(t, grandmother)
		visitor := access.With(context.Background(), access.Anonymous())
		for _, ctx := range []context.Context{w.strangerVolunteer, w.strangerAdmin, w.citizen, visitor} {
			refused(t, w.confirm(ctx, r.ID, code), fault.NotFound, "NOT_FOUND")
			_, err := w.ResendCode(ctx, helpdesk.ResendRequestCodeInput{ID: r.ID})
			refused(t, err, fault.NotFound, "NOT_FOUND")
		}
		her := access.With(context.Background(), access.Actor{ID: r.CitizenID})
		refused(t, w.confirm(her, r.ID, code), fault.Forbidden, "FORBIDDEN")
		refused(t, w.confirm(w.volunteer, own.ID, code), fault.Conflict, "PHONE_ALREADY_CONFIRMED")
		equal(t, "tries counted", w.tries(), 0)
	})
}

// A code is good for one thing: the attack is to get a code for the harmless purpose and use it for the other.
func TestACodeForSigningInConfirmsNothingAndACodeThatConfirmsSignsNobodyIn(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		visitor := access.With(context.Background(), access.Anonymous())
		r := w.entered().HelpRequest
		confirming := w.box.code(t, grandmother)
		challenges, err := w.store.Reader(system()).OtpChallenge.Query().All(system())
		must(t, err)
		_, err = w.phones.VerifyOtp(visitor, identity.VerifyOtpInput{ChallengeID: challenges[0].ID, Code: confirming, DeviceName: "Máy"})
		refused(t, err, fault.Unauthenticated, "CODE_SPENT")
		equal(t, "tries counted on a challenge of another purpose", w.tries(), 0)
		w.clock.Advance(time.Minute)
		c, err := w.phones.RequestOtp(visitor, identity.RequestOtpInput{Phone: grandmother})
		must(t, err)
		signing := w.box.code(t, grandmother)
		if signing != confirming { // one time in a million they are the same
			refusedAt(t, w.confirm(w.volunteer, r.ID, signing), "input.code", "CODE_WRONG")
			_, err = w.phones.VerifyOtp(visitor, identity.VerifyOtpInput{ChallengeID: c.ChallengeID, Code: confirming, DeviceName: "Máy"})
			refused(t, err, fault.Unauthenticated, "CODE_WRONG")
		}
		must(t, w.confirm(w.volunteer, r.ID, confirming)) // a code for signing in does not spend it
		_, err = w.phones.VerifyOtp(visitor, identity.VerifyOtpInput{ChallengeID: c.ChallengeID, Code: signing, DeviceName: "Máy"})
		must(t, err)
	})
}

func TestACodeConfirmsTheRequestItWasSentAboutAndNoOther(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		first := w.entered().HelpRequest
		code := w.box.code(t, grandmother)
		w.clock.Advance(time.Minute)
		second := w.entered().HelpRequest
		if other := w.box.code(t, grandmother); other != code {
			refusedAt(t, w.confirm(w.volunteer, second.ID, code), "input.code", "CODE_WRONG")
			refusedAt(t, w.confirm(w.volunteer, first.ID, other), "input.code", "CODE_WRONG")
		}
		must(t, w.confirm(w.volunteer, first.ID, code))
		equal(t, "the other one", helpdesk.PhoneConfirmed(w.now(second)), false)
	})
}

func TestTwentyWrongCodesAtOnceAreFiveTries(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.entered().HelpRequest
		code := w.box.code(t, grandmother)
		wrong, many := 0, 0
		for _, err := range together(20, func(int) error { return w.confirm(w.volunteer, r.ID, not(code)) }) {
			switch {
			case fault.HasKey(err, "CODE_WRONG"):
				wrong++
			case fault.HasKey(err, "TOO_MANY_TRIES"):
				many++
			default:
				t.Error(err)
			}
		}
		equal(t, "looked at", wrong, 5)
		equal(t, "not looked at", many, 15)
		equal(t, "counted", w.tries(), 5)
		refusedAt(t, w.confirm(w.volunteer, r.ID, code), "input.code", "TOO_MANY_TRIES")
		w.clock.Advance(time.Minute)
		_, err := w.ResendCode(w.volunteer, helpdesk.ResendRequestCodeInput{ID: r.ID})
		must(t, err)
		must(t, w.confirm(w.volunteer, r.ID, w.box.code(t, grandmother)))
	})
}

func TestTwentyRightCodesAtOnceConfirmOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.entered().HelpRequest
		code := w.box.code(t, grandmother)
		errs := together(20, func(int) error { return w.confirm(w.volunteer, r.ID, code) })
		equal(t, "confirmed", successes(errs), 1)
		equal(t, "lines of the trail", len(w.history(r)), 2)
	})
}

func TestACodeLivesFiveMinutesAndUntilTheNextOne(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.entered().HelpRequest
		old := w.box.code(t, grandmother)
		w.clock.Advance(5 * time.Minute)
		refusedAt(t, w.confirm(w.volunteer, r.ID, old), "input.code", "CODE_SPENT")
		_, err := w.ResendCode(w.volunteer, helpdesk.ResendRequestCodeInput{ID: r.ID})
		must(t, err)
		_, err = w.ResendCode(w.volunteer, helpdesk.ResendRequestCodeInput{ID: r.ID})
		refused(t, err, fault.RateLimited, "OTP_TOO_SOON")
		before := w.box.code(t, grandmother)
		w.clock.Advance(time.Minute)
		_, err = w.ResendCode(w.colleague, helpdesk.ResendRequestCodeInput{ID: r.ID})
		must(t, err)
		if before != w.box.code(t, grandmother) {
			refusedAt(t, w.confirm(w.volunteer, r.ID, before), "input.code", "CODE_WRONG")
		}
		must(t, w.confirm(w.volunteer, r.ID, w.box.code(t, grandmother)))
	})
}

func TestTheButtonsOfThePhoneAreThoseOfItsVerbs(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.entered().HelpRequest
		reason := func(ctx context.Context, verb string) string {
			for _, a := range w.Actions(ctx, w.now(r)) {
				if a.Name == verb && a.Reason != nil {
					return *a.Reason
				}
			}
			return ""
		}
		for _, verb := range []string{helpdesk.VerbConfirmPhone, helpdesk.VerbResendCode} {
			equal(t, verb+" by a volunteer", reason(w.volunteer, verb), "")
			equal(t, verb+" by a citizen", reason(w.citizen, verb), "FORBIDDEN")
		}
		must(t, w.confirm(w.volunteer, r.ID, w.box.code(t, grandmother)))
		equal(t, "once confirmed", reason(w.volunteer, helpdesk.VerbConfirmPhone), "PHONE_ALREADY_CONFIRMED")
	})
}
