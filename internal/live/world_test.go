package live_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	entconference "gandan/ent/conference"
	"gandan/ent/organisation"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/conference"
	"gandan/internal/event"
	"gandan/internal/live"
	"gandan/internal/policy"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// patience is how long a test waits for something that must happen.
const patience = 20 * time.Second

// world is a ward with a conference that goes on, its admin and some citizens, and a hub at work.
type world struct {
	*conference.Service
	store     *store.Store
	clock     *storetest.Clock
	hub       *live.Hub
	conf      *ent.Conference
	ward      *ent.Unit
	committee *ent.Organisation

	visitor, system, admin, citizen, neighbour context.Context
	people                                     int
}

// noCases stands for moderation, which has nothing to do here.
type noCases struct{}

func (noCases) OpenForQuestion(context.Context, *store.Tx, *ent.Question) error { return nil }

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

// onOne runs a test of what is the same on every database.
func onOne(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	clock := storetest.NewClock()
	test(t, newWorld(t, storetest.Open(t, "", clock, &storetest.CountingIDs{}), clock))
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	cal, err := calendar.New(calendar.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	w := &world{store: s, clock: clock, Service: conference.New(s, places, cal, noCases{}, policy.Standard())}
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.ward = write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode("1").SetName("Phường Hà Đông").SetNameFolded("phuong ha dong").SetKind(unit.KindWARD).
			SetPath("/01/1/").SetIdentity("1").SetSource("test").SetConfidence("test").Save(ctx)
	})
	w.committee = write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Organisation, error) {
		return tx.Organisation.Create().SetName("Ủy ban nhân dân phường Hà Đông").SetNameFolded("uy ban").
			SetKind(organisation.KindPEOPLES_COMMITTEE).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).Save(ctx)
	})
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.admin = w.person(t, access.Membership{Role: access.Admin, UnitID: w.ward.ID, Path: w.ward.Path})
	w.citizen, w.neighbour = w.person(t), w.person(t)
	w.conf = w.running(t, clock)
	w.hub = w.start(t, true)
	return w
}

func write[T any](t *testing.T, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	row, err := store.Write(w.system, w.store, fn)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func (w *world) person(t *testing.T, roles ...access.Membership) context.Context {
	t.Helper()
	w.people++
	a := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", w.people)).SetDisplayName("Người").SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Home: w.ward.Path, Members: roles})
}

// draft is a conference that nobody but the admin sees.
func (w *world) draft(t *testing.T, clock store.Clock) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.Create(w.admin, conference.CreateConferenceInput{
		Kind: entconference.KindSOCIAL_CRITICISM, Title: "Góp ý quy hoạch", UnitID: w.ward.ID, Moderation: entconference.ModerationAFTER_PUBLICATION,
		StartsAt: clock.Now().Add(time.Hour), EndsAt: clock.Now().Add(4 * time.Hour),
	}))
}

func (w *world) running(t *testing.T, clock store.Clock) *ent.Conference {
	t.Helper()
	c := w.draft(t, clock)
	must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID}))
	return must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: c.ID}))
}

// start runs a hub until the test ends; one that hears learns of each write at once, as by the relay, the other polls.
func (w *world) start(t *testing.T, hears bool) *live.Hub {
	t.Helper()
	hub := live.New(w.store, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = hub.Run(ctx) }()
	if hears {
		go w.relay(ctx, hub)
	}
	t.Cleanup(func() { stop(); <-done })
	return hub
}

func (w *world) relay(ctx context.Context, hub *live.Hub) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.store.Poked():
			_ = hub.On(ctx, event.Event{Name: conference.EventActivity, Subject: w.conf.ID})
		}
	}
}

// follow subscribes until the test ends.
func (w *world) follow(t *testing.T, who context.Context, since *int) <-chan *ent.Activity {
	t.Helper()
	ctx, stop := context.WithCancel(who)
	t.Cleanup(stop)
	return must[<-chan *ent.Activity](t)(w.hub.ConferenceActivity(ctx, w.conf.ID, since))
}

func (w *world) ask(t *testing.T, who context.Context) *ent.Question {
	t.Helper()
	return must[*ent.Question](t)(w.Ask(who, conference.AskQuestionInput{ConferenceID: w.conf.ID, Body: "Bao giờ đường được sửa?"}))
}

// swing votes and takes the vote back, n activities in all.
func (w *world) swing(t *testing.T, who context.Context, q *ent.Question, n int) {
	t.Helper()
	for i := range n {
		var err error
		if i%2 == 0 {
			_, err = w.Vote(who, conference.VoteQuestionInput{QuestionID: q.ID})
		} else {
			_, err = w.Unvote(who, conference.UnvoteQuestionInput{QuestionID: q.ID})
		}
		if err != nil {
			t.Error(err)
			return
		}
	}
}

func (w *world) hide(t *testing.T, q *ent.Question) {
	t.Helper()
	if err := store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error { return w.HideQuestion(ctx, tx, q.ID) }); err != nil {
		t.Fatal(err)
	}
}

func (w *world) publish(t *testing.T, q *ent.Question) {
	t.Helper()
	if err := store.Do(w.admin, w.store, func(ctx context.Context, tx *store.Tx) error { return w.PublishQuestion(ctx, tx, q.ID) }); err != nil {
		t.Fatal(err)
	}
}

func (w *world) last(t *testing.T) int {
	t.Helper()
	return must[*ent.Conference](t)(w.store.Reader(w.system).Conference.Get(w.system, w.conf.ID)).LastSequence
}

// next is what comes next; the test ends when nothing does.
func next(t *testing.T, told <-chan *ent.Activity) *ent.Activity {
	t.Helper()
	select {
	case a, open := <-told:
		if !open {
			t.Fatal("the stream ended")
		}
		return a
	case <-time.After(patience):
		t.Fatal("nothing came")
	}
	return nil
}

// wantNumbers takes what comes next: every number from the first to the last.
func wantNumbers(t *testing.T, told <-chan *ent.Activity, first, last int) {
	t.Helper()
	for want := first; want <= last; want++ {
		if a := next(t, told); a.Sequence != want {
			t.Fatalf("told %d, want %d", a.Sequence, want)
		}
	}
}

// quiet makes sure that nothing comes.
func quiet(t *testing.T, told <-chan *ent.Activity) {
	t.Helper()
	select {
	case a, open := <-told:
		t.Fatalf("something came: %v, open %v", a, open)
	case <-time.After(150 * time.Millisecond):
	}
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ptr[T any](v T) *T { return &v }
