package conference_test

import (
	"context"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/follow"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// follows writes that the person follows the question.
func (w *world) follows(t *testing.T, who context.Context, q *ent.Question) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Follow, error) {
		return tx.Follow.Create().SetSubjectID(q.ID).SetAccountID(actorOf(who).ID).Save(ctx)
	})
}

func (w *world) followers(t *testing.T, q *ent.Question) []gid.ID {
	t.Helper()
	var list []gid.ID
	for _, f := range must[[]*ent.Follow](t)(w.store.Reader(w.system).Follow.Query().Where(follow.SubjectID(q.ID)).All(w.system)) {
		list = append(list, f.AccountID)
	}
	return list
}

func TestWhatWasJoinedBeforeGoesAlongAndNoCircleComes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q, _ := w.named(t, c, "a", "b", "c")
		must[*ent.Question](t)(w.Merge(w.admin, joining(q["a"], q["b"])))
		_, err := w.Merge(w.admin, joining(q["b"], q["a"])) // a circle of two
		wantFault(t, err, fault.Conflict, "MERGE_TARGET_NOT_OPEN")
		must[*ent.Question](t)(w.Merge(w.admin, joining(q["b"], q["c"])))
		for _, from := range []string{"a", "b"} {
			if got := w.questionNow(t, q[from].ID); got.Status != question.StatusMERGED || *got.MergedIntoID != q["c"].ID {
				t.Errorf("%s leads to %v, want c", from, got.MergedIntoID)
			}
			_, err := w.Merge(w.admin, joining(q["c"], q[from])) // a circle of three
			wantFault(t, err, fault.Conflict, "MERGE_TARGET_NOT_OPEN")
		}
		code := *w.LookupCode(w.citizen, q["a"])
		if got := must[*conference.QuestionTrace](t)(w.QuestionByCode(w.visitor, code)); !got.Merged || got.Status != question.StatusPUBLISHED {
			t.Errorf("the code of a gives %v", got)
		}
		_, err = w.Vote(w.citizen, on(q["a"]))
		wantFault(t, err, fault.Conflict, "QUESTION_NOT_PUBLISHED")
	})
}

func TestWhoeverFollowedEitherFollowsTheOneThatStaysOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		from, into := w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c)
		both, one := w.person(t, w.ward.Path), w.person(t, w.ward.Path)
		w.follows(t, both, from)
		w.follows(t, both, into)
		w.follows(t, one, from)
		w.follows(t, w.neighbour, from)
		must[*ent.Question](t)(w.Merge(w.admin, joining(from, into)))
		want := map[gid.ID]bool{actorOf(both).ID: true, actorOf(one).ID: true, actorOf(w.neighbour).ID: true, actorOf(w.citizen).ID: true}
		got := w.followers(t, into)
		for _, id := range got {
			if !want[id] {
				t.Errorf("%v follows", id)
			}
		}
		if n := must[int](t)(w.FollowerCount(w.visitor, into)); len(got) != len(want) || n != len(want) {
			t.Errorf("%d follow, counted %d, want %d", len(got), n, len(want))
		}
		if len(w.followers(t, from)) != 3 {
			t.Error("who followed what went is told of it: their rows stay")
		}
	})
}

func TestManyFollowersAreJoined(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		from, into := w.ask(t, w.citizen, c), w.ask(t, w.citizen, c)
		w.bulkVotes(t, from, into, 1203)
		write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
			votes, err := tx.Vote.Query().All(ctx)
			if err != nil {
				return 0, err
			}
			var rows []*ent.FollowCreate
			for _, v := range votes {
				rows = append(rows, tx.Follow.Create().SetSubjectID(v.QuestionID).SetAccountID(v.VoterID))
			}
			return 0, tx.Follow.CreateBulk(rows...).Exec(ctx)
		})
		must[*ent.Question](t)(w.Merge(w.admin, joining(from, into)))
		if got := w.followers(t, into); len(got) != 1203 {
			t.Errorf("%d follow", len(got))
		}
	})
}

// TestFiftyMergesAndVotesAtOnceEndRight joins forty questions into each other in all directions while ten people vote for all.
func TestFiftyMergesAndVotesAtOnceEndRight(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		const n = 20
		var questions []*ent.Question
		for range n {
			questions = append(questions, w.ask(t, w.citizen, c))
		}
		var all sync.WaitGroup
		for i := range 2 * n {
			from, into := questions[i%n], questions[(i*7+3)%n]
			all.Go(func() {
				_, err := w.Merge(w.admin, joining(from, into))
				if err != nil && !fault.Is(err, fault.Conflict) && !fault.HasKey(err, "CANNOT_MERGE_INTO_ITSELF") {
					t.Error(err)
				}
			})
		}
		for range 10 {
			who := w.person(t, w.ward.Path)
			all.Go(func() {
				for _, q := range questions {
					if _, err := w.Vote(who, on(q)); err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		merged := w.checkQuestions(t, c.ID)
		if merged < 1 || merged >= n {
			t.Errorf("%d of %d were joined", merged, n)
		}
	})
}
