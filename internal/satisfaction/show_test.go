package satisfaction_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/ent/outboxevent"
	"gandan/internal/satisfaction"
	"gandan/internal/store/storetest"
)

func TestNineAreHiddenAndTheTenthShowsAllTen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended()
		for i := range 9 {
			if err := w.rate(w.guest(c), c, 5); err != nil {
				t.Fatal(err)
			}
			if got := w.shown(c.ID); !got.Hidden || got.HiddenBelow != 10 || got.Answers != nil || got.Average != nil || len(got.Distribution)+len(got.Reasons) != 0 {
				t.Fatalf("after %d shown are %+v", i+1, got)
			}
		}
		if err := w.rate(w.guest(c), c, 2, satisfaction.TooLittleTime); err != nil {
			t.Fatal(err)
		}
		got := w.shown(c.ID)
		if got.Hidden || *got.Answers != 10 || *got.Average != 4.7 || got.Distribution[4].Count != 9 || got.Distribution[1].Count != 1 {
			t.Errorf("shown are %+v", got)
		}
		told, err := w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.Name(satisfaction.EventPublished)).All(w.system)
		if err != nil || len(told) != 1 || told[0].ActorID != nil || told[0].Data["answers"] != "10" {
			t.Errorf("told are %v (%v)", told, err)
		}
	})
}

func TestTheEndOfTheWindowShowsNobodyAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended()
		for range 19 {
			if err := w.rate(w.guest(c), c, 3); err != nil {
				t.Fatal(err)
			}
		}
		w.clock.Advance(31 * 24 * time.Hour)
		if got := w.shown(c.ID); got.Hidden || *got.Answers != 10 {
			t.Errorf("shown are %+v", got)
		}
	})
}

// reading is all numbers that a visitor sees.
type reading struct {
	answers int
	scores  [5]int
	reasons map[satisfaction.Reason]int
}

func read(s *satisfaction.Satisfaction) reading {
	r := reading{reasons: map[satisfaction.Reason]int{}}
	if s.Hidden {
		return r
	}
	r.answers = *s.Answers
	for i, d := range s.Distribution {
		r.scores[i] = d.Count
	}
	for _, c := range s.Reasons {
		r.reasons[c.Reason] = c.Count
	}
	return r
}

// TestAnyTwoReadingsDifferByNobodyOrByTen rates in any way, reads after each rating, and compares every two readings: numbers that
// differ at all are those of ten people more, and in any two readings with as many answers every number is the same.
func TestAnyTwoReadingsDifferByNobodyOrByTen(t *testing.T) {
	clock := storetest.NewClock()
	w := newWorld(t, storetest.Open(t, "", clock, &storetest.CountingIDs{}), clock)
	rapid.Check(t, func(t *rapid.T) {
		c := w.ended()
		seen := []reading{read(w.shown(c.ID))}
		for range rapid.IntRange(0, 35).Draw(t, "people") {
			score := rapid.IntRange(1, 5).Draw(t, "score")
			reasons := rapid.SliceOfNDistinct(rapid.SampledFrom(satisfaction.Reasons()), 0, 5, rapid.ID[satisfaction.Reason]).Draw(t, "reasons")
			if err := w.rate(w.guest(c), c, score, reasons...); err != nil {
				t.Fatal(err)
			}
			if rapid.Bool().Draw(t, "time passes") {
				w.clock.Advance(time.Hour)
			}
			seen = append(seen, read(w.shown(c.ID)))
		}
		for i, a := range seen {
			for _, b := range seen[i+1:] {
				compare(t, a, b)
			}
		}
	})
}

func compare(t *rapid.T, a, b reading) {
	if more := b.answers - a.answers; more != 0 && more < satisfaction.Step || b.answers != 0 && b.answers < satisfaction.Step {
		t.Fatalf("%d answers, then %d", a.answers, b.answers)
	}
	same := a.scores == b.scores
	for _, r := range satisfaction.Reasons() {
		same = same && a.reasons[r] == b.reasons[r]
	}
	if a.answers == b.answers && !same {
		t.Fatalf("the same answers, other numbers: %+v and %+v", a, b)
	}
	sum := 0
	for i := range b.scores {
		sum += b.scores[i] - a.scores[i]
	}
	if sum != b.answers-a.answers {
		t.Fatalf("%d answers more, %d marks more", b.answers-a.answers, sum)
	}
}
