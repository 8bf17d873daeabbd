package idempotency_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/idempotency"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// world is one person with a phone that repeats itself.
type world struct {
	*idempotency.Service
	store  *store.Store
	clock  *storetest.Clock
	person *ent.Account
}

func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		person, err := store.Write(system(), s, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
			return tx.Account.Create().SetPhone("+84100000205").SetDisplayName("Minh").SetStatus(account.StatusACTIVE).Save(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		test(t, &world{idempotency.New(s), s, clock, person})
	})
}

func system() context.Context { return access.AsSystem(context.Background(), "test") }

// keyed is a request of the person that carries the key and asks for the thing.
func (w *world) keyed(key string, asked byte) context.Context {
	ctx := access.With(context.Background(), access.Actor{ID: w.person.ID})
	return access.WithRequest(ctx, access.Request{Language: "vi", IdempotencyKey: key, Fingerprint: [32]byte{asked}})
}

// says runs what answers with the text, and tells how often it ran.
func (w *world) says(ctx context.Context, text string) (answer string, runs int, err error) {
	answer, err = w.Once(ctx, "deed", func(context.Context) (string, error) { runs++; return text, nil })
	return answer, runs, err
}

func (w *world) kept(t *testing.T) int {
	t.Helper()
	n, err := w.store.Reader(system()).IdempotentAnswer.Query().Count(system())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheFirstAnswerIsGivenAgainAndTheDeedIsNotDoneAgain(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		if got, runs, err := w.says(w.keyed("k", 1), "first"); got != "first" || runs != 1 || err != nil {
			t.Fatalf("the first: %q after %d runs (%v)", got, runs, err)
		}
		if got, runs, err := w.says(w.keyed("k", 1), "second"); got != "first" || runs != 0 || err != nil {
			t.Errorf("again: %q after %d runs (%v)", got, runs, err)
		}
		if got, _, err := w.says(w.keyed("another", 1), "third"); got != "third" || err != nil {
			t.Errorf("under another key: %q (%v)", got, err)
		}
	})
}

func TestAKeyIsNotTakenForSomethingElse(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		_, _, _ = w.says(w.keyed("k", 1), "first")
		if _, runs, err := w.says(w.keyed("k", 2), "second"); runs != 0 || !fault.HasKey(err, "IDEMPOTENCY_KEY_REUSED") {
			t.Errorf("%d runs, %v", runs, err)
		}
	})
}

func TestWhatFailedKeepsNothingAndMayBeTriedAgain(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		wrong := errors.New("no")
		if _, err := w.Once(w.keyed("k", 1), "deed", func(context.Context) (string, error) { return "", wrong }); !errors.Is(err, wrong) {
			t.Fatalf("got %v", err)
		}
		if n := w.kept(t); n != 0 {
			t.Errorf("%d answers are kept of a deed that failed", n)
		}
		if got, _, err := w.says(w.keyed("k", 1), "now"); got != "now" || err != nil {
			t.Errorf("tried again: %q (%v)", got, err)
		}
	})
}

func TestAnAnswerIsKeptForThirtyDaysAndThenForgotten(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		_, _, _ = w.says(w.keyed("old", 1), "old")
		w.clock.Advance(time.Hour)
		_, _, _ = w.says(w.keyed("young", 1), "young")
		w.clock.Advance(idempotency.Kept - time.Hour)
		if n, err := w.Prune(context.Background()); n != 0 || err != nil || w.kept(t) != 2 {
			t.Errorf("to the day: %d forgotten, %d kept (%v)", n, w.kept(t), err)
		}
		w.clock.Advance(time.Microsecond)
		if n, err := w.Prune(context.Background()); n != 1 || err != nil {
			t.Errorf("a moment later: %d forgotten (%v)", n, err)
		}
		if got, runs, _ := w.says(w.keyed("young", 1), "again"); got != "young" || runs != 0 {
			t.Errorf("the young one is %q after %d runs", got, runs)
		}
		if got, runs, _ := w.says(w.keyed("old", 1), "anew"); got != "anew" || runs != 1 {
			t.Errorf("the old one is %q after %d runs", got, runs)
		}
	})
}

func TestForgettingGoesInBoundedSteps(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		const answers, step = 1003, 1000
		if err := store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
			rows := make([]*ent.IdempotentAnswerCreate, answers)
			for i := range rows {
				rows[i] = tx.IdempotentAnswer.Create().SetAccountID(w.person.ID).SetKey(strconv.Itoa(i)).SetPath("deed").
					SetFingerprint(make([]byte, 32)).SetAnswer("")
			}
			return tx.IdempotentAnswer.CreateBulk(rows...).Exec(ctx)
		}); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(idempotency.Kept + time.Second)
		for i, want := range []int{step, answers - step, 0} {
			if n, err := w.Prune(context.Background()); n != want || err != nil {
				t.Errorf("step %d forgets %d (%v), want %d", i+1, n, err, want)
			}
		}
	})
}
