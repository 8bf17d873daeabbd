package conference_test

import (
	"slices"
	"testing"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/question"
	"gandan/internal/conference"
)

func TestTheStraightLineFromADraftToAConclusion(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := must[*ent.Conference](t)(w.Create(w.admin, w.input()))
		if c.Status != entconference.StatusDRAFT || c.Listed || *c.CreatedByID != actorOf(w.admin).ID {
			t.Fatalf("the draft is %v", c)
		}
		c = must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID}))
		if c.Status != entconference.StatusANNOUNCED || !c.Listed || !c.AnnouncedAt.Equal(w.clock.Now()) {
			t.Fatalf("announced it is %v", c)
		}
		q := must[*ent.Question](t)(w.Ask(w.citizen, asking(c)))
		q = must[*ent.Question](t)(w.Vote(w.neighbour, conference.VoteQuestionInput{QuestionID: q.ID}))
		if q.Status != question.StatusPUBLISHED || q.VoteCount != 1 {
			t.Fatalf("the question is %v", q)
		}
		c = must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: c.ID}))
		if c.Status != entconference.StatusLIVE || c.StartedAt == nil || c.QuestionCount != 1 {
			t.Fatalf("started it is %v", c)
		}
		q = w.answered(t, q)
		if a := w.AnswerOf(w.visitor, q); q.Status != question.StatusANSWERED || a == nil || a.Body != "Trong quý này." || a.AnsweredByID != w.wardCommittee.ID {
			t.Fatalf("the answer is %v of %v", a, q)
		}
		c = must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		if c.Status != entconference.StatusENDED || c.EndedAt == nil {
			t.Fatalf("ended it is %v", c)
		}
		c = must[*ent.Conference](t)(w.Conclude(w.admin, conference.PublishConclusionInput{ID: c.ID, Body: "Phường sẽ sửa đường."}))
		if got := w.ConclusionOf(c); c.Status != entconference.StatusCONCLUDED || got == nil || got.Body != "Phường sẽ sửa đường." {
			t.Fatalf("concluded it is %v with %v", c, got)
		}
		want := []string{
			"1 STATUS_CHANGED ANNOUNCED", "2 QUESTION_PUBLISHED ANNOUNCED", "3 VOTES_CHANGED ANNOUNCED", "4 STATUS_CHANGED LIVE",
			"5 QUESTION_ANSWERED LIVE", "6 STATUS_CHANGED ENDED", "7 STATUS_CHANGED CONCLUDED",
		}
		if got := w.activity(t, c.ID); !slices.Equal(got, want) {
			t.Errorf("told %q\nwant %q", got, want)
		}
		if got := names(w.events(t, q.ID)); got != "conference.question_published conference.question_answered" {
			t.Errorf("facts of the question: %s", got)
		}
	})
}

func TestADeedOfACitizenIsToldWithoutTheirName(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		open, read := w.announced(t), w.announced(t, moderated)
		public, waiting := w.ask(t, w.citizen, open), w.ask(t, w.citizen, read)
		must[*ent.Question](t)(w.Vote(w.neighbour, conference.VoteQuestionInput{QuestionID: public.ID}))
		who := map[string]bool{actorOf(w.citizen).ID.String(): true, actorOf(w.neighbour).ID.String(): true}
		told := slices.Concat(w.events(t, public.ID), w.events(t, waiting.ID), w.events(t, open.ID), w.events(t, read.ID))
		for _, e := range told {
			if e.Name == caseOpened {
				continue // the fake's own
			}
			if e.ActorID != nil && who[e.ActorID.String()] {
				t.Errorf("%s names its actor", e.Name)
			}
			for k, v := range e.Data {
				if who[v] {
					t.Errorf("%s names a citizen as %s", e.Name, k)
				}
			}
		}
		if got := names(w.events(t, waiting.ID)); got != caseOpened+" conference.question_asked" {
			t.Errorf("facts of the waiting question: %s", got)
		}
	})
}
