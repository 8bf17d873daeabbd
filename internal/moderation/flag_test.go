package moderation_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/ent/question"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/moderation"
	"gandan/internal/store"
)

func TestAFlagOpensACaseThatKeepsTheWords(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		raised := w.flag(w.citizen, q.ID, flag.ReasonABUSE)
		c := w.caseOf(q.ID)
		if raised.CaseID != c.ID || raised.CitizenID != w.citizen.ID || raised.Note != nil {
			t.Errorf("the flag is %v", raised)
		}
		if c.Cause != moderationcase.CauseFLAG || c.Status != moderationcase.StatusOPEN || c.Original != q.Body || c.AuthorID != w.asker.ID ||
			c.UnitID != w.ward.ID || c.UnitPath != w.ward.Path || c.FlagCount != 1 || !slices.Equal(c.Reasons, []string{"ABUSE"}) || !c.OpenedAt.Equal(w.clock.Now()) {
			t.Errorf("the case is %v", c)
		}
		if w.statusOf(q) != question.StatusPUBLISHED {
			t.Error("a flag alone must hide nothing")
		}
	})
}

func TestLaterFlagsJoinTheOpenCase(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		for i, reason := range []flag.Reason{flag.ReasonSPAM, flag.ReasonABUSE, flag.ReasonSPAM, flag.ReasonPERSONAL_DATA} {
			w.flag(w.person(), q.ID, reason)
			if c := w.caseOf(q.ID); c.FlagCount != i+1 {
				t.Errorf("after flag %d the count is %d", i+1, c.FlagCount)
			}
		}
		c := w.caseOf(q.ID)
		if want := []string{"ABUSE", "PERSONAL_DATA", "SPAM"}; !slices.Equal(c.Reasons, want) {
			t.Errorf("reasons are %v, want %v", c.Reasons, want)
		}
		if n, err := w.store.Reader(system).ModerationCase.Query().Count(system); n != 1 || err != nil {
			t.Errorf("%d cases (%v)", n, err)
		}
		if told := w.events(moderation.CaseOpened); len(told) != 1 {
			t.Errorf("%d events, want one for the one case", len(told))
		}
	})
}

func TestAFlagOnAPendingQuestionJoinsItsCase(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q, c := w.pending(w.ward, w.asker)
		w.flag(w.admin, q.ID, flag.ReasonOFF_TOPIC)
		now := w.caseOf(q.ID)
		if now.ID != c.ID || now.Cause != moderationcase.CausePRE_MODERATION || now.FlagCount != 1 {
			t.Errorf("the case is %v", now)
		}
	})
}

func TestContentThatIsFlaggedAfterADecisionGetsANewCase(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		w.flag(w.citizen, q.ID, flag.ReasonSPAM)
		decided := w.caseOf(q.ID)
		if _, err := w.mod.Decide(as(w.admin), approve(decided)); err != nil {
			t.Fatal(err)
		}
		w.flag(w.volunteer, q.ID, flag.ReasonSPAM)
		if c := w.caseOf(q.ID); c.ID == decided.ID || c.FlagCount != 1 || c.Status != moderationcase.StatusOPEN {
			t.Errorf("the case is %v", c)
		}
	})
}

func TestAVolunteerFlagsARequestOfTheQueue(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		r := w.request(w.ward, w.citizen)
		w.flag(w.volunteer, r.ID, flag.ReasonABUSE)
		if c := w.caseOf(r.ID); c.SubjectKind != moderationcase.SubjectKindHELP_REQUEST || c.Original != r.Description || c.AuthorID != w.citizen.ID {
			t.Errorf("the case is %v", c)
		}
	})
}

func TestAFlagIsRefused(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		published := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		pending := w.question(w.ward, w.asker, question.StatusPENDING)
		hidden := w.question(w.ward, w.asker, question.StatusHIDDEN)
		hiddenWords := w.request(w.ward, w.asker)
		write(w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
			return struct{}{}, requests{}.HideWords(ctx, tx, hiddenWords.ID)
		})
		flagged := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		w.flag(w.citizen, flagged.ID, flag.ReasonSPAM)
		request := w.request(w.ward, w.asker)
		gone := gid.Make(gid.Question, w.clock.Now(), 200000, [6]byte{})
		spaces, long := "  \u200b ", strings.Repeat("ế", 501)
		for name, c := range map[string]struct {
			who   access.Actor
			id    gid.ID
			why   flag.Reason
			note  *string
			code  fault.Code
			key   fault.Key
			field string
		}{
			"by a visitor":                             {access.Anonymous(), published.ID, flag.ReasonSPAM, nil, fault.Unauthenticated, "UNAUTHENTICATED", ""},
			"of what does not exist":                   {w.citizen, gone, flag.ReasonSPAM, nil, fault.NotFound, "NOT_FOUND", ""},
			"of a question only its author reads":      {w.citizen, pending.ID, flag.ReasonSPAM, nil, fault.NotFound, "NOT_FOUND", ""},
			"of somebody else's request":               {w.citizen, request.ID, flag.ReasonSPAM, nil, fault.NotFound, "NOT_FOUND", ""},
			"of a request in another ward's queue":     {w.volunteerB, request.ID, flag.ReasonSPAM, nil, fault.NotFound, "NOT_FOUND", ""},
			"of a question by an admin of other units": {w.adminOfOther, pending.ID, flag.ReasonSPAM, nil, fault.NotFound, "NOT_FOUND", ""},
			"of another kind of thing":                 {w.citizen, w.ward.ID, flag.ReasonSPAM, nil, fault.BadUserInput, "WRONG_ID_KIND", "input.subjectId"},
			"of one's own question":                    {w.asker, published.ID, flag.ReasonSPAM, nil, fault.Forbidden, "OWN_CONTENT", ""},
			"of one's own request":                     {w.asker, request.ID, flag.ReasonSPAM, nil, fault.Forbidden, "OWN_CONTENT", ""},
			"twice":                                    {w.citizen, flagged.ID, flag.ReasonABUSE, nil, fault.Conflict, "ALREADY_FLAGGED", ""},
			"of a question hidden already":             {w.admin, hidden.ID, flag.ReasonSPAM, nil, fault.Conflict, "NOT_PUBLISHED", ""},
			"of words hidden already":                  {w.volunteer, hiddenWords.ID, flag.ReasonSPAM, nil, fault.Conflict, "NOT_PUBLISHED", ""},
			"for another reason without a note":        {w.citizen, published.ID, flag.ReasonOTHER, nil, fault.BadUserInput, "REQUIRED", "input.note"},
			"for another reason with an empty note":    {w.citizen, published.ID, flag.ReasonOTHER, &spaces, fault.BadUserInput, "REQUIRED", "input.note"},
			"with a long note":                         {w.citizen, published.ID, flag.ReasonSPAM, &long, fault.BadUserInput, "TOO_LONG", "input.note"},
			"for an unknown reason":                    {w.citizen, published.ID, "BORING", nil, fault.BadUserInput, "INVALID_VALUE", "input.reason"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.mod.Flag(as(c.who), moderation.FlagContentInput{SubjectID: c.id, Reason: c.why, Note: c.note})
				refused(t, err, c.code, c.key, c.field)
			})
		}
		if n, err := w.store.Reader(system).Flag.Query().Count(system); n != 1 || err != nil {
			t.Errorf("%d flags after the refusals (%v), want the one before them", n, err)
		}
		if n, err := w.store.Reader(system).ModerationCase.Query().Count(system); n != 1 || err != nil {
			t.Errorf("%d cases after the refusals (%v), want the one before them", n, err)
		}
	})
}

func TestANoteIsCleanedAndMayBeFiveHundredCharacters(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		note := "  " + strings.Repeat("e\u0302\u0301", 500) // ế typed as three code points
		raised, err := w.mod.Flag(as(w.citizen), moderation.FlagContentInput{SubjectID: q.ID, Reason: flag.ReasonOTHER, Note: &note})
		if err != nil || *raised.Note != strings.Repeat("ế", 500) {
			t.Errorf("got %v, %v", raised, err)
		}
	})
}

func TestWhoFlaggedOrAskedStandsInNoEvent(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.flag(w.citizen, w.question(w.ward, w.asker, question.StatusPUBLISHED).ID, flag.ReasonSPAM)
		w.pending(w.ward, w.asker)
		told := w.events(moderation.CaseOpened)
		if len(told) != 2 {
			t.Fatalf("%d events, want 2", len(told))
		}
		for _, e := range told {
			if e.ActorID != nil {
				t.Errorf("%s names %s", e.Name, e.ActorID)
			}
			for name, value := range e.Data {
				if value == w.citizen.ID.String() || value == w.asker.ID.String() {
					t.Errorf("%s names a person as %s", e.Name, name)
				}
			}
		}
	})
}

func TestFiftyCitizensWhoFlagAtOnceMakeOneCaseOfFifty(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		reasons := []flag.Reason{flag.ReasonSPAM, flag.ReasonABUSE, flag.ReasonPERSONAL_DATA, flag.ReasonOFF_TOPIC, flag.ReasonFALSE_INFORMATION}
		var all sync.WaitGroup
		for i := range 50 {
			who := access.Actor{ID: gid.Make(gid.Account, w.clock.Now(), uint32(100000+i), [6]byte{})}
			all.Go(func() {
				if _, err := w.mod.Flag(as(who), moderation.FlagContentInput{SubjectID: q.ID, Reason: reasons[i%len(reasons)]}); err != nil {
					t.Errorf("flagging: %v", err)
				}
			})
		}
		all.Wait()
		c := w.caseOf(q.ID)
		if c.FlagCount != 50 || len(c.Reasons) != len(reasons) || !slices.IsSorted(c.Reasons) {
			t.Errorf("%d flags for %v", c.FlagCount, c.Reasons)
		}
		if n, err := w.store.Reader(system).ModerationCase.Query().Count(system); n != 1 || err != nil {
			t.Errorf("%d cases (%v)", n, err)
		}
		if n, err := w.store.Reader(system).Flag.Query().Where(flag.CaseID(c.ID)).Count(system); n != 50 || err != nil {
			t.Errorf("%d flags in the case (%v)", n, err)
		}
	})
}

func TestOneCitizenWhoFlagsTwentyTimesAtOnceIsCountedOnce(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		q := w.question(w.ward, w.asker, question.StatusPUBLISHED)
		errs := make(chan error, 20)
		for range 20 {
			go func() {
				_, err := w.mod.Flag(as(w.citizen), moderation.FlagContentInput{SubjectID: q.ID, Reason: flag.ReasonSPAM})
				errs <- err
			}()
		}
		taken := 0
		for range 20 {
			if err := <-errs; err == nil {
				taken++
			} else if !fault.HasKey(err, "ALREADY_FLAGGED") {
				t.Errorf("refused with %v", err)
			}
		}
		if c := w.caseOf(q.ID); taken != 1 || c.FlagCount != 1 {
			t.Errorf("%d taken, %d counted", taken, c.FlagCount)
		}
	})
}
