package helpdesk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
)

func TestARequestIsEnteredForAPersonWithoutAnAccount(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		before := w.accounts()
		out := w.entered()
		r := w.now(out.HelpRequest)
		equal(t, "accounts more", w.accounts()-before, 1)
		equal(t, "a code is on its way", out.CodeSent, true)
		equal(t, "messages", len(w.box.texts[grandmother]), 1)
		equal(t, "confirmed", helpdesk.PhoneConfirmed(r), false)
		equal(t, "in the queue all the same", w.queued(w.colleague, w.ward, helprequest.StatusOPEN), 1)
		if len(r.LookupHash) != 32 || strings.Contains(string(r.LookupHash), out.LookupCode) || len(out.LookupCode) != 14 {
			t.Errorf("the code %q is kept as %x", out.LookupCode, r.LookupHash)
		}
		lines := w.history(r)
		equal(t, "lines of the trail", len(lines), 1)
		equal(t, "verb", lines[0].Verb, helpdesk.VerbEnter)
		equal(t, "in the role", lines[0].ActorRole, "VOLUNTEER")
		equal(t, "events", fmt.Sprint(w.events(r)), "["+helpdesk.RequestEntered+"]")
		entry := helpdesk.EnteredBy(r)
		equal(t, "channel", entry.Channel, helprequest.EnteredChannelAT_POINT)
		equal(t, "role", entry.Role, access.Volunteer)
		for ctx, told := range map[context.Context]bool{w.admin: true, w.volunteer: true, w.colleague: false, w.strangerAdmin: false} {
			who, err := w.Enterer(ctx, entry)
			must(t, err)
			equal(t, "told who entered it", who != nil, told)
		}
		if helpdesk.EnteredBy(w.open()) != nil {
			t.Error("a request of one's own was entered by somebody")
		}
	})
}

func TestAnAdminEntersAsAnAdmin(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		out, err := w.Enter(w.cityAdmin, w.entering())
		must(t, err)
		equal(t, "role", w.history(out.HelpRequest)[0].ActorRole, "ADMIN")
	})
}

func TestWhatWasEnteredIsFoundAfterTheSignIn(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.entered().HelpRequest
		before := w.accounts()
		w.clock.Advance(time.Minute)
		her := w.signedIn(grandmother)
		equal(t, "accounts more", w.accounts()-before, 0)
		mine, err := w.Mine(her, page.Args{})
		must(t, err)
		if len(mine.Nodes) != 1 || mine.Nodes[0].ID != r.ID {
			t.Errorf("hers are %v", mine.Nodes)
		}
		_, err = w.Cancel(her, helpdesk.CancelHelpRequestInput{ID: r.ID})
		must(t, err)
	})
}

// Whoever enters a phone learns nothing about it: neither the name nor the id of an account, nor its other requests.
func TestEnteringAPhoneThatIsKnownLooksLikeEnteringOneThatIsNot(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		her := w.signedIn(grandmother)
		own, err := w.Create(her, w.asking())
		must(t, err)
		w.clock.Advance(time.Minute)
		known := w.entered().HelpRequest
		in := w.entering()
		in.Phone = "0100000912"
		other, err := w.Enter(w.volunteer, in)
		must(t, err)
		for _, id := range []gid.ID{known.ID, other.HelpRequest.ID} {
			_, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: id})
			must(t, err)
			for _, ctx := range []context.Context{w.volunteer, w.admin} {
				r, err := w.Request(ctx, id)
				must(t, err)
				who, err := w.Citizen(ctx, r)
				must(t, err)
				equal(t, "who asked", who, nil)
				more, err := w.Duplicates(ctx, r)
				must(t, err)
				equal(t, "duplicates", len(more), 0)
			}
		}
		for _, id := range []gid.ID{known.ID, other.HelpRequest.ID} {
			_, err = w.Merge(w.admin, helpdesk.MergeHelpRequestsInput{ID: id, IntoID: own.ID})
			refused(t, err, fault.Conflict, "PHONE_NOT_CONFIRMED")
		}
		equal(t, "records of access", len(w.people.records), 0)
	})
}

func TestOnlyPeopleOfTheUnitEnterRequests(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		visitor := access.With(context.Background(), access.Anonymous())
		for name, ctx := range map[string]context.Context{
			"a citizen": w.citizen, "a visitor": visitor, "a volunteer of another ward": w.strangerVolunteer, "its admin": w.strangerAdmin,
		} {
			_, err := w.Enter(ctx, w.entering())
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		in := w.entering()
		in.UnitID = w.city.ID
		_, err := w.Enter(w.volunteer, in)
		refused(t, err, fault.Forbidden, "FORBIDDEN")
		in.UnitID = w.former.ID
		_, err = w.Enter(w.cityAdmin, in)
		refusedAt(t, err, "input.unitId", "UNIT_NOT_IN_FORCE")
		in.UnitID = w.procedure.ID
		_, err = w.Enter(w.cityAdmin, in)
		refusedAt(t, err, "input.unitId", "UNKNOWN_UNIT")
		equal(t, "messages", len(w.box.texts), 0)
	})
}

func TestAnEntryIsRefusedWhenItsInputIsWrong(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		before := w.accounts()
		for name, c := range map[string]struct {
			change     func(*helpdesk.EnterHelpRequestInput)
			field, key string
		}{
			"no mobile":        {func(in *helpdesk.EnterHelpRequestInput) { in.Phone = "024 3825 0000" }, "input.phone", "BAD_PHONE"},
			"consent not said": {func(in *helpdesk.EnterHelpRequestInput) { in.ConsentToContact = false }, "input.consentToContact", "CONSENT_REQUIRED"},
			"too few words":    {func(in *helpdesk.EnterHelpRequestInput) { in.Description = "Giúp bà" }, "input.description", "TOO_SHORT"},
			"the phone twice":  {func(in *helpdesk.EnterHelpRequestInput) { in.Description += " " + in.Phone }, "input.description", "PHONE_IN_TEXT"},
		} {
			t.Run(name, func(t *testing.T) {
				in := w.entering()
				c.change(&in)
				_, err := w.Enter(w.volunteer, in)
				refusedAt(t, err, c.field, fault.Key(c.key))
			})
		}
		equal(t, "accounts more", w.accounts()-before, 0)
	})
}

func TestTwentyEntriesOfOnePhoneAtOnceMakeOneAccountAndOneMessage(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		before := w.accounts()
		errs := together(20, func(int) error { _, err := w.Enter(w.volunteer, w.entering()); return err })
		equal(t, "entered", successes(errs), 1)
		for _, err := range errs {
			if err != nil && !fault.HasKey(err, "OTP_TOO_SOON") {
				t.Error(err)
			}
		}
		equal(t, "accounts more", w.accounts()-before, 1)
		equal(t, "messages", len(w.box.texts[grandmother]), 1)
		equal(t, "in the queue", w.queued(w.admin, w.ward, helprequest.StatusOPEN), 1)
	})
}

func TestAnEntrySentAgainIsThereOnceAndOnlyForWhoSentIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.entering()
		in.ClientID = ptr(phoneID)
		var codes, ids [20]string
		errs := together(20, func(i int) error {
			out, err := w.Enter(w.volunteer, in)
			if err == nil {
				codes[i], ids[i] = out.LookupCode, out.HelpRequest.ID.String()
			}
			return err
		})
		for i, err := range errs {
			if err != nil || ids[i] != ids[0] || codes[i] != codes[0] || codes[i] == "" {
				t.Errorf("%v: %s %s", err, ids[i], codes[i])
			}
		}
		equal(t, "messages", len(w.box.texts[grandmother]), 1)
		_, err := w.Enter(w.colleague, in)
		refused(t, err, fault.Conflict, "CLIENT_ID_REUSED")
		in.Description += " Gấp."
		_, err = w.Enter(w.volunteer, in)
		refused(t, err, fault.Conflict, "CLIENT_ID_REUSED")
	})
}

func TestAPhoneIsNotFloodedByEntries(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		helpers := []context.Context{w.volunteer, w.colleague, w.admin, w.cityAdmin, w.volunteer, w.colleague}
		for i, helper := range helpers {
			_, err := w.Enter(helper, w.entering())
			if i == 5 {
				refused(t, err, fault.RateLimited, "OTP_TOO_MANY")
				break
			}
			must(t, err)
			_, err = w.Enter(w.cityAdmin, w.entering())
			refused(t, err, fault.RateLimited, "OTP_TOO_SOON")
			w.clock.Advance(time.Minute)
		}
		equal(t, "messages", len(w.box.texts[grandmother]), 5)
	})
}

func TestOnePersonDoesNotSendCodesToEverybody(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for i := range 61 {
			in := w.entering()
			in.Phone = fmt.Sprintf("01000002%02d", i)
			_, err := w.Enter(w.volunteer, in)
			if i == 60 {
				refused(t, err, fault.RateLimited, "OTP_TOO_MANY")
				break
			}
			must(t, err)
		}
		_, err := w.Enter(w.colleague, w.entering())
		must(t, err)
	})
}

func TestAMessageThatCannotBeSentDoesNotLoseTheRequest(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.box.down = true
		out := w.entered()
		equal(t, "sent", out.CodeSent, false)
		_, err := w.ResendCode(w.volunteer, helpdesk.ResendRequestCodeInput{ID: out.HelpRequest.ID})
		refused(t, err, fault.Unavailable, "SMS_UNAVAILABLE")
		w.box.down = false
		_, err = w.ResendCode(w.volunteer, helpdesk.ResendRequestCodeInput{ID: out.HelpRequest.ID})
		must(t, err)
		_, err = w.ConfirmPhone(w.volunteer, helpdesk.ConfirmRequestPhoneInput{ID: out.HelpRequest.ID, Code: w.box.code(t, grandmother)})
		must(t, err)
	})
}

func TestALookUpCodeTellsWhereTheRequestStandsAndNothingElse(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		visitor := access.With(context.Background(), access.Anonymous())
		out := w.entered()
		_, err := w.Claim(w.colleague, helpdesk.ClaimHelpRequestInput{ID: out.HelpRequest.ID})
		must(t, err)
		for _, written := range []string{out.LookupCode, strings.ToLower(out.LookupCode), strings.ReplaceAll(out.LookupCode, "-", " ")} {
			trace, err := w.ByCode(visitor, written)
			must(t, err)
			equal(t, "status", trace.Status, helprequest.StatusCLAIMED)
			steps, err := w.TracedSteps(visitor, trace)
			must(t, err)
			equal(t, "steps", len(steps), 2)
			equal(t, "the first", steps[0].Verb, helpdesk.VerbEnter)
			place, err := w.TracedUnit(trace)
			must(t, err)
			equal(t, "unit", place.ID, w.ward.ID)
			equal(t, "due", w.TracedDue(trace) != nil, true)
		}
		for _, wrong := range []string{"", "ZZZZ-ZZZZ-ZZZZ", out.LookupCode[:13], out.HelpRequest.Code, strings.Repeat("0", 500)} {
			_, err := w.ByCode(visitor, wrong)
			refused(t, err, fault.NotFound, "NOT_FOUND")
		}
	})
}

func TestWithoutADeskNothingIsEntered(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.entered()
		bare := w.service(helpdesk.DefaultPolicy()).With(helpdesk.Desk{})
		_, err := bare.Enter(w.volunteer, w.entering())
		refused(t, err, fault.Unavailable, "UNAVAILABLE")
		_, err = bare.ByCode(w.citizen, r.LookupCode)
		refused(t, err, fault.NotFound, "NOT_FOUND")
		_, err = bare.ResendCode(w.volunteer, helpdesk.ResendRequestCodeInput{ID: r.HelpRequest.ID})
		refused(t, err, fault.Unavailable, "UNAVAILABLE")
		_, err = bare.ConfirmPhone(w.volunteer, helpdesk.ConfirmRequestPhoneInput{ID: r.HelpRequest.ID, Code: "000000"})
		refused(t, err, fault.Unavailable, "UNAVAILABLE")
	})
}
