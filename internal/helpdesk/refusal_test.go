package helpdesk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
)

func TestARequestIsRefusedWhenItsInputIsWrong(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			change     func(*helpdesk.CreateHelpRequestInput)
			field, key string
		}{
			"no consent":             {func(in *helpdesk.CreateHelpRequestInput) { in.ConsentToContact = false }, "input.consentToContact", "CONSENT_REQUIRED"},
			"nine characters":        {func(in *helpdesk.CreateHelpRequestInput) { in.Description = "123456789" }, "input.description", "TOO_SHORT"},
			"blanks are no words":    {func(in *helpdesk.CreateHelpRequestInput) { in.Description = strings.Repeat(" ", 30) }, "input.description", "TOO_SHORT"},
			"2,001 characters":       {func(in *helpdesk.CreateHelpRequestInput) { in.Description = strings.Repeat("ế", 2001) }, "input.description", "TOO_LONG"},
			"a client id of its own": {func(in *helpdesk.CreateHelpRequestInput) { in.ClientID = ptr("12") }, "input.clientId", "BAD_CLIENT_ID"},
			"a procedure unknown": {func(in *helpdesk.CreateHelpRequestInput) {
				in.ProcedureID = ptr(gid.Make(gid.Procedure, w.clock.Now(), 1, [6]byte{9}))
			}, "input.procedureId", "UNKNOWN_PROCEDURE"},
			"a unit for a procedure":  {func(in *helpdesk.CreateHelpRequestInput) { in.ProcedureID = &w.ward.ID }, "input.procedureId", "UNKNOWN_PROCEDURE"},
			"a procedure for a unit":  {func(in *helpdesk.CreateHelpRequestInput) { in.UnitID = w.procedure.ID }, "input.unitId", "UNKNOWN_UNIT"},
			"a unit that is no more":  {func(in *helpdesk.CreateHelpRequestInput) { in.UnitID = w.former.ID }, "input.unitId", "UNIT_NOT_IN_FORCE"},
			"invisible signs counted": {func(in *helpdesk.CreateHelpRequestInput) { in.Description = "abc" + strings.Repeat("\u200b", 20) }, "input.description", "TOO_SHORT"},
		} {
			t.Run(name, func(t *testing.T) {
				in := w.asking()
				c.change(&in)
				_, err := w.Create(w.citizen, in)
				refusedAt(t, err, c.field, fault.Key(c.key))
			})
		}
		n, err := w.store.Reader(system()).HelpRequest.Query().Count(system())
		must(t, err)
		equal(t, "requests made", n, 0)
	})
}

func TestTwoThousandCharactersInEitherNormalFormAreARequest(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.Description = strings.Repeat("e\u0302\u0301", 2000) // NFD: three code points each
		r, err := w.Create(w.citizen, in)
		must(t, err)
		equal(t, "stored as NFC", r.Description, strings.Repeat("ế", 2000))
		in.Description = "Giúp tôi với 👨‍👩‍👧 nhé!"
		r, err = w.Create(w.citizen, in)
		must(t, err)
		equal(t, "the family stays whole", w.now(r).Description, in.Description)
	})
}

func TestAVisitorCannotAskNorAct(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		visitor := access.With(context.Background(), access.Anonymous())
		_, err := w.Create(visitor, w.asking())
		refused(t, err, fault.Forbidden, "FORBIDDEN")
		_, err = w.Claim(visitor, helpdesk.ClaimHelpRequestInput{ID: w.open().ID})
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestAClaimIsRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		open := w.open()
		claim := func(ctx context.Context, id gid.ID) error {
			_, err := w.Claim(ctx, helpdesk.ClaimHelpRequestInput{ID: id})
			return err
		}
		refused(t, claim(w.citizen, open.ID), fault.Forbidden, "FORBIDDEN")
		refused(t, claim(w.admin, open.ID), fault.Forbidden, "FORBIDDEN")
		refused(t, claim(w.neighbour, open.ID), fault.NotFound, "NOT_FOUND")
		refused(t, claim(w.strangerVolunteer, open.ID), fault.NotFound, "NOT_FOUND")
		refused(t, claim(w.strangerAdmin, open.ID), fault.NotFound, "NOT_FOUND")
		refused(t, claim(w.volunteer, w.ward.ID), fault.NotFound, "NOT_FOUND")
		refused(t, claim(w.volunteer, gid.Zero), fault.NotFound, "NOT_FOUND")
		own, err := w.Create(w.volunteer, w.asking())
		must(t, err)
		refused(t, claim(w.volunteer, own.ID), fault.Forbidden, "OWN_REQUEST")
		must(t, claim(w.colleague, own.ID))
		refused(t, claim(w.volunteer, own.ID), fault.Forbidden, "OWN_REQUEST")
		held := w.in(helprequest.StatusCLAIMED)
		refused(t, claim(w.colleague, held.ID), fault.Conflict, "ALREADY_CLAIMED")
		refused(t, claim(w.colleague, w.in(helprequest.StatusIN_PROGRESS).ID), fault.Conflict, "ALREADY_CLAIMED")
		refused(t, claim(w.colleague, w.in(helprequest.StatusRESOLVED).ID), fault.Conflict, "WRONG_STATE")
		refused(t, claim(w.colleague, w.in(helprequest.StatusCANCELLED).ID), fault.Conflict, "WRONG_STATE")
		equal(t, "holder", *w.now(held).VolunteerID, me(w.volunteer))
	})
}

func TestARoleThatIsGoneReachesNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		dismissed := access.With(context.Background(), access.Actor{ID: me(w.volunteer)})
		_, err := w.LogAssistance(dismissed, logOf(r, assistancelog.OutcomeCONTINUES))
		refused(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.Release(dismissed, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Nghỉ."})
		refused(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.Request(dismissed, r.ID)
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestOnlyTheHolderLogsAndOnlyHolderOrAdminReleases(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		log := func(ctx context.Context) error {
			_, err := w.LogAssistance(ctx, logOf(r, assistancelog.OutcomeRESOLVED))
			return err
		}
		release := func(ctx context.Context) error {
			_, err := w.Release(ctx, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận việc."})
			return err
		}
		for name, ctx := range map[string]context.Context{"colleague": w.colleague, "citizen": w.citizen} {
			t.Run(name, func(t *testing.T) {
				refused(t, log(ctx), fault.Forbidden, "NOT_HOLDER")
				refused(t, release(ctx), fault.Forbidden, "NOT_HOLDER")
			})
		}
		refused(t, log(w.admin), fault.Forbidden, "NOT_HOLDER")
		for _, ctx := range []context.Context{w.strangerVolunteer, w.strangerAdmin, w.neighbour} {
			refused(t, log(ctx), fault.NotFound, "NOT_FOUND")
			refused(t, release(ctx), fault.NotFound, "NOT_FOUND")
		}
		must(t, release(w.cityAdmin))
		rows := w.history(r)
		equal(t, "role of the release", rows[len(rows)-1].ActorRole, "ADMIN")
		equal(t, "reason", *rows[len(rows)-1].Reason, "Bận việc.")
	})
}

func TestOnlyTheCitizenCancelsConfirmsAndReopens(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusRESOLVED)
		deeds := []func(context.Context) error{
			func(ctx context.Context) error {
				_, err := w.Cancel(ctx, helpdesk.CancelHelpRequestInput{ID: r.ID})
				return err
			},
			func(ctx context.Context) error {
				_, err := w.Confirm(ctx, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 1})
				return err
			},
			func(ctx context.Context) error {
				_, err := w.Reopen(ctx, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Chưa xong."})
				return err
			},
		}
		for _, deed := range deeds {
			for _, ctx := range []context.Context{w.volunteer, w.colleague, w.admin, w.cityAdmin} {
				refused(t, deed(ctx), fault.Forbidden, "NOT_YOUR_REQUEST")
			}
			for _, ctx := range []context.Context{w.neighbour, w.strangerVolunteer, w.strangerAdmin} {
				refused(t, deed(ctx), fault.NotFound, "NOT_FOUND")
			}
		}
		equal(t, "status", w.now(r).Status, helprequest.StatusRESOLVED)
	})
}

func TestReasonsRatingsAndCommentsAreBounded(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.open().ID
		long := strings.Repeat("ộ", 501)
		_, err := w.Release(w.volunteer, helpdesk.ReleaseHelpRequestInput{ID: id, Reason: " \u200b "})
		refusedAt(t, err, "input.reason", "REASON_REQUIRED")
		_, err = w.Release(w.volunteer, helpdesk.ReleaseHelpRequestInput{ID: id, Reason: long})
		refusedAt(t, err, "input.reason", "TOO_LONG")
		_, err = w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: id})
		refusedAt(t, err, "input.reason", "REASON_REQUIRED")
		_, err = w.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: id, Reason: &long})
		refusedAt(t, err, "input.reason", "TOO_LONG")
		for _, rating := range []int{-1, 0, 6, 1 << 40} {
			_, err = w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: id, Rating: rating})
			refusedAt(t, err, "input.rating", "RATING_RANGE")
		}
		_, err = w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: id, Rating: 5, Comment: ptr(strings.Repeat("ộ", 2001))})
		refusedAt(t, err, "input.comment", "TOO_LONG")
	})
}

func TestALogIsRefusedWhenItsInputIsWrong(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, now := w.in(helprequest.StatusCLAIMED), w.clock.Now()
		for name, c := range map[string]struct {
			change     func(*helpdesk.LogAssistanceInput)
			field, key string
		}{
			"no minute":                {func(in *helpdesk.LogAssistanceInput) { in.Minutes = 0 }, "input.minutes", "MINUTES_RANGE"},
			"481 minutes":              {func(in *helpdesk.LogAssistanceInput) { in.Minutes = 481 }, "input.minutes", "MINUTES_RANGE"},
			"a note too long":          {func(in *helpdesk.LogAssistanceInput) { in.Note = ptr(strings.Repeat("ộ", 2001)) }, "input.note", "TOO_LONG"},
			"a dossier code too long":  {func(in *helpdesk.LogAssistanceInput) { in.DossierCode = ptr(strings.Repeat("H", 65)) }, "input.dossierCode", "TOO_LONG"},
			"no UUID":                  {func(in *helpdesk.LogAssistanceInput) { in.ClientID = ptr("x") }, "input.clientId", "BAD_CLIENT_ID"},
			"more than a day ahead":    {func(in *helpdesk.LogAssistanceInput) { in.HappenedAt = ptr(now.Add(24*time.Hour + time.Second)) }, "input.happenedAt", "HAPPENED_IN_FUTURE"},
			"more than sixty days ago": {func(in *helpdesk.LogAssistanceInput) { in.HappenedAt = ptr(now.Add(-60*24*time.Hour - time.Second)) }, "input.happenedAt", "HAPPENED_TOO_LONG_AGO"},
			"long before the year began": {func(in *helpdesk.LogAssistanceInput) {
				in.HappenedAt = ptr(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC))
			}, "input.happenedAt", "HAPPENED_TOO_LONG_AGO"},
		} {
			t.Run(name, func(t *testing.T) {
				in := logOf(r, assistancelog.OutcomeRESOLVED)
				c.change(&in)
				_, err := w.LogAssistance(w.volunteer, in)
				refusedAt(t, err, c.field, fault.Key(c.key))
			})
		}
		equal(t, "logs", w.logs(r), 0)
		equal(t, "status", w.now(r).Status, helprequest.StatusCLAIMED)
	})
}

func TestALogKeepsBothTimesAndACleanDossierCode(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		in := logOf(r, assistancelog.OutcomeCONTINUES)
		in.HappenedAt = ptr(w.clock.Now().Add(20*time.Hour + 123*time.Nanosecond).In(time.FixedZone("", 7*3600)))
		in.DossierCode, in.Note = ptr("  h29.17 -240101\t-0001 "), ptr("   ")
		out, err := w.LogAssistance(w.volunteer, in)
		must(t, err)
		log, err := w.store.Reader(system()).AssistanceLog.Get(system(), out.Log.ID)
		must(t, err)
		equal(t, "by the phone", log.HappenedAt.UTC(), w.clock.Now().Add(20*time.Hour))
		equal(t, "by the server", log.LoggedAt.UTC(), w.clock.Now())
		equal(t, "dossier code", *log.DossierCode, "H29.17-240101-0001")
		equal(t, "no note", log.Note, nil)
	})
}
