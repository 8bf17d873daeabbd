package conference_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
	"gandan/internal/store"
)

// queued is the queue of a stage as "b a c", by the names of the questions.
func (w *world) queued(t *testing.T, c *ent.Conference, stage question.Stage, names map[gid.ID]string) string {
	t.Helper()
	var list []string
	for _, q := range must[*conferencePage](t)(w.QueueOf(w.visitor, c, stage, page.Args{})).Nodes {
		list = append(list, names[q.ID])
	}
	return strings.Join(list, " ")
}

func (w *world) named(t *testing.T, c *ent.Conference, names ...string) (map[string]*ent.Question, map[gid.ID]string) {
	t.Helper()
	by, of := map[string]*ent.Question{}, map[gid.ID]string{}
	for _, name := range names {
		by[name] = w.ask(t, w.citizen, c)
		of[by[name].ID] = name
	}
	return by, of
}

func next(q *ent.Question, position ...int) conference.QueueQuestionInput {
	in := conference.QueueQuestionInput{QuestionID: q.ID, Stage: question.StageNEXT}
	if len(position) > 0 {
		in.Position = &position[0]
	}
	return in
}

func TestTheQueueKeepsTheOrderTheModeratorGives(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		q, names := w.named(t, c, "a", "b", "c", "d")
		for _, x := range []struct {
			in   conference.QueueQuestionInput
			want string
		}{
			{next(q["a"]), "a"}, {next(q["b"]), "a b"}, {next(q["c"], 1), "c a b"}, {next(q["d"], 2), "c d a b"},
			{next(q["b"], 1), "b c d a"}, {next(q["b"], 3), "c d b a"}, {next(q["c"], 900), "d b a c"}, {next(q["d"]), "b a c d"},
			{conference.QueueQuestionInput{QuestionID: q["a"].ID, Stage: question.StageLATER}, "b c d"},
			{conference.QueueQuestionInput{QuestionID: q["c"].ID, Stage: question.StageNONE}, "b d"},
			{next(q["a"], 2), "b a d"},
		} {
			before := w.conferenceNow(t, c.ID).LastSequence
			must[*ent.Question](t)(w.Queue(w.admin, x.in))
			if got := w.queued(t, c, question.StageNEXT, names); got != x.want {
				t.Errorf("the queue is %q, want %q", got, x.want)
			}
			if told := w.activity(t, c.ID); w.conferenceNow(t, c.ID).LastSequence != before+1 || !strings.HasSuffix(told[len(told)-1], "QUEUE_CHANGED ANNOUNCED") {
				t.Errorf("told %q", told)
			}
		}
	})
}

func TestOneQuestionAtMostIsAnsweredNow(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q, names := w.named(t, c, "a", "b", "c")
		answering := func(want string) {
			t.Helper()
			now := must[*ent.Question](t)(w.NowAnswering(w.visitor, w.conferenceNow(t, c.ID)))
			if now == nil && want != "" || now != nil && names[now.ID] != want {
				t.Errorf("answered now is %v, want %q", now, want)
			}
			if got := w.queued(t, c, question.StageNOW, names); got != want {
				t.Errorf("the stage holds %q, want %q", got, want)
			}
		}
		must[*ent.Question](t)(w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: q["a"].ID}))
		answering("a")
		_, err := w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: q["a"].ID})
		wantFault(t, err, fault.Conflict, "BEING_ANSWERED")
		_, err = w.Queue(w.admin, next(q["a"]))
		wantFault(t, err, fault.Conflict, "BEING_ANSWERED")
		w.answered(t, q["a"])
		must[*ent.Question](t)(w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: q["b"].ID}))
		answering("b")
		must[*ent.Question](t)(w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: q["c"].ID}))
		answering("c")
		if done, later := w.queued(t, c, question.StageDONE, names), w.queued(t, c, question.StageLATER, names); done != "a" || later != "b" {
			t.Errorf("done are %q, later %q", done, later)
		}
		finished := must[*ent.Question](t)(w.FinishAnswering(w.admin, conference.FinishAnsweringInput{ConferenceID: c.ID}))
		if finished.ID != q["c"].ID || finished.Stage != question.StageLATER {
			t.Errorf("finished is %v", finished)
		}
		answering("")
		_, err = w.FinishAnswering(w.admin, conference.FinishAnsweringInput{ConferenceID: c.ID})
		wantFault(t, err, fault.Conflict, "NOTHING_ANSWERED_NOW")
	})
}

func TestWhatIsPublicNoLongerLeavesTheQueue(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q, names := w.named(t, c, "now", "next", "later", "stays")
		must[*ent.Question](t)(w.Queue(w.admin, next(q["next"])))
		must[*ent.Question](t)(w.Queue(w.admin, next(q["stays"])))
		must[*ent.Question](t)(w.Queue(w.admin, conference.QueueQuestionInput{QuestionID: q["later"].ID, Stage: question.StageLATER}))
		must[*ent.Question](t)(w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: q["now"].ID}))
		if err := w.hide(w.admin, q["now"]); err != nil {
			t.Fatal(err)
		}
		if err := w.hide(w.admin, q["next"]); err != nil {
			t.Fatal(err)
		}
		must[*ent.Question](t)(w.Merge(w.admin, joining(q["later"], q["stays"])))
		if w.conferenceNow(t, c.ID).AnsweringID != nil {
			t.Error("a hidden question is being answered")
		}
		for _, name := range []string{"now", "next", "later"} {
			if stage := w.questionNow(t, q[name].ID).Stage; stage != question.StageNONE {
				t.Errorf("%s is in %s", name, stage)
			}
		}
		if got := w.queued(t, c, question.StageNEXT, names); got != "stays" {
			t.Errorf("next are %q", got)
		}
		if err := w.publish(w.admin, q["now"]); err != nil || w.questionNow(t, q["now"].ID).Stage != question.StageNONE {
			t.Errorf("back it is queued (%v)", err)
		}
	})
}

func TestTheEndOfTheConferenceEndsTheAnswering(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		must[*ent.Question](t)(w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: q.ID}))
		ended := must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		if ended.AnsweringID != nil || ended.Status != entconference.StatusENDED || w.questionNow(t, q.ID).Stage != question.StageLATER {
			t.Errorf("ended it is %v, the question %v", ended, w.questionNow(t, q.ID))
		}
	})
}

func TestWhoRunsTheQueueAndWhen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		q, waiting := w.ask(t, w.citizen, c), w.ask(t, w.citizen, w.announced(t, moderated))
		deeds := map[string]func(context.Context, gid.ID) error{
			"queue": func(ctx context.Context, id gid.ID) error {
				_, err := w.Queue(ctx, conference.QueueQuestionInput{QuestionID: id, Stage: question.StageNEXT})
				return err
			},
			"now": func(ctx context.Context, id gid.ID) error {
				_, err := w.AnswerNow(ctx, conference.AnswerNowInput{QuestionID: id})
				return err
			},
		}
		for name, do := range deeds {
			for _, who := range []context.Context{w.visitor, w.citizen, w.otherWardAdmin} {
				wantFault(t, do(who, q.ID), fault.Forbidden, "FORBIDDEN")
			}
			wantFault(t, do(w.admin, gid.Zero), fault.NotFound, "NOT_FOUND")
			if name == "queue" {
				wantFault(t, do(w.admin, waiting.ID), fault.Conflict, "QUESTION_NOT_PUBLISHED")
			}
		}
		wantFault(t, deeds["now"](w.admin, q.ID), fault.Conflict, "WRONG_STATE") // announced, not live
		_, err := w.FinishAnswering(w.admin, conference.FinishAnsweringInput{ConferenceID: c.ID})
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		for _, in := range []conference.QueueQuestionInput{{QuestionID: q.ID, Stage: question.StageNOW}, {QuestionID: q.ID, Stage: question.StageDONE}, {QuestionID: q.ID, Stage: "X"}} {
			_, err := w.Queue(w.admin, in)
			wantFault(t, err, fault.BadUserInput, "BAD_STAGE", "input.stage")
		}
		for _, position := range []int{0, -1, 1001} {
			_, err := w.Queue(w.admin, next(q, position))
			wantFault(t, err, fault.BadUserInput, "BAD_POSITION", "input.position")
		}
		_, err = w.Queue(w.admin, conference.QueueQuestionInput{QuestionID: q.ID, Stage: question.StageNONE})
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		if told := w.activity(t, c.ID); len(told) != 2 {
			t.Errorf("refusals were told: %q", told)
		}
	})
}

func TestOfTwentyTurnsAtOnceOneIsLeft(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		questions := make([]*ent.Question, 20)
		for i := range questions {
			questions[i] = w.ask(t, w.citizen, c)
		}
		var all sync.WaitGroup
		for _, q := range questions {
			all.Go(func() {
				if _, err := w.AnswerNow(w.admin, conference.AnswerNowInput{QuestionID: q.ID}); err != nil {
					t.Error(err)
				}
			})
			all.Go(func() {
				if _, err := w.Queue(w.admin, next(q, 1)); err != nil && !fault.HasKey(err, "BEING_ANSWERED") {
					t.Error(err)
				}
			})
		}
		all.Wait()
		rows := must[[]*ent.Question](t)(w.store.Reader(w.system).Question.Query().Where(question.StageEQ(question.StageNOW)).All(w.system))
		now := w.conferenceNow(t, c.ID).AnsweringID
		// The last one may have been queued again only while it was not its turn: one is left, and it is the one that is shown.
		if len(rows) != 1 || now == nil || *now != rows[0].ID {
			t.Errorf("%d are being answered, shown is %v", len(rows), now)
		}
		positions := map[int]bool{}
		for _, q := range must[[]*ent.Question](t)(w.store.Reader(w.system).Question.Query().Where(question.StageEQ(question.StageNEXT)).All(w.system)) {
			if positions[q.StagePosition] {
				t.Errorf("two stand at %d", q.StagePosition)
			}
			positions[q.StagePosition] = true
		}
	})
}

func TestTheQueuesOfManyConferencesAreOneStatement(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var list []*ent.Conference
		for range 5 {
			c := w.announced(t)
			must[*ent.Question](t)(w.Queue(w.admin, next(w.ask(t, w.citizen, c))))
			list = append(list, w.conferenceNow(t, c.ID))
		}
		ctx, counted := store.CountStatements(together(w.visitor))
		var all sync.WaitGroup
		for _, c := range list {
			all.Go(func() {
				p, err := w.QueueOf(ctx, c, question.StageNEXT, first(3))
				if err != nil || len(p.Nodes) != 1 || p.Nodes[0].ConferenceID != c.ID {
					t.Errorf("the queue is %v (%v)", p, err)
				}
			})
		}
		all.Wait()
		if n := counted.Statements(); n != 1 {
			t.Errorf("%d statements", n)
		}
		p := must[*conferencePage](t)(w.QueueOf(w.visitor, list[0], question.StageNEXT, first(3)))
		if n := must[int](t)(p.TotalCount(w.visitor)); n != 1 {
			t.Errorf("counted %d", n)
		}
	})
}

func TestPausedQuestionsAreRefusedAndVotesGoOn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, c := range []*ent.Conference{w.live(t), w.announced(t, moderated)} {
			q := w.ask(t, w.citizen, c)
			_, err := w.Resume(w.admin, conference.ResumeQuestionsInput{ConferenceID: c.ID})
			wantFault(t, err, fault.Conflict, "NOT_PAUSED")
			paused := must[*ent.Conference](t)(w.Pause(w.admin, conference.PauseQuestionsInput{ConferenceID: c.ID}))
			if !paused.QuestionsPaused {
				t.Error("it is not paused")
			}
			_, err = w.Pause(w.admin, conference.PauseQuestionsInput{ConferenceID: c.ID})
			wantFault(t, err, fault.Conflict, "ALREADY_PAUSED")
			_, err = w.Ask(w.citizen, asking(c))
			wantFault(t, err, fault.Conflict, "QUESTIONS_PAUSED")
			if q.Listed {
				must[*ent.Question](t)(w.Vote(w.citizen, on(q)))
				must[*ent.Question](t)(w.Unvote(w.citizen, off(q)))
			}
			must[*ent.Conference](t)(w.Resume(w.admin, conference.ResumeQuestionsInput{ConferenceID: c.ID}))
			w.ask(t, w.citizen, c)
			told := w.activity(t, c.ID)
			if kinds := strings.Join(told, " "); !strings.Contains(kinds, "QUESTIONS_PAUSED") || !strings.Contains(kinds, "QUESTIONS_RESUMED") {
				t.Errorf("told %q", told)
			}
			for _, who := range []context.Context{w.citizen, w.otherWardAdmin, w.visitor} {
				_, err := w.Pause(who, conference.PauseQuestionsInput{ConferenceID: c.ID})
				wantFault(t, err, fault.Forbidden, "FORBIDDEN")
			}
		}
		_, err := w.Pause(w.admin, conference.PauseQuestionsInput{ConferenceID: w.ended(t).ID})
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		say := w.Actions(w.citizen, w.conferenceNow(t, must[*ent.Conference](t)(w.Pause(w.admin, conference.PauseQuestionsInput{ConferenceID: w.live(t).ID})).ID))
		i := slices.IndexFunc(say, func(p *lifecycle.Possibility) bool { return p.Name == "askQuestion" })
		if say[i].Allowed || *say[i].Reason != "QUESTIONS_PAUSED" {
			t.Errorf("asking is %v", say[i])
		}
	})
}
