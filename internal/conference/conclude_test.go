package conference_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/invitation"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

func (w *world) correction(c *ent.Conference) conference.CorrectConclusionInput {
	return conference.CorrectConclusionInput{ID: c.ID, Body: "Phường sẽ sửa đường và lắp đèn.", Correction: "Bản trước ghi thiếu một việc."}
}

// owe gives questions an organisation that owes an answer in writing until the day.
func (w *world) owe(t *testing.T, until string, questions ...*ent.Question) {
	t.Helper()
	for _, q := range questions {
		write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
			return tx.Question.UpdateOneID(q.ID).SetOwnerID(w.wardCommittee.ID).SetAnswerDueOn(until).Save(ctx)
		})
	}
}

func (w *world) figures(t *testing.T, who context.Context, c *ent.Conference) string {
	t.Helper()
	f := must[*conference.Figures](t)(w.Figures(who, w.conferenceNow(t, c.ID)))
	return fmt.Sprintf("%s, %d late", said(f), *f.OverdueAnswers)
}

func said(f *conference.Figures) string {
	return fmt.Sprintf("%d people, %d bodies, %d asked: %d there, %d later, %d open", f.Attended, f.Organisations, f.Received, f.AnsweredThere, f.AnsweredLater, f.Open)
}

func (w *world) versions(t *testing.T, who context.Context, c *ent.Conference, args page.Args) *page.Connection[*conference.Conclusion] {
	t.Helper()
	return must[*page.Connection[*conference.Conclusion]](t)(w.ConclusionVersions(who, w.conferenceNow(t, c.ID), args))
}

func TestTheFiguresAreCountedFromRows(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		there, later, open, hidden, joined := w.ask(t, w.citizen, c), w.ask(t, w.citizen, c), w.ask(t, w.citizen, c), w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		w.ask(t, w.citizen, w.live(t)) // elsewhere
		w.answered(t, there)
		if err := w.hide(w.admin, hidden); err != nil {
			t.Fatal(err)
		}
		must[*ent.Question](t)(w.Merge(w.admin, conference.MergeQuestionsInput{QuestionID: joined.ID, IntoID: open.ID}))
		write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Invitation, error) {
			for _, o := range []gid.ID{w.wardCommittee.ID, w.cityCommittee.ID} {
				row := tx.Invitation.Create().SetConferenceID(c.ID).SetOrganisationID(o).SetPart(invitation.PartINVITED)
				if o == w.wardCommittee.ID {
					row.SetAttendedAt(tx.Now)
				}
				if err := row.Exec(ctx); err != nil {
					return nil, err
				}
			}
			return nil, tx.Conference.UpdateOneID(c.ID).SetAttendedCount(12).Exec(ctx)
		})
		w.owe(t, "2026-03-06", open)
		want := "12 people, 1 bodies, 3 asked: 1 there, 0 later, 2 open, 0 late"
		for name, who := range map[string]context.Context{"a visitor": w.visitor, "the admin": w.admin} {
			if got := w.figures(t, who, c); got != want {
				t.Errorf("%s reads %s, want %s", name, got, want)
			}
		}
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		w.answered(t, later)
		w.clock.Set(time.Date(2026, 3, 8, 16, 59, 59, 0, time.UTC)) // the end of Sunday
		if got := w.figures(t, w.visitor, c); got != "12 people, 1 bodies, 3 asked: 1 there, 1 later, 1 open, 1 late" {
			t.Errorf("then it is %s", got)
		}
		w.answered(t, open)
		if got := w.figures(t, w.visitor, c); got != "12 people, 1 bodies, 3 asked: 1 there, 2 later, 0 open, 0 late" {
			t.Errorf("in the end it is %s", got)
		}
	})
}

func TestAnAnswerDueOnAFreeDayIsLateAfterTheNextWorkingDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		w.owe(t, "2026-04-25", w.ask(t, w.citizen, c)) // a Saturday; Monday stands in for the Hùng Kings' day
		for at, late := range map[string]int{"2026-04-25T02:00:00Z": 0, "2026-04-27T02:00:00Z": 0, "2026-04-28T16:59:59Z": 0, "2026-04-28T17:00:00Z": 1} {
			w.clock.Set(must[time.Time](t)(time.Parse(time.RFC3339, at)))
			if f := must[*conference.Figures](t)(w.Figures(w.visitor, c)); *f.OverdueAnswers != late {
				t.Errorf("at %s %d are late, want %d", at, *f.OverdueAnswers, late)
			}
		}
	})
}

func TestTheFiguresOfAPageOfConferencesAreThreeStatements(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		list := []*ent.Conference{w.live(t), w.live(t), w.announced(t)}
		ctx, counted := store.CountStatements(together(w.visitor))
		done := make(chan error)
		for _, c := range list {
			go func() {
				_, err := w.Figures(ctx, c)
				done <- err
			}()
		}
		for range list {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if n := counted.Statements(); n != 3 {
			t.Errorf("%d statements", n)
		}
	})
}

func TestAConclusionWaitsUntilEveryQuestionHasAnOwner(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		var asked []*ent.Question
		for range 23 {
			asked = append(asked, w.ask(t, w.citizen, c))
		}
		w.answered(t, asked[0])
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		before := w.activity(t, c.ID)
		_, err := w.Conclude(w.admin, conclusion(c))
		wantFault(t, err, fault.Conflict, "QUESTIONS_WITHOUT_OWNER")
		f := fault.Of(err)
		named, _ := f.Shown["questions"].([]gid.ID)
		if f.Shown["count"] != 22 || f.Args["count"] != 22 || len(named) != 20 || named[0] != asked[1].ID {
			t.Errorf("%v are named of %v", named, f.Shown["count"])
		}
		if now := w.conferenceNow(t, c.ID); now.ConcludedAt != nil || !slices.Equal(w.activity(t, c.ID), before) || len(w.versions(t, w.visitor, c, first(5)).Nodes) != 0 {
			t.Error("the refusal left a trace")
		}
		w.owe(t, "2026-04-01", asked[1:21]...)
		_, err = w.Conclude(w.admin, conclusion(c))
		wantFault(t, err, fault.Conflict, "QUESTIONS_WITHOUT_OWNER")
		if fault.Of(err).Shown["count"] != 2 {
			t.Errorf("%v are left", fault.Of(err).Shown)
		}
		if err := w.hide(w.admin, asked[21]); err != nil { // what the public does not read holds nothing up
			t.Fatal(err)
		}
		must[*ent.Question](t)(w.Merge(w.admin, conference.MergeQuestionsInput{QuestionID: asked[22].ID, IntoID: asked[1].ID}))
		must[*ent.Conference](t)(w.Conclude(w.admin, conclusion(c)))
		if got := said(must[*conference.Figures](t)(w.FiguresOf(w.visitor, w.versions(t, w.visitor, c, first(1)).Nodes[0]))); got != "0 people, 0 bodies, 21 asked: 1 there, 0 later, 20 open" {
			t.Errorf("the notice says %s", got)
		}
	})
}

func TestACorrectionIsTheNextVersionAndTheOldOnesStay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		w.owe(t, "2026-04-01", q)
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		must[*ent.Conference](t)(w.Conclude(w.admin, conclusion(c)))
		w.clock.Advance(time.Hour)
		w.answered(t, q)
		c = must[*ent.Conference](t)(w.Correct(w.admin, w.correction(c)))
		newest := w.ConclusionOf(c)
		if newest.Version != 2 || newest.Body != "Phường sẽ sửa đường và lắp đèn." || !newest.PublishedAt.Equal(w.clock.Now()) || *c.ConclusionBody != newest.Body {
			t.Errorf("the newest is %v", newest)
		}
		if why := must[*string](t)(w.Correction(w.visitor, newest)); why == nil || *why != "Bản trước ghi thiếu một việc." {
			t.Errorf("the reason is %v", why)
		}
		all := w.versions(t, w.visitor, c, first(5))
		var got []string
		for _, v := range all.Nodes {
			got = append(got, fmt.Sprint(v.Version, " ", said(must[*conference.Figures](t)(w.FiguresOf(w.visitor, v)))))
		}
		want := []string{"2 0 people, 0 bodies, 1 asked: 0 there, 1 later, 0 open", "1 0 people, 0 bodies, 1 asked: 0 there, 0 later, 1 open"}
		if !slices.Equal(got, want) || all.Nodes[1].Body != "Phường sẽ sửa đường." || must[int](t)(all.TotalCount(w.visitor)) != 2 {
			t.Errorf("the versions are %q", got)
		}
		if why := must[*string](t)(w.Correction(w.visitor, all.Nodes[1])); why != nil {
			t.Errorf("the first was corrected because %s", *why)
		}
		told := w.activity(t, c.ID)
		if last := told[len(told)-1]; last != fmt.Sprint(len(told), " CONCLUSION_CHANGED CONCLUDED") {
			t.Errorf("told %q", told)
		}
		if got := names(w.events(t, c.ID)); !strings.HasSuffix(got, "conference.activity conference.conclusion_corrected") {
			t.Errorf("facts: %s", got)
		}
	})
}

func TestWhatIsWrongWithACorrectionIsNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended(t)
		_, err := w.Correct(w.admin, w.correction(c))
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		must[*ent.Conference](t)(w.Conclude(w.admin, conclusion(c)))
		for _, who := range []context.Context{w.otherWardAdmin, w.citizen, w.visitor} {
			_, err := w.Correct(who, w.correction(c))
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		for key, change := range map[fault.Key]func(*conference.CorrectConclusionInput){
			"TOO_SHORT":       func(in *conference.CorrectConclusionInput) { in.Body = "Ngắn." },
			"TOO_LONG":        func(in *conference.CorrectConclusionInput) { in.Body = strings.Repeat("a", 20_001) },
			"REASON_REQUIRED": func(in *conference.CorrectConclusionInput) { in.Correction = " " },
		} {
			in := w.correction(c)
			change(&in)
			_, err := w.Correct(w.admin, in)
			wantFault(t, err, fault.BadUserInput, key)
		}
		if n := len(w.versions(t, w.visitor, c, first(5)).Nodes); n != 1 {
			t.Errorf("%d versions", n)
		}
	})
}

// TestAConclusionOfBeforeThereWereVersionsStaysReadable is of a row that an older program wrote.
func TestAConclusionOfBeforeThereWereVersionsStaysReadable(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended(t)
		c = write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
			return tx.Conference.UpdateOneID(c.ID).SetStatus("CONCLUDED").SetConclusionBody("Kết luận cũ của chủ tọa.").SetConcludedAt(tx.Now).Save(ctx)
		})
		old := w.ConclusionOf(c)
		if f, err := w.FiguresOf(w.visitor, old); old.Version != 1 || f != nil || err != nil {
			t.Errorf("the old one is %v with %v (%v)", old, f, err)
		}
		c = must[*ent.Conference](t)(w.Correct(w.admin, w.correction(c)))
		all := w.versions(t, w.visitor, c, first(5)).Nodes
		if len(all) != 2 || w.ConclusionOf(c).Version != 2 || all[1].Version != 1 || all[1].Body != "Kết luận cũ của chủ tọa." || !all[1].PublishedAt.Equal(old.PublishedAt) {
			t.Errorf("the versions are %v", all)
		}
	})
}

func TestOfTwentyWhoCorrectAtOnceEachIsAVersion(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := must[*ent.Conference](t)(w.Conclude(w.admin, conclusion(w.ended(t))))
		done := make(chan error)
		for range 20 {
			go func() {
				_, err := w.Correct(w.admin, w.correction(c))
				done <- err
			}()
		}
		for range 20 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		for i, v := range w.versions(t, w.visitor, c, first(30)).Nodes {
			if v.Version != 21-i {
				t.Errorf("the version at %d is %d", i, v.Version)
			}
		}
		if now := w.conferenceNow(t, c.ID); now.ConclusionVersion != 21 {
			t.Errorf("the newest is %d", now.ConclusionVersion)
		}
	})
}

func TestTheConclusionOfADraftIsSeenByNobodyElse(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t)
		write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Conclusion, error) {
			return tx.Conclusion.Create().SetConferenceID(c.ID).SetVersion(1).SetBody("Kết luận soạn sẵn.").SetPublishedAt(tx.Now).
				SetAttended(0).SetOrganisations(0).SetReceived(0).SetAnsweredThere(0).SetAnsweredLater(0).SetOpen(0).Save(ctx)
		})
		for _, who := range []context.Context{w.visitor, w.citizen, w.otherWardAdmin} {
			if n := len(w.versions(t, who, c, first(5)).Nodes); n != 0 {
				t.Errorf("%d versions are read", n)
			}
		}
		if n := len(w.versions(t, w.admin, c, first(5)).Nodes); n != 1 {
			t.Errorf("the admin reads %d", n)
		}
	})
}
