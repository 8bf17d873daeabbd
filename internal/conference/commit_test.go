package conference_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/commitment"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/conference"
	"gandan/internal/fault"
)

func (w *world) promise(c *ent.Conference, changes ...func(*conference.RecordCommitmentInput)) conference.RecordCommitmentInput {
	in := conference.RecordCommitmentInput{
		ConferenceID: c.ID, Text: "Sửa xong đường Quang Trung.", ResponsibleID: w.wardCommittee.ID, DueOn: "2026-06-30",
	}
	for _, change := range changes {
		change(&in)
	}
	return in
}

func TestWhatIsWrongWithAPromiseIsNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended(t)
		elsewhere, waiting := w.ask(t, w.citizen, w.live(t)), w.ask(t, w.citizen, w.announced(t, moderated))
		for name, x := range map[string]struct {
			change func(*conference.RecordCommitmentInput)
			key    fault.Key
			field  string
		}{
			"few words":               {func(in *conference.RecordCommitmentInput) { in.Text = "Sẽ sửa" }, "TOO_SHORT", "input.text"},
			"many words":              {func(in *conference.RecordCommitmentInput) { in.Text = strings.Repeat("a", 2001) }, "TOO_LONG", "input.text"},
			"no day":                  {func(in *conference.RecordCommitmentInput) { in.DueOn = "30/6/2026" }, "BAD_DATE", "input.dueOn"},
			"yesterday":               {func(in *conference.RecordCommitmentInput) { in.DueOn = "2026-03-01" }, "DUE_IN_PAST", "input.dueOn"},
			"a question elsewhere":    {func(in *conference.RecordCommitmentInput) { in.QuestionID = &elsewhere.ID }, "QUESTION_ELSEWHERE", "input.questionId"},
			"a waiting one elsewhere": {func(in *conference.RecordCommitmentInput) { in.QuestionID = &waiting.ID }, "QUESTION_ELSEWHERE", "input.questionId"},
			"an unknown question":     {func(in *conference.RecordCommitmentInput) { in.QuestionID = &gid.ID{} }, "QUESTION_ELSEWHERE", "input.questionId"},
			"an unknown body":         {func(in *conference.RecordCommitmentInput) { in.ResponsibleID = gid.Zero }, "UNKNOWN_ORGANISATION", "input.responsibleId"},
			"a body of the others":    {func(in *conference.RecordCommitmentInput) { in.ResponsibleID = w.otherWardCommittee.ID }, "ORGANISATION_ELSEWHERE", "input.responsibleId"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Commit(w.admin, w.promise(c, x.change))
				wantFault(t, err, fault.BadUserInput, x.key, x.field)
			})
		}
		if n := must[int](t)(w.store.Reader(w.system).Commitment.Query().Count(w.system)); n != 0 {
			t.Errorf("%d promises were stored", n)
		}
	})
}

func TestWhoMayPromiseAndWhen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended(t)
		for _, who := range []context.Context{w.citizen, w.otherWardAdmin, w.visitor} {
			_, err := w.Commit(who, w.promise(c))
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		_, err := w.Commit(w.otherWardAdmin, w.promise(w.draft(t)))
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		for _, status := range statuses() {
			_, err := w.Commit(w.cityAdmin, w.promise(w.in(t, status), func(in *conference.RecordCommitmentInput) {
				in.ResponsibleID, in.DueOn = w.cityCommittee.ID, "2026-03-02" // of the city, today
			}))
			if status == entconference.StatusDRAFT || status == entconference.StatusCANCELLED {
				wantFault(t, err, fault.Conflict, "WRONG_STATE")
			} else if err != nil {
				t.Errorf("%s: %v", status, err)
			}
		}
	})
}

func TestAPromiseIsLateAfterItsLastWorkingDay(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		friday := &ent.Commitment{Status: commitment.StatusOPEN, DueOn: "2026-03-13"}
		saturday := &ent.Commitment{Status: commitment.StatusOPEN, DueOn: "2026-03-14"}
		kept := &ent.Commitment{Status: commitment.StatusKEPT, DueOn: "2026-03-13"}
		for _, c := range []struct {
			at                         time.Time
			lateFriday, lateOnSaturday bool
		}{
			{time.Date(2026, 3, 13, 16, 59, 59, 0, time.UTC), false, false}, // the end of Friday in Hà Nội
			{time.Date(2026, 3, 13, 17, 0, 0, 0, time.UTC), true, false},
			{time.Date(2026, 3, 16, 16, 59, 59, 0, time.UTC), true, false}, // the end of Monday
			{time.Date(2026, 3, 16, 17, 0, 0, 0, time.UTC), true, true},
		} {
			w.clock.Set(c.at)
			if w.CommitmentOverdue(friday) != c.lateFriday || w.CommitmentOverdue(saturday) != c.lateOnSaturday || w.CommitmentOverdue(kept) {
				t.Errorf("at %v: %v, %v, %v", c.at, w.CommitmentOverdue(friday), w.CommitmentOverdue(saturday), w.CommitmentOverdue(kept))
			}
		}
	})
}
