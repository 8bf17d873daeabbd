package conference_test

import (
	"testing"
	"time"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/internal/conference"
	"gandan/internal/fault"
)

func ahead(d time.Duration, kind entconference.Kind) func(*conference.CreateConferenceInput) {
	return func(in *conference.CreateConferenceInput) {
		in.Kind, in.EndsAt, in.StartsAt = kind, in.EndsAt.Add(d-8*24*time.Hour), in.StartsAt.Add(d-8*24*time.Hour)
	}
}

func TestADialogueNeedsSevenFullDays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, ahead(7*24*time.Hour, entconference.KindDIALOGUE))
		w.clock.Advance(time.Microsecond)
		_, err := w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID, Reason: ptr("không khẩn")})
		wantFault(t, err, fault.BadUserInput, "NOTICE_TOO_SHORT", "input.urgent")
		if got := fault.Of(err).Args["days"]; got != 7 {
			t.Errorf("the notice is %v days", got)
		}
		w.clock.Advance(-time.Microsecond)
		c = must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID, Urgent: ptr(false)}))
		if c.Urgent || c.UrgentReason != nil {
			t.Errorf("announced in time it is %v", c)
		}
	})
}

func TestAnUrgentDialogueStatesItsReason(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, ahead(time.Hour, entconference.KindDIALOGUE))
		for _, reason := range []*string{nil, ptr("  ")} {
			_, err := w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID, Urgent: ptr(true), Reason: reason})
			wantFault(t, err, fault.BadUserInput, "URGENT_NEEDS_REASON", "input.reason")
		}
		c = must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID, Urgent: ptr(true), Reason: ptr(" Mưa lũ ")}))
		if !c.Urgent || *c.UrgentReason != "Mưa lũ" {
			t.Errorf("announced it is %v", c)
		}
	})
}

func TestTheNoticeIsThatOfTheLawOfItsDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.clock.Set(time.Date(2025, 6, 30, 16, 59, 59, 0, time.UTC)) // the last second of 30 June in Hà Nội
		early := w.draft(t, ahead(time.Hour, entconference.KindDIALOGUE))
		late := w.draft(t, ahead(time.Hour, entconference.KindDIALOGUE))
		if _, err := w.Announce(w.admin, conference.AnnounceConferenceInput{ID: early.ID}); err != nil {
			t.Errorf("before the law: %v", err)
		}
		w.clock.Advance(time.Second)
		_, err := w.Announce(w.admin, conference.AnnounceConferenceInput{ID: late.ID})
		wantFault(t, err, fault.BadUserInput, "NOTICE_TOO_SHORT")
	})
}

func TestSocialCriticismNeedsNoNotice(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, ahead(time.Minute, entconference.KindSOCIAL_CRITICISM))
		if _, err := w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID}); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsOverIsNotAnnounced(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t)
		w.clock.Set(c.EndsAt)
		_, err := w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID, Urgent: ptr(true), Reason: ptr("Muộn")})
		wantFault(t, err, fault.Conflict, "STARTS_IN_PAST")
	})
}

func TestTheConclusionIsDueTenDaysAfterTheEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		running := w.live(t)
		if w.ConclusionDueAt(running) != nil || w.ConclusionOverdue(running) {
			t.Error("nothing is due while it goes on")
		}
		c := must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: running.ID}))
		due := w.clock.Now().Add(10 * 24 * time.Hour)
		if got := w.ConclusionDueAt(c); got == nil || !got.Equal(due) {
			t.Errorf("due at %v, want %v", got, due)
		}
		w.clock.Set(due)
		if w.ConclusionOverdue(c) {
			t.Error("the last instant is in time")
		}
		w.clock.Advance(time.Microsecond)
		if !w.ConclusionOverdue(c) {
			t.Error("it is late")
		}
		c = must[*ent.Conference](t)(w.Conclude(w.admin, conclusion(c)))
		if w.ConclusionDueAt(c) != nil || w.ConclusionOverdue(c) {
			t.Error("nothing is due once it is concluded")
		}
	})
}

func TestAConclusionHasWords(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended(t)
		_, err := w.Conclude(w.admin, conference.PublishConclusionInput{ID: c.ID, Body: "ngắn quá"})
		wantFault(t, err, fault.BadUserInput, "TOO_SHORT", "input.body")
		if w.ConclusionOf(c) != nil {
			t.Error("there is a conclusion already")
		}
	})
}
