package conference_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// tell is what another domain does in its own transaction.
func (w *world) tell(who context.Context, id gid.ID, kind activity.Kind) error {
	return store.Do(who, w.store, func(ctx context.Context, tx *store.Tx) error { return w.Tell(ctx, tx, id, kind, nil) })
}

func TestWhatOthersDoTakesItsNumberAmongTheRest(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := w.tell(w.admin, c.ID, activity.KindATTENDANCE_CHANGED); err != nil {
					t.Error(err)
				}
			})
			who := w.person(t, w.ward.Path)
			all.Go(func() {
				if _, err := w.Vote(who, on(q)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		told := must[[]*ent.Activity](t)(w.store.Reader(w.system).Activity.Query().Where(activity.ConferenceID(c.ID)).Order(activity.BySequence()).All(w.system))
		for i, a := range told {
			if a.Sequence != i+1 {
				t.Fatalf("number %d stands at place %d", a.Sequence, i+1)
			}
		}
		if len(told) != 23 || w.conferenceNow(t, c.ID).LastSequence != 23 {
			t.Errorf("%d are told, the last number is %d", len(told), w.conferenceNow(t, c.ID).LastSequence)
		}
		facts := w.events(t, c.ID)
		if i := slices.IndexFunc(facts, func(e *ent.OutboxEvent) bool { return e.Name == conference.EventActivity && e.ActorID != nil }); i >= 0 {
			t.Errorf("somebody is named: %v", facts[i])
		}
	})
}

func TestOfADraftNothingIsTold(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t)
		if err := w.tell(w.admin, c.ID, activity.KindAGENDA_MOVED); err != nil {
			t.Error(err)
		}
		if now := w.conferenceNow(t, c.ID); now.LastSequence != 0 || w.activity(t, c.ID) != nil {
			t.Errorf("told was %v, the last number is %d", w.activity(t, c.ID), now.LastSequence)
		}
		for who, id := range map[context.Context]gid.ID{w.citizen: c.ID, w.admin: w.ward.ID} {
			if err := w.tell(who, id, activity.KindAGENDA_MOVED); !fault.Is(err, fault.NotFound) {
				t.Errorf("what one cannot read: %v", err)
			}
		}
	})
}
