package live_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	entpoll "gandan/ent/poll"
	"gandan/internal/event"
	"gandan/internal/live"
	"gandan/internal/poll"
	"gandan/internal/store"
)

// opened puts a poll to the room.
func (w *world) opened(t *testing.T) (*poll.Service, *ent.Poll) {
	t.Helper()
	polls := poll.New(w.store, w.Service)
	p := must[*ent.Poll](t)(polls.Create(w.admin, poll.CreatePollInput{
		ConferenceID: w.conf.ID, Question: "Giờ nào thuận tiện?", Kind: entpoll.KindSINGLE, Options: []string{"Sáng", "Chiều"},
	}))
	return polls, must[*ent.Poll](t)(polls.Open(w.admin, poll.OpenPollInput{ID: p.ID}))
}

// cast votes for the option at the position and tells the hub, as the relay does.
func (w *world) cast(t *testing.T, hub *live.Hub, polls *poll.Service, who context.Context, p *ent.Poll) {
	t.Helper()
	options := must[[]*ent.PollOption](t)(polls.OptionsOf(w.system, p))
	must[*ent.Poll](t)(polls.Cast(who, poll.CastBallotInput{PollID: p.ID, OptionIDs: []gid.ID{options[0].ID}}))
	fact := event.Event{Name: poll.EventBallotCast, Subject: p.ID, Data: map[string]string{"conference": w.conf.ID.String()}}
	if err := hub.On(w.system, fact); err != nil {
		t.Fatal(err)
	}
}

func TestPollsAreToldWithTheirOptionsAndCostNobodyAStatement(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		told := w.follow(t, w.visitor, nil)
		polls, p := w.opened(t)
		must[*ent.Poll](t)(polls.Close(w.admin, poll.ClosePollInput{ID: p.ID}))
		must[*ent.Poll](t)(polls.Publish(w.admin, poll.PublishPollInput{ID: p.ID}))
		ctx, counted := store.CountStatements(w.visitor)
		for _, kind := range []activity.Kind{activity.KindPOLL_OPENED, activity.KindPOLL_CLOSED, activity.KindPOLL_PUBLISHED} {
			a := next(t, told)
			shown := must[*ent.Poll](t)(w.hub.Poll(ctx, a))
			options := must[[]*ent.PollOption](t)(polls.OptionsOf(ctx, shown))
			if a.Kind != kind || shown.ID != p.ID || len(options) != 2 || options[1].Text != "Chiều" || a.Edges.Question != nil {
				t.Errorf("told %v with %v %v", a, shown, options)
			}
		}
		late := w.follow(t, w.visitor, ptr(2))
		for range 3 {
			shown := must[*ent.Poll](t)(w.hub.Poll(ctx, next(t, late)))
			if r := must[*poll.Results](t)(polls.ResultsOf(ctx, shown)); shown.Status != entpoll.StatusPUBLISHED || r == nil || !r.Hidden {
				t.Errorf("a late viewer is told %v with %v", shown, r)
			}
		}
		if counted.Statements() != 0 {
			t.Errorf("%d statements of the viewer's own", counted.Statements())
		}
	})
}

func TestWhatOthersDoInAConferenceIsTold(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		told := w.follow(t, w.visitor, nil)
		for _, kind := range []activity.Kind{
			activity.KindATTENDANCE_CHANGED, activity.KindAGENDA_MOVED, activity.KindRESCHEDULED, activity.KindQUEUE_CHANGED,
			activity.KindQUESTIONS_PAUSED, activity.KindQUESTIONS_RESUMED, activity.KindCONCLUSION_CHANGED,
		} {
			if err := store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error {
				return w.Tell(ctx, tx, w.conf.ID, kind, nil)
			}); err != nil {
				t.Fatal(err)
			}
			if a := next(t, told); a.Kind != kind || a.Edges.Poll != nil || a.Edges.Question != nil {
				t.Errorf("told %v", a)
			}
		}
	})
}

func TestBallotsOfAnotherProcessReachTheScreen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		polls, p := w.opened(t)
		deaf := w.start(t, false)
		shown := w.screen(t, deaf, 5)
		if s := nextScreen(t, shown); s.OpenPoll == nil || s.OpenPoll.BallotCount != 0 {
			t.Fatalf("shown %v", s)
		}
		for waiting := true; waiting; { // whatever was still to be read of the opening
			select {
			case <-shown:
			case <-time.After(1500 * time.Millisecond):
				waiting = false
			}
		}
		w.cast(t, w.hub, polls, w.citizen, p)
		if s := nextScreen(t, shown); s.OpenPoll.BallotCount != 1 {
			t.Errorf("shown %v", s.OpenPoll)
		}
		select {
		case s := <-shown:
			t.Errorf("without a change is shown %v", s)
		case <-time.After(1500 * time.Millisecond):
		}
	})
}
