package poll_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	entpoll "gandan/ent/poll"
	"gandan/internal/conference"
	"gandan/internal/event"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
	"gandan/internal/poll"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTheLifeIsAsDrawn(t *testing.T) {
	file, got := filepath.Join("testdata", "poll.matrix.txt"), poll.Life().Matrix(statuses())
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%s differs (%v):\n%s", file, err, got)
	}
}

func statuses() []entpoll.Status {
	return []entpoll.Status{entpoll.StatusDRAFT, entpoll.StatusOPEN, entpoll.StatusCLOSED, entpoll.StatusPUBLISHED}
}

// deed is a verb of the chair, from where it leads and what is told of it.
type deed struct {
	from  entpoll.Status
	told  activity.Kind
	event string
	do    func(context.Context, gid.ID) (*ent.Poll, error)
}

func (w *world) deeds() map[string]deed {
	return map[string]deed{
		"open": {entpoll.StatusDRAFT, activity.KindPOLL_OPENED, poll.EventOpened, func(ctx context.Context, id gid.ID) (*ent.Poll, error) {
			return w.Open(ctx, poll.OpenPollInput{ID: id})
		}},
		"close": {entpoll.StatusOPEN, activity.KindPOLL_CLOSED, poll.EventClosed, func(ctx context.Context, id gid.ID) (*ent.Poll, error) {
			return w.Close(ctx, poll.ClosePollInput{ID: id})
		}},
		"publish": {entpoll.StatusCLOSED, activity.KindPOLL_PUBLISHED, poll.EventPublished, func(ctx context.Context, id gid.ID) (*ent.Poll, error) {
			return w.Publish(ctx, poll.PublishPollInput{ID: id})
		}},
	}
}

func (w *world) told(t *testing.T) []*ent.Activity {
	t.Helper()
	return must[[]*ent.Activity](t)(w.store.Reader(w.system).Activity.Query().Order(activity.BySequence()).All(w.system))
}

func TestAVerbLeavesOnlyTheStateItMayAndIsToldWithItsPoll(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			for _, status := range statuses() {
				p := w.in(t, status)
				before := len(w.told(t))
				moved, err := d.do(w.admin, p.ID)
				now := w.told(t)
				if status != d.from {
					wantFault(t, err, fault.Conflict, "POLL_WRONG_STATE")
					if len(now) != before {
						t.Errorf("%s refused in %s left a trace", name, status)
					}
					continue
				}
				last := now[len(now)-1]
				if err != nil || moved.Status == status || !moved.Listed || len(now) != before+1 || last.Kind != d.told || *last.PollID != p.ID || last.Sequence != len(now) {
					t.Errorf("%s in %s gave %v, %v, told %v", name, status, moved, err, last)
				}
			}
		}
	})
}

func TestOnlyAdminsOfTheUnitRunAPoll(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			p := w.in(t, d.from)
			for who, ctx := range map[string]context.Context{"another admin": w.otherAdmin, "a citizen": w.citizen, "a visitor": w.visitor} {
				want := fault.Forbidden
				if !p.Listed {
					want = fault.NotFound // a draft is not there for them
				}
				if _, err := d.do(ctx, p.ID); !fault.Is(err, want) {
					t.Errorf("%s by %s gave %v, want %s", name, who, err, want)
				}
			}
			if _, err := d.do(w.admin, gid.Zero); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s of nothing gave %v", name, err)
			}
		}
		for who, ctx := range map[string]context.Context{"another admin": w.otherAdmin, "a citizen": w.citizen} {
			if _, err := w.Create(ctx, w.several()); !fault.Is(err, fault.Forbidden) {
				t.Errorf("create by %s gave %v", who, err)
			}
		}
	})
}

func TestAPollOpensOnlyWhileItsConferenceGoesOn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		live := w.conf
		w.conf = w.announced(t)
		early := must[*ent.Poll](t)(w.Create(w.admin, w.several()))
		w.conf = live
		late := must[*ent.Poll](t)(w.Create(w.admin, w.several()))
		w.end(t)
		for _, p := range []*ent.Poll{early, late} {
			_, err := w.Open(w.admin, poll.OpenPollInput{ID: p.ID})
			wantFault(t, err, fault.Conflict, "POLL_NEEDS_LIVE")
			if _, err := w.Poll(w.visitor, p.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("a poll that was never opened: %v", err)
			}
		}
		_, err := w.Create(w.admin, w.several())
		wantFault(t, err, fault.Conflict, "POLL_CONFERENCE_OVER")
	})
}

func TestOfPollsThatOpenAtOnceOneDoes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var opened, late atomic.Int32
		var all sync.WaitGroup
		for range 12 {
			p := must[*ent.Poll](t)(w.Create(w.admin, w.several()))
			all.Go(func() {
				_, err := w.Open(w.admin, poll.OpenPollInput{ID: p.ID})
				switch {
				case err == nil:
					opened.Add(1)
				case fault.HasKey(err, "POLL_ANOTHER_OPEN"):
					late.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if opened.Load() != 1 || late.Load() != 11 {
			t.Errorf("%d opened, %d were late", opened.Load(), late.Load())
		}
		for i, a := range w.told(t) {
			if a.Sequence != i+1 {
				t.Errorf("number %d stands at place %d", a.Sequence, i+1)
			}
		}
	})
}

func TestTheEndOfTheConferenceClosesWhatIsOpen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p, ended := w.in(t, entpoll.StatusOPEN), event.Event{Name: conference.EventEnded, Subject: w.conf.ID}
		if err := w.On(w.system, event.Event{Name: conference.EventStarted, Subject: w.conf.ID}); err != nil {
			t.Error(err)
		}
		w.end(t)
		_, err := w.Cast(w.citizen, w.choosing(t, p, 1)) // the fact is still under way
		wantFault(t, err, fault.Conflict, "POLL_NOT_OPEN")
		for range 2 { // facts may come twice
			if err := w.On(w.system, ended); err != nil {
				t.Fatal(err)
			}
		}
		closed := must[*ent.Poll](t)(w.Poll(w.visitor, p.ID))
		if closed.Status != entpoll.StatusCLOSED || closed.ClosedAt == nil || closed.OpenFor != nil {
			t.Errorf("it is %v", closed)
		}
		events := must[[]*ent.OutboxEvent](t)(w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.Name(poll.EventClosed)).All(w.system))
		if len(events) != 1 || events[0].ActorID != nil {
			t.Errorf("told %v", events)
		}
		if _, err := w.Publish(w.admin, poll.PublishPollInput{ID: p.ID}); err != nil {
			t.Errorf("publishing after the end: %v", err)
		}
	})
}

func TestAdminsListDraftsAndOthersDoNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		draft, opened := w.in(t, entpoll.StatusDRAFT), w.in(t, entpoll.StatusOPEN)
		for who, x := range map[string]struct {
			ctx  context.Context
			want []gid.ID
		}{
			"the admin": {w.admin, []gid.ID{draft.ID, opened.ID}}, "another admin": {w.otherAdmin, []gid.ID{opened.ID}},
			"a citizen": {w.citizen, []gid.ID{opened.ID}}, "a visitor": {w.visitor, []gid.ID{opened.ID}},
		} {
			found := must[*page.Connection[*ent.Poll]](t)(w.Polls(x.ctx, w.conf, page.Args{}))
			var got []gid.ID
			for _, p := range found.Nodes {
				got = append(got, p.ID)
			}
			if total := must[int](t)(found.TotalCount(x.ctx)); !slices.Equal(got, x.want) || total != len(x.want) {
				t.Errorf("%s lists %v of %d", who, got, total)
			}
			_, err := w.Option(x.ctx, w.options(t, draft)[0].ID)
			if seen := err == nil; seen != (who == "the admin") {
				t.Errorf("%s reads an option of the draft: %v", who, err)
			}
		}
	})
}

func TestActionsSayWhatThePersonMayDo(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.in(t, entpoll.StatusOPEN)
		reasons := func(ctx context.Context) map[string]string {
			out := map[string]string{}
			for _, a := range must[[]*lifecycle.Possibility](t)(w.Actions(ctx, p)) {
				out[a.Name] = ""
				if a.Reason != nil {
					out[a.Name] = *a.Reason
				}
			}
			return out
		}
		if got := reasons(w.visitor); len(got) != 0 {
			t.Errorf("a visitor: %v", got)
		}
		if got := reasons(w.away); got["castBallot"] != "NOT_YOUR_UNIT" || got["closePoll"] != "FORBIDDEN" {
			t.Errorf("somebody from elsewhere: %v", got)
		}
		if got := reasons(w.citizen); got["castBallot"] != "" {
			t.Errorf("a citizen: %v", got)
		}
		must[*ent.Poll](t)(w.Cast(w.citizen, w.choosing(t, p, 1)))
		if got := reasons(w.citizen); got["castBallot"] != "BALLOT_CAST" {
			t.Errorf("who has voted: %v", got)
		}
		if got := reasons(w.admin); got["closePoll"] != "" || got["openPoll"] != "POLL_WRONG_STATE" {
			t.Errorf("the admin: %v", got)
		}
		w.end(t)
		if got := reasons(w.newcomer); got["castBallot"] != "POLL_NOT_OPEN" {
			t.Errorf("after the end: %v", got)
		}
	})
}
