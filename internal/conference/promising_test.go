package conference_test

import (
	"context"
	"slices"
	"testing"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// promising asks as the ledger of commitments does.
func (w *world) promising(who context.Context, id gid.ID) (*ent.Conference, error) {
	return store.Write(who, w.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) { return w.Promising(ctx, tx, id) })
}

func TestWhoMayPromiseAndWhen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended(t)
		for _, who := range []context.Context{w.citizen, w.otherWardAdmin, w.visitor} {
			_, err := w.promising(who, c.ID)
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		_, err := w.promising(w.otherWardAdmin, w.draft(t).ID)
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		for _, status := range statuses() {
			c := w.in(t, status)
			before := w.activity(t, c.ID)
			got, err := w.promising(w.cityAdmin, c.ID)
			if status == entconference.StatusDRAFT || status == entconference.StatusCANCELLED {
				wantFault(t, err, fault.Conflict, "WRONG_STATE")
			} else if err != nil || got.ID != c.ID {
				t.Errorf("%s: %v", status, err)
			}
			if !slices.Equal(w.activity(t, c.ID), before) {
				t.Errorf("%s: a promise is no activity of the conference", status)
			}
		}
	})
}
