package conference_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/internal/conference"
	"gandan/internal/fault"
)

func TestTheNumbersHaveNoGapsHoweverManyWriteAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		seed := w.ask(t, w.citizen, c)
		var all sync.WaitGroup
		for i := range 12 {
			who := w.person(t, w.ward.Path)
			all.Go(func() {
				q, err := w.Ask(who, asking(c))
				if err != nil {
					t.Error(err)
					return
				}
				_, err = w.Vote(who, on(seed))
				acceptable(t, err)
				_, err = w.Vote(who, on(q))
				acceptable(t, err)
				if i%3 == 0 {
					acceptable(t, w.hide(w.admin, q))
				}
				if i%3 == 1 {
					_, err = w.Answer(w.admin, w.answering(q))
					acceptable(t, err)
				}
				_, err = w.Unvote(who, off(seed))
				acceptable(t, err)
			})
		}
		all.Go(func() { acceptable(t, w.hide(w.admin, seed)) })
		all.Go(func() { acceptable(t, w.publish(w.admin, seed)) })
		all.Wait()
		now := w.conferenceNow(t, c.ID)
		told := w.activity(t, c.ID)
		for i, line := range told {
			var n int
			_, _ = fmt.Sscan(line, &n)
			if n != i+1 {
				t.Fatalf("number %d stands at place %d", n, i+1)
			}
		}
		if now.LastSequence != len(told) {
			t.Errorf("%d numbers were taken for %d activities", now.LastSequence, len(told))
		}
		w.wantCounts(t, c)
		facts := 0
		for _, e := range w.events(t, c.ID) {
			if e.Name == conference.EventActivity {
				if facts++; e.Data["sequence"] != strconv.Itoa(facts) {
					t.Errorf("fact %d tells of %s", facts, e.Data["sequence"])
				}
			}
		}
		if facts != len(told) {
			t.Errorf("%d facts for %d activities", facts, len(told))
		}
	})
}

// acceptable lets pass what may happen when somebody was faster.
func acceptable(t *testing.T, err error) {
	t.Helper()
	if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

// wantCounts holds what is counted against what is there.
func (w *world) wantCounts(t *testing.T, c *ent.Conference) {
	t.Helper()
	public := 0
	for _, q := range must[[]*ent.Question](t)(w.store.Reader(w.system).Question.Query().All(w.system)) {
		if q.ConferenceID != c.ID {
			continue
		}
		if q.Listed {
			public++
		}
		if q.Listed != (q.Status == "PUBLISHED" || q.Status == "ANSWERED") {
			t.Errorf("a question that is %s is listed: %v", q.Status, q.Listed)
		}
		w.wantVotes(t, q, q.VoteCount)
	}
	if now := w.conferenceNow(t, c.ID); now.QuestionCount != public {
		t.Errorf("%d questions are counted, %d are public", now.QuestionCount, public)
	}
}

func TestWhateverHappensTheCountsAreRight(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		list := []*ent.Question{w.ask(t, w.citizen, c), w.ask(t, w.neighbour, c), w.ask(t, w.newcomer, c), w.ask(t, w.citizen, c)}
		dice := rand.New(rand.NewPCG(1, 2))
		for range 120 {
			q, other := list[dice.IntN(4)], list[dice.IntN(4)]
			switch dice.IntN(7) {
			case 0:
				acceptable(t, w.hide(w.admin, q))
			case 1, 2:
				acceptable(t, w.publish(w.admin, q))
			case 3:
				_, err := w.Vote(w.citizen, on(q))
				acceptable(t, err)
			case 4:
				_, err := w.Vote(w.neighbour, on(q))
				acceptable(t, err)
			case 5:
				_, err := w.Unvote(w.citizen, off(q))
				acceptable(t, err)
			case 6:
				if dice.IntN(12) > 0 || q == other {
					continue
				}
				_, err := w.Merge(w.admin, joining(q, other))
				acceptable(t, err)
			}
		}
		w.wantCounts(t, c)
		if now := w.conferenceNow(t, c.ID); now.LastSequence != len(w.activity(t, c.ID)) {
			t.Errorf("%d numbers for %d activities", now.LastSequence, len(w.activity(t, c.ID)))
		}
	})
}
