package helpdesk_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/outboxevent"
	"gandan/ent/solvedanswer"
	"gandan/ent/unit"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

const fourWeeks = 28 * 24 * time.Hour

// asked is a request of the citizen in the status that the clock has asked about.
func (w *world) asked(status helprequest.Status) *ent.HelpRequest {
	w.t.Helper()
	r := w.in(status)
	w.clock.Advance(fourWeeks)
	must(w.t, w.AskSolved(system()))
	return w.now(r)
}

func (w *world) answer(r *ent.HelpRequest, solved solvedanswer.Solved) (*ent.HelpRequest, error) {
	return w.AnswerSolved(w.citizen, helpdesk.AnswerSolvedInput{ID: r.ID, Solved: solved})
}

func (w *world) notSolved() *ent.HelpRequest {
	w.t.Helper()
	r, err := w.answer(w.asked(helprequest.StatusCLOSED), solvedanswer.SolvedNO)
	must(w.t, err)
	return r
}

func (w *world) followUp(r *ent.HelpRequest) (*ent.HelpRequest, error) {
	return w.FollowUp(w.citizen, helpdesk.FollowUpHelpRequestInput{ID: r.ID, ConsentToContact: true})
}

// told counts the facts of that name.
func (w *world) told(name string) int {
	w.t.Helper()
	n, err := w.store.Reader(system()).OutboxEvent.Query().Where(outboxevent.Name(name)).Count(system())
	must(w.t, err)
	return n
}

func TestTheClockAsksFourWeeksAfterTheResolutionAndNotASecondBefore(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		resolved, closed, open := w.in(helprequest.StatusRESOLVED), w.in(helprequest.StatusCLOSED), w.open()
		w.clock.Advance(resolved.ResolvedAt.Add(fourWeeks - time.Second).Sub(w.clock.Now()))
		must(t, w.AskSolved(system()))
		equal(t, "asked a second before", w.told(helpdesk.SolvedAsked), 0)
		w.clock.Advance(closed.ResolvedAt.Add(fourWeeks).Sub(w.clock.Now()))
		must(t, w.AskSolved(system()))
		must(t, w.AskSolved(system()))
		equal(t, "asked once each", w.told(helpdesk.SolvedAsked), 2)
		if asked := w.now(closed).SolvedAskedAt; asked == nil || !asked.Equal(w.clock.Now()) {
			t.Errorf("it was asked at %v", asked)
		}
		if w.now(open).SolvedAskedAt != nil {
			t.Error("somebody who waits was asked whether it was solved")
		}
	})
}

func TestNobodyIsAskedAboutWhatWasResolvedLongAgo(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLOSED)
		w.clock.Advance(fourWeeks + 60*24*time.Hour + time.Hour)
		must(t, w.AskSolved(system()))
		equal(t, "asked", w.now(r).SolvedAskedAt == nil, true)
	})
}

func TestTwoProcessesAskTwoHundredAndFiftyOnceEach(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const many = 250
		r := w.in(helprequest.StatusRESOLVED)
		w.copies(r, many-1)
		w.clock.Advance(fourWeeks)
		var wait sync.WaitGroup
		for range 2 {
			wait.Go(func() {
				if err := w.AskSolved(system()); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		equal(t, "asked", w.told(helpdesk.SolvedAsked), many)
		left, err := w.store.Reader(system()).HelpRequest.Query().Where(helprequest.SolvedAskedAtIsNil()).Count(system())
		must(t, err)
		equal(t, "left", left, 0)
	})
}

// copies writes more requests like this one, without asking the rules.
func (w *world) copies(r *ent.HelpRequest, n int) {
	w.t.Helper()
	must(w.t, store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
		rows := make([]*ent.HelpRequestCreate, n)
		for i := range rows {
			w.people.copied++
			rows[i] = tx.HelpRequest.Create().SetID(tx.NewID(gid.HelpRequest)).SetCode(fmt.Sprintf("C%d", w.people.copied)).
				SetUnitID(r.UnitID).SetUnitPath(r.UnitPath).SetCitizenID(r.CitizenID).SetDescription(words).SetMode(r.Mode).
				SetStatus(r.Status).SetStatusSince(r.StatusSince).SetOpenedAt(r.OpenedAt).SetConsentedAt(r.ConsentedAt).
				SetNillableResolvedAt(r.ResolvedAt).SetNillableVolunteerID(r.VolunteerID).SetNillableSolvedAskedAt(r.SolvedAskedAt)
		}
		for len(rows) > 0 {
			k := min(100, len(rows))
			if err := tx.HelpRequest.CreateBulk(rows[:k]...).Exec(ctx); err != nil {
				return err
			}
			rows = rows[k:]
		}
		return nil
	}))
}

func TestAnAnswerIsGivenOnceAndTheSameAgainChangesNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.asked(helprequest.StatusCLOSED)
		in := helpdesk.AnswerSolvedInput{ID: r.ID, Solved: solvedanswer.SolvedPARTLY, ReasonCode: ptr(helpdesk.StillWaiting), Note: ptr(" Chưa có kết quả. ")}
		var wait sync.WaitGroup
		for range 10 {
			wait.Go(func() {
				if _, err := w.AnswerSolved(w.citizen, in); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		equal(t, "told", w.told(helpdesk.SolvedAnswered), 1)
		_, err := w.answer(r, solvedanswer.SolvedYES)
		refused(t, err, fault.Conflict, "SOLVED_ANSWERED")
		in.Note = ptr("Khác.")
		_, err = w.AnswerSolved(w.citizen, in)
		refused(t, err, fault.Conflict, "SOLVED_ANSWERED")
		given, err := w.SolvedAnswer(w.citizen, w.now(r))
		must(t, err)
		equal(t, "note", *given.Note, "Chưa có kết quả.")
		equal(t, "before and after", given.FromStatus+given.ToStatus, "CLOSEDCLOSED")
	})
}

func TestYesClosesWhatWasNotConfirmedAndNoLeavesItWhereItIs(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for solved, then := range map[solvedanswer.Solved]helprequest.Status{
			solvedanswer.SolvedYES: helprequest.StatusCLOSED, solvedanswer.SolvedPARTLY: helprequest.StatusRESOLVED, solvedanswer.SolvedNO: helprequest.StatusRESOLVED,
		} {
			r := w.asked(helprequest.StatusRESOLVED)
			_, err := w.answer(r, solved)
			must(t, err)
			equal(t, string(solved), w.now(r).Status, then)
			given, err := w.SolvedAnswer(w.citizen, w.now(r))
			must(t, err)
			equal(t, "states kept", given.FromStatus+" "+given.ToStatus, "RESOLVED "+string(then))
		}
	})
}

func TestAnAnswerIsRefusedUnaskedTooLateAndByOthers(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, err := w.answer(w.in(helprequest.StatusCLOSED), solvedanswer.SolvedYES)
		refused(t, err, fault.Conflict, "NOT_ASKED_YET")
		r := w.asked(helprequest.StatusCLOSED)
		for _, other := range []context.Context{w.volunteer, w.admin} {
			_, err = w.AnswerSolved(other, helpdesk.AnswerSolvedInput{ID: r.ID, Solved: solvedanswer.SolvedYES})
			refused(t, err, fault.Forbidden, "NOT_YOUR_REQUEST")
		}
		for _, other := range []context.Context{w.neighbour, w.strangerAdmin} {
			_, err = w.AnswerSolved(other, helpdesk.AnswerSolvedInput{ID: r.ID, Solved: solvedanswer.SolvedYES})
			refused(t, err, fault.NotFound, "NOT_FOUND")
		}
		_, err = w.AnswerSolved(w.citizen, helpdesk.AnswerSolvedInput{ID: r.ID, Solved: solvedanswer.SolvedYES, ReasonCode: ptr(helpdesk.StillWaiting)})
		refusedAt(t, err, "input.reasonCode", "REASON_NOT_WITH_YES")
		w.clock.Advance(60 * 24 * time.Hour)
		late := w.now(r)
		w.clock.Advance(time.Second)
		_, err = w.answer(late, solvedanswer.SolvedYES)
		refused(t, err, fault.Conflict, "ANSWER_WINDOW_OVER")
	})
}

func TestTheAnswerIsReadByTheCitizenAndAdminsAndNotByWhoHelped(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.notSolved()
		for name, c := range map[string]struct {
			who  context.Context
			sees bool
		}{"citizen": {w.citizen, true}, "admin": {w.admin, true}, "city": {w.cityAdmin, true}, "helper": {w.volunteer, false}, "stranger": {w.strangerAdmin, false}} {
			a, err := w.SolvedAnswer(c.who, r)
			must(t, err)
			equal(t, name, a != nil, c.sees)
		}
	})
}

func TestAFollowUpIsANewRequestOfTheSameMatterWithAClockOfItsOwn(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		old := w.notSolved()
		r, err := w.followUp(old)
		must(t, err)
		equal(t, "status", r.Status, helprequest.StatusOPEN)
		equal(t, "nobody holds it", r.VolunteerID == nil, true)
		equal(t, "its clock", r.OpenedAt.Equal(w.clock.Now()), true)
		equal(t, "words", r.Description, old.Description)
		equal(t, "unit", r.UnitID, old.UnitID)
		back, err := w.Follows(w.citizen, r)
		must(t, err)
		equal(t, "follows", back.ID, old.ID)
		forth, err := w.FollowedBy(w.citizen, w.now(old))
		must(t, err)
		equal(t, "followed by", forth.ID, r.ID)
		equal(t, "nothing follows the new one", w.now(r).FollowedByID == nil, true)
		before, err := w.Follows(w.citizen, w.now(old))
		must(t, err)
		equal(t, "the old one follows none", before == nil, true)
		again, err := w.followUp(old)
		must(t, err)
		equal(t, "the same words again", again.ID, r.ID)
		_, err = w.FollowUp(w.citizen, helpdesk.FollowUpHelpRequestInput{ID: old.ID, ConsentToContact: true, Description: ptr("Một việc khác hẳn nhé.")})
		refused(t, err, fault.Conflict, "ALREADY_FOLLOWED_UP")
		unread, err := w.Follows(w.colleague, r)
		must(t, err)
		equal(t, "a volunteer who never held the old one", unread == nil, true)
	})
}

func TestTenPhonesThatTakeOneMatterFurtherMakeOneRequest(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		old := w.notSolved()
		before, err := w.store.Reader(system()).HelpRequest.Query().Count(system())
		must(t, err)
		var wait sync.WaitGroup
		for range 10 {
			wait.Go(func() {
				if _, err := w.followUp(old); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		after, err := w.store.Reader(system()).HelpRequest.Query().Count(system())
		must(t, err)
		equal(t, "new requests", after-before, 1)
	})
}

func TestOnlyWhatWasNotSolvedIsTakenFurther(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.asked(helprequest.StatusCLOSED)
		_, err := w.followUp(r)
		refused(t, err, fault.Conflict, "FOLLOW_UP_NEEDS_NO")
		_, err = w.answer(r, solvedanswer.SolvedPARTLY)
		must(t, err)
		_, err = w.followUp(r)
		refused(t, err, fault.Conflict, "FOLLOW_UP_NEEDS_NO")
		no := w.notSolved()
		_, err = w.FollowUp(w.volunteer, helpdesk.FollowUpHelpRequestInput{ID: no.ID, ConsentToContact: true})
		refused(t, err, fault.Forbidden, "NOT_YOUR_REQUEST")
		_, err = w.FollowUp(w.strangerVolunteer, helpdesk.FollowUpHelpRequestInput{ID: no.ID, ConsentToContact: true})
		refused(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.FollowUp(w.citizen, helpdesk.FollowUpHelpRequestInput{ID: no.ID})
		refusedAt(t, err, "input.consentToContact", "CONSENT_REQUIRED")
		_, err = w.FollowUp(w.citizen, helpdesk.FollowUpHelpRequestInput{ID: no.ID, ConsentToContact: true, UnitID: &w.former.ID})
		refusedAt(t, err, "input.unitId", "UNIT_NOT_IN_FORCE")
	})
}

// became says what became of the former ward.
func (w *world) became(whole bool, successors ...*ent.Unit) {
	w.t.Helper()
	must(w.t, store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
		for _, u := range successors {
			if err := tx.UnitSuccession.Create().SetPredecessorID(w.former.ID).SetSuccessorID(u.ID).SetWhole(whole).
				SetSource("test").SetConfidence("test").Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}))
	must(w.t, w.territory.Refresh(context.Background()))
}

// moved puts the request into the ward that ceased to exist in 2025.
func (w *world) moved(r *ent.HelpRequest) *ent.HelpRequest {
	w.t.Helper()
	_, handle := w.store.DB()
	_, err := handle.ExecContext(context.Background(), "UPDATE help_requests SET unit_id = ?, unit_path = ? WHERE id = ?", w.former.ID, w.former.Path, r.ID)
	must(w.t, err)
	return w.now(r)
}

func TestAFollowUpOfAMergedUnitGoesToTheOneThatTookItOver(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.became(true, w.other)
		r, err := w.followUp(w.moved(w.notSolved()))
		must(t, err)
		equal(t, "unit", r.UnitID, w.other.ID)
	})
}

func TestAFollowUpOfADividedUnitAsksWhere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.became(false, w.ward, w.other)
		old := w.moved(w.notSolved())
		_, err := w.followUp(old)
		refusedAt(t, err, "input.unitId", "CHOOSE_UNIT")
		equal(t, "the units are named", fault.Of(err).Args["units"], any("Đơn vị 00070, Đơn vị 00082"))
		equal(t, "nothing was written", w.now(old).FollowedByID == nil, true)
		r, err := w.FollowUp(w.citizen, helpdesk.FollowUpHelpRequestInput{ID: old.ID, ConsentToContact: true, UnitID: &w.other.ID})
		must(t, err)
		equal(t, "unit", r.UnitID, w.other.ID)
		equal(t, "kind", w.other.Kind, unit.KindWARD)
	})
}

func TestTheHoursOfReopeningAreARule(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.WithRules(rules{"help.reopenHours": 5})
		r := w.in(helprequest.StatusRESOLVED)
		w.clock.Advance(5*time.Hour + time.Second)
		_, err := w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Chưa xong."})
		refused(t, err, fault.Conflict, "REOPEN_WINDOW_OVER")
		equal(t, "hours", fault.Of(err).Args["hours"], any(5))
	})
}

func TestReasonsFitTheOutcomeAndAreToldInWordsWithWhatToDo(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.in(helprequest.StatusCLAIMED)
		in := logOf(r, assistancelog.OutcomeRESOLVED)
		in.ReferralReason = ptr(helpdesk.Complaint)
		_, err := w.LogAssistance(w.volunteer, in)
		refusedAt(t, err, "input.referralReason", "REASON_NEEDS_OTHER_OUTCOME")
		in = logOf(r, assistancelog.OutcomeREFERRED)
		in.CouldNotHelpReason = ptr(helpdesk.NoDevice)
		_, err = w.LogAssistance(w.volunteer, in)
		refusedAt(t, err, "input.couldNotHelpReason", "REASON_NEEDS_OTHER_OUTCOME")
		in.CouldNotHelpReason, in.ReferralReason, in.ReferredToID = nil, ptr(helpdesk.Complaint), &w.ward.ID
		_, err = w.LogAssistance(w.volunteer, in)
		refusedAt(t, err, "input.referredToId", "UNKNOWN_ORGANISATION")
		in.ReferredToID = nil
		out, err := w.LogAssistance(w.volunteer, in)
		must(t, err)
		reason := w.LogReason(w.citizen, out.Log)
		equal(t, "code", reason.Code, "COMPLAINT_OR_DENUNCIATION")
		equal(t, "words", reason.Words, "Đây là khiếu nại hoặc tố cáo.")
		equal(t, "advice", reason.Advice != nil && *reason.Advice != "", true)
	})
}

func TestEveryCodeHasWords(t *testing.T) {
	known := map[fault.Key]bool{}
	for _, key := range fault.Keys() {
		known[key] = true
	}
	for series, list := range helpdesk.Codes() {
		for _, code := range list {
			key := fault.Key("HELP_" + series + "_" + code)
			if !known[key] {
				t.Errorf("%s has no words", key)
			}
			if (series == "REFERRED" || series == "COULD_NOT_HELP") && !known[key+"_ADVICE"] {
				t.Errorf("%s has no advice", key)
			}
		}
	}
}

func allowed(list []*lifecycle.Possibility, name string) bool {
	for _, p := range list {
		if p.Name == name {
			return p.Allowed
		}
	}
	return false
}

func TestTheActionsFollowWhatComesAfter(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.asked(helprequest.StatusCLOSED)
		equal(t, "may answer", allowed(w.Actions(w.citizen, r), helpdesk.VerbAnswer), true)
		equal(t, "others may not", allowed(w.Actions(w.volunteer, r), helpdesk.VerbAnswer), false)
		equal(t, "nothing to follow yet", allowed(w.Actions(w.citizen, r), helpdesk.VerbFollowUp), false)
		r, err := w.answer(r, solvedanswer.SolvedNO)
		must(t, err)
		equal(t, "once", allowed(w.Actions(w.citizen, r), helpdesk.VerbAnswer), false)
		equal(t, "may take it further", allowed(w.Actions(w.citizen, r), helpdesk.VerbFollowUp), true)
	})
}
