package conference_test

import (
	"context"
	"flag"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/ent/questionword"
	"gandan/ent/vote"
	"gandan/internal/conference"
	"gandan/internal/fault"
)

// failer is a test or a property.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// checkQuestions holds what must be true of the questions of a conference whatever was done to them, and says how many were joined.
func (w *world) checkQuestions(t failer, id gid.ID) (merged int) {
	t.Helper()
	r, ctx := w.store.Reader(w.system), w.system
	c, err := r.Conference.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := r.Question.Query().Where(question.ConferenceID(id)).All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	by, listed := map[gid.ID]*ent.Question{}, 0
	for _, q := range rows {
		by[q.ID] = q
	}
	for _, q := range rows {
		public := q.Status == question.StatusPUBLISHED || q.Status == question.StatusANSWERED
		if public {
			listed++
		}
		if q.Listed != public {
			t.Errorf("%v is listed %v", q, q.Listed)
		}
		w.checkVotesAndWords(ctx, t, q)
		if (q.Status == question.StatusMERGED) != (q.MergedIntoID != nil) {
			t.Errorf("%v was joined with %v", q, q.MergedIntoID)
		}
		if q.MergedIntoID != nil {
			merged++
			if by[*q.MergedIntoID] == nil || by[*q.MergedIntoID].Status == question.StatusMERGED {
				t.Errorf("%v leads to one that was joined too", q)
			}
		}
		if !public && q.Stage != question.StageNONE || (q.Stage == question.StageNOW) != (c.AnsweringID != nil && *c.AnsweringID == q.ID) {
			t.Errorf("%v is in %s while %v is answered", q, q.Stage, c.AnsweringID)
		}
	}
	if c.QuestionCount != listed {
		t.Errorf("%d questions are counted, %d are public", c.QuestionCount, listed)
	}
	return merged
}

func (w *world) checkVotesAndWords(ctx context.Context, t failer, q *ent.Question) {
	t.Helper()
	r := w.store.Reader(ctx)
	votes, err := r.Vote.Query().Where(vote.QuestionID(q.ID)).All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	voters := map[gid.ID]bool{}
	for _, v := range votes {
		voters[v.VoterID] = true
	}
	if len(voters) != len(votes) || q.VoteCount != len(votes) {
		t.Errorf("%v counts %d votes, there are %d of %d people", q, q.VoteCount, len(votes), len(voters))
	}
	rows, err := r.QuestionWord.Query().Where(questionword.QuestionID(q.ID)).All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, row := range rows {
		kept = append(kept, row.Word)
	}
	slices.Sort(kept)
	want := map[string][]string{
		"Bao giờ đường được sửa?": {"duong", "sua"}, "Rác được thu gom lúc mấy giờ?": {"gom", "luc", "may", "rac", "thu"},
	}[q.Body]
	if !q.Listed {
		want = nil
	}
	if !slices.Equal(kept, want) {
		t.Errorf("of %q (%s) the words %v are kept, want %v", q.Body, q.Status, kept, want)
	}
}

// few makes a property run so often: each run writes to a database.
func few(t *testing.T, times string) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	before := f.Value.String()
	if err := flag.Set("rapid.checks", times); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set("rapid.checks", before); err != nil {
			t.Error(err)
		}
	})
}

// TestWhateverIsDoneToQuestionsTheirNumbersStayRight does what citizens, admins and moderators do, in any order. What is refused
// is no matter here; what must be true is held after each deed.
func TestWhateverIsDoneToQuestionsTheirNumbersStayRight(t *testing.T) {
	few(t, "25")
	onBoth(t, func(t *testing.T, w *world) {
		people := []context.Context{w.citizen, w.neighbour, w.person(t, w.ward.Path)}
		rapid.Check(t, func(r *rapid.T) {
			var c *ent.Conference
			if rapid.Bool().Draw(r, "read first") {
				c = must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: w.announced(t, moderated).ID}))
			} else {
				c = w.live(t)
			}
			asked := 0
			for range rapid.IntRange(5, 25).Draw(r, "deeds") {
				deed := rapid.SampledFrom([]string{"ask", "vote", "vote", "unvote", "merge", "merge", "hide", "publish", "publish", "answer", "now", "queue", "finish"}).Draw(r, "deed")
				if deed == "ask" || asked < 3 {
					asked++
					w.askAny(r, c, people)
					continue
				}
				w.doAny(r, deed, c, people)
				w.checkQuestions(r, c.ID)
			}
			w.checkQuestions(r, c.ID)
		})
	})
}

func (w *world) askAny(r *rapid.T, c *ent.Conference, people []context.Context) {
	in := asking(c)
	in.Body = rapid.SampledFrom([]string{in.Body, "Rác được thu gom lúc mấy giờ?"}).Draw(r, "body")
	if _, err := w.Ask(rapid.SampledFrom(people).Draw(r, "asker"), in); err != nil {
		r.Fatal(err)
	}
}

func (w *world) doAny(r *rapid.T, deed string, c *ent.Conference, people []context.Context) {
	rows, err := w.store.Reader(w.system).Question.Query().Where(question.ConferenceID(c.ID)).Order(ent.Asc(question.FieldID)).All(w.system)
	if err != nil {
		r.Fatal(err)
	}
	one, other := rapid.SampledFrom(rows).Draw(r, "one"), rapid.SampledFrom(rows).Draw(r, "other")
	who := rapid.SampledFrom(people).Draw(r, "who")
	switch deed {
	case "vote":
		_, err = w.Vote(who, on(one))
	case "unvote":
		_, err = w.Unvote(who, off(one))
	case "merge":
		_, err = w.Merge(w.admin, joining(one, other))
	case "hide":
		err = w.hide(w.admin, one)
	case "publish":
		err = w.publish(w.admin, one)
	case "answer":
		_, err = w.Answer(w.admin, conference.AnswerQuestionInput{QuestionID: one.ID, Body: "Có.", AnsweredByID: w.wardCommittee.ID})
	case "now":
		_, err = w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: one.ID})
	case "queue":
		_, err = w.Queue(w.admin, next(one, 1))
	case "finish":
		_, err = w.FinishAnswering(w.admin, conference.FinishAnsweringInput{ConferenceID: c.ID})
	}
	if unexpected(err) {
		r.Fatalf("%s: %v", deed, err)
	}
}

// unexpected is a failure that is no refusal.
func unexpected(err error) bool {
	return err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.BadUserInput)
}
