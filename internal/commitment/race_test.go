package commitment_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	entcommitment "gandan/ent/commitment"
	"gandan/internal/fault"
)

const crowd = 50

// together runs the deed for everybody of a crowd at once and counts those who succeeded; the others must be told why.
func together(t *testing.T, deed func(i int) error) int {
	t.Helper()
	var won atomic.Int32
	var all sync.WaitGroup
	for i := range crowd {
		all.Go(func() {
			switch err := deed(i); {
			case err == nil:
				won.Add(1)
			case !fault.Is(err, fault.Conflict) && !fault.HasKey(err, "DUE_NOT_LATER"):
				t.Error(err)
			}
		})
	}
	all.Wait()
	return int(won.Load())
}

func TestOfFiftyWhoDoTheSameAtOnceOneDoes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.promise(t)
		if n := together(t, func(int) error { _, err := w.Extend(w.admin, w.later(c, "2026-04-30")); return err }); n != 1 {
			t.Errorf("%d extended it", n)
		}
		if n := together(t, func(int) error { _, err := w.Complete(w.admin, w.evidence(c)); return err }); n != 1 {
			t.Errorf("%d completed it", n)
		}
		if n := together(t, func(i int) (err error) {
			if i%2 == 0 {
				_, err = w.Confirm(w.citizen, w.yes(c))
			} else {
				_, err = w.Dispute(w.citizen, w.no(c))
			}
			return err
		}); n != 1 {
			t.Errorf("%d reviewed it", n)
		}
		if got := w.history(t, c); !strings.HasPrefix(got, "1 RECORDED ADMIN 2026-03-31, 2 EXTENDED ADMIN 2026-04-30, 3 COMPLETED ADMIN 2026-04-30, 4 ") || w.now(t, c).EntryCount != 4 {
			t.Errorf("the ledger is %s", got)
		}
		w.wantWhole(t)
	})
}

func TestExtensionsAndCompletionsAtOnceLeaveNoGap(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.promise(t)
		var completed atomic.Int64
		won := together(t, func(i int) (err error) {
			if i%5 == 4 {
				if _, err = w.Complete(w.admin, w.evidence(c)); err == nil {
					completed.Add(1)
				}
			} else {
				_, err = w.Extend(w.admin, w.later(c, fmt.Sprintf("2026-%02d-%02d", 4+i/25, 1+i%25)))
			}
			return err
		})
		now := w.now(t, c)
		done := int(completed.Load()) // none when each of them found that somebody had just extended it
		if done > 1 || (done == 1) != (now.Status == entcommitment.StatusCOMPLETED) || now.EntryCount != 1+won || now.Extensions != won-done {
			t.Errorf("%d deeds, %d completions left %v", won, done, now)
		}
		if lines := strings.Split(w.history(t, c), ", "); len(lines) != 1+won {
			t.Errorf("the ledger is %q", lines)
		}
		w.wantWhole(t)
	})
}

func TestPromisesOfOneConferenceAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, w.ward)
		if n := together(t, func(int) error { _, err := w.Record(w.admin, w.input(c)); return err }); n != crowd {
			t.Errorf("%d were recorded", n)
		}
		if n := must[int](t)(w.store.Reader(w.system).Commitment.Query().Count(w.system)); n != crowd {
			t.Errorf("%d are there", n)
		}
		w.wantWhole(t)
	})
}
