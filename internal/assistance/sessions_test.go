package assistance_test

import (
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/logreview"
	"gandan/ent/logstanding"
	"gandan/internal/assistance"
	"gandan/internal/fault"
)

func TestNobodyHelpsInTwoPlacesAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, theirs, now := w.held(t, w.citizen, w.volunteer), w.held(t, w.citizen, w.colleague), w.clock.Now()
		must[*ent.AssistanceLog](t)(w.logAt(w.volunteer, r, ptr(now.Add(-2*time.Hour)), 60))
		for name, at := range map[string]struct {
			start   time.Duration
			minutes int
			refused bool
		}{
			"within":                   {-100 * time.Minute, 10, true},
			"around":                   {-3 * time.Hour, 300, true},
			"the end of the other":     {-61 * time.Minute, 5, true},
			"the beginning of it":      {-125 * time.Minute, 6, true},
			"right before":             {-130 * time.Minute, 10, false},
			"right behind":             {-time.Hour, 10, false},
			"the same once more again": {-2 * time.Hour, 60, true},
		} {
			_, err := w.logAt(w.volunteer, r, ptr(now.Add(at.start)), at.minutes)
			if at.refused {
				refused(t, err, fault.Conflict, "SESSION_OVERLAPS")
				if shown := fault.Of(err).Shown; len(shown) != 2 || shown["from"] == nil || shown["until"] == nil {
					t.Errorf("%s: it shows %v", name, shown)
				}
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		must[*ent.AssistanceLog](t)(w.logAt(w.colleague, theirs, ptr(now.Add(-2*time.Hour)), 60)) // somebody else may help then
	})
}

func TestWhoeverIsOnThePhoneIsNotTurnedAwayForAnOverlap(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.held(t, w.citizen, w.volunteer)
		first := must[*ent.AssistanceLog](t)(w.logAt(w.volunteer, r, nil, 30))
		if first.Overlaps || !first.HappenedAt.Equal(w.clock.Now().Add(-30*time.Minute)) {
			t.Fatalf("it began at %s, overlaps %v", first.HappenedAt, first.Overlaps)
		}
		second := must[*ent.AssistanceLog](t)(w.logAt(w.volunteer, r, nil, 20))
		if !second.Overlaps {
			t.Fatal("the overlap is not marked")
		}
		must[*ent.AssistanceLog](t)(w.ConfirmLog(w.citizen, assistance.ConfirmLogInput{LogID: second.ID}))
		if l := w.standing(t, second); l.Status != logstanding.StatusCONFIRMED || l.Tally != logstanding.TallyWAITING {
			t.Errorf("a word of the person helped counts an overlap: %s %s", l.Status, l.Tally)
		}
		if key := w.review(t, w.admin, second, assistance.Approve); key != "" || w.standing(t, second).Tally != logstanding.TallyCOUNTED {
			t.Errorf("an approval counts it (%s)", key)
		}
	})
}

func TestOfTwentyOverlappingSessionsAtOnceOneIsKept(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const many = 20
		var requests [many]*ent.HelpRequest
		for i := range requests {
			requests[i] = w.held(t, w.citizen, w.volunteer)
		}
		var kept, turned atomic.Int32
		now := w.clock.Now()
		atOnce(many, func(i int) {
			_, err := w.logAt(w.volunteer, requests[i], ptr(now.Add(-time.Hour+time.Duration(i)*time.Minute)), 30)
			switch {
			case err == nil:
				kept.Add(1)
			case fault.HasKey(err, "SESSION_OVERLAPS"):
				turned.Add(1)
			default:
				t.Error(err)
			}
		})
		if kept.Load() != 1 || turned.Load() != many-1 {
			t.Errorf("%d kept, %d refused", kept.Load(), turned.Load())
		}
	})
}

func TestACorrectionTakesThePlaceOfALogOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		before := must[*ent.HelpRequest](t)(w.desk.Request(w.citizen, log.HelpRequestID)).Status
		made := must[*ent.AssistanceLog](t)(w.CorrectLog(w.volunteer, assistance.CorrectLogInput{
			LogID: log.ID, Minutes: ptr(45), Kind: ptr(assistancelog.KindONLINE), Outcome: ptr(assistancelog.OutcomeRESOLVED), Reason: "Ghi nhầm.",
		}))
		if *made.CorrectsID != log.ID || made.Minutes != 45 || made.VolunteerID != log.VolunteerID || !made.HappenedAt.Equal(log.HappenedAt) {
			t.Errorf("the correction is %v", made)
		}
		if w.standing(t, log).Tally != logstanding.TallyOUT || w.standing(t, made).Status != logstanding.StatusRECORDED {
			t.Error("both count, or none")
		}
		if after := must[*ent.HelpRequest](t)(w.desk.Request(w.citizen, log.HelpRequestID)).Status; after != before {
			t.Errorf("the request went from %s to %s", before, after)
		}
		_, err := w.CorrectLog(w.volunteer, assistance.CorrectLogInput{LogID: log.ID, Minutes: ptr(50), Reason: "Lại nhầm."})
		refused(t, err, fault.Conflict, "ALREADY_CORRECTED")
		must[*ent.AssistanceLog](t)(w.CorrectLog(w.admin, assistance.CorrectLogInput{LogID: made.ID, Minutes: ptr(40), Reason: "Theo lịch trực."}))
		_, err = w.CorrectLog(w.colleague, assistance.CorrectLogInput{LogID: log.ID, Minutes: ptr(50), Reason: "Của người khác."})
		refused(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.CorrectLog(w.strangerAdmin, assistance.CorrectLogInput{LogID: log.ID, Minutes: ptr(50), Reason: "Nơi khác."})
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestACorrectionMayNotOverlapEither(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, now := w.held(t, w.citizen, w.volunteer), w.clock.Now()
		first := must[*ent.AssistanceLog](t)(w.logAt(w.volunteer, r, ptr(now.Add(-3*time.Hour)), 30))
		must[*ent.AssistanceLog](t)(w.logAt(w.volunteer, r, ptr(now.Add(-2*time.Hour)), 30))
		_, err := w.CorrectLog(w.volunteer, assistance.CorrectLogInput{LogID: first.ID, Minutes: ptr(90), Reason: "Dài hơn."})
		refused(t, err, fault.Conflict, "SESSION_OVERLAPS")
		if w.standing(t, first).Status != logstanding.StatusRECORDED {
			t.Error("what was refused has changed something")
		}
		made := must[*ent.AssistanceLog](t)(w.CorrectLog(w.volunteer, assistance.CorrectLogInput{LogID: first.ID, Minutes: ptr(10), Reason: "Ngắn hơn."}))
		must[*ent.AssistanceLog](t)(w.logAt(w.volunteer, r, ptr(made.HappenedAt.Add(15*time.Minute)), 10)) // the time that was given back is free
	})
}

func TestALogIsDisputedOnceAlsoAfterItsApproval(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		log := w.recorded(t)
		dispute := func() error {
			_, err := w.DisputeLog(w.citizen, assistance.DisputeLogInput{LogID: log.ID, ReasonCode: logreview.ReasonCodeDID_NOT_HAPPEN})
			return err
		}
		w.review(t, w.admin, log, assistance.Approve)
		check(t, dispute())
		if w.standing(t, log).Tally != logstanding.TallyWAITING {
			t.Error("a disputed log counts")
		}
		w.review(t, w.admin, log, assistance.Approve)
		refused(t, dispute(), fault.Conflict, "ALREADY_DISPUTED")
		_, err := w.ConfirmLog(w.neighbour, assistance.ConfirmLogInput{LogID: log.ID})
		refused(t, err, fault.NotFound, "NOT_FOUND")
	})
}
