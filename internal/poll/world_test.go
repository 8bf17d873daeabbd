package poll_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	entpoll "gandan/ent/poll"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/policy"
	"gandan/internal/poll"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is two wards, a conference that goes on in the first, admins and citizens.
type world struct {
	*poll.Service
	forum *conference.Service
	store *store.Store
	clock *storetest.Clock
	conf  *ent.Conference

	ward, other                                                 *ent.Unit
	visitor, system, admin, otherAdmin, citizen, away, newcomer context.Context
	people                                                      int
}

// noCases stands for moderation, which has nothing to do here.
type noCases struct{}

func (noCases) OpenForQuestion(context.Context, *store.Tx, *ent.Question) error { return nil }

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	cal, err := calendar.New(calendar.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	w := &world{store: s, clock: clock, forum: conference.New(s, places, cal, noCases{}, policy.Standard())}
	w.Service = poll.New(s, w.forum)
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.ward, w.other = w.unit(t, "1"), w.unit(t, "2")
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.admin, w.otherAdmin = w.adminOf(t, w.ward), w.adminOf(t, w.other)
	w.citizen, w.away, w.newcomer = w.person(t, w.ward.Path), w.person(t, w.other.Path), w.person(t, "")
	w.conf = w.announced(t)
	must[*ent.Conference](t)(w.forum.Start(w.admin, conference.StartConferenceInput{ID: w.conf.ID}))
	return w
}

func (w *world) unit(t *testing.T, code string) *ent.Unit {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode(code).SetName("Phường " + code).SetNameFolded("phuong " + code).SetKind(unit.KindWARD).
			SetPath("/01/" + code + "/").SetIdentity(code).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

func write[T any](t *testing.T, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	return must[T](t)(store.Write(w.system, w.store, fn))
}

func (w *world) person(t *testing.T, home string, roles ...access.Membership) context.Context {
	t.Helper()
	w.people++
	a := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", w.people)).SetDisplayName("Người").SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Home: home, Members: roles})
}

func (w *world) adminOf(t *testing.T, u *ent.Unit) context.Context {
	t.Helper()
	return w.person(t, u.Path, access.Membership{Role: access.Admin, UnitID: u.ID, Path: u.Path})
}

func (w *world) announced(t *testing.T) *ent.Conference {
	t.Helper()
	c := must[*ent.Conference](t)(w.forum.Create(w.admin, conference.CreateConferenceInput{
		Kind: entconference.KindSOCIAL_CRITICISM, Title: "Góp ý quy hoạch", UnitID: w.ward.ID, Moderation: entconference.ModerationAFTER_PUBLICATION,
		StartsAt: w.clock.Now().Add(time.Hour), EndsAt: w.clock.Now().Add(4 * time.Hour),
	}))
	return must[*ent.Conference](t)(w.forum.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID}))
}

func (w *world) end(t *testing.T) {
	t.Helper()
	must[*ent.Conference](t)(w.forum.End(w.admin, conference.EndConferenceInput{ID: w.conf.ID}))
}

// several is a poll of three options, of which a ballot may choose two.
func (w *world) several(changes ...func(*poll.CreatePollInput)) poll.CreatePollInput {
	two := 2
	in := poll.CreatePollInput{
		ConferenceID: w.conf.ID, Question: "Cần cải thiện điều gì?", Kind: entpoll.KindMULTIPLE, MostChoices: &two,
		Options: []string{"Thời gian chờ", "Thái độ", "Hướng dẫn"},
	}
	for _, change := range changes {
		change(&in)
	}
	return in
}

// in brings a poll into the state by the verbs; whatever else is open is closed first.
func (w *world) in(t *testing.T, status entpoll.Status) *ent.Poll {
	t.Helper()
	if id, err := w.store.Reader(w.system).Poll.Query().Where(entpoll.OpenFor(w.conf.ID)).OnlyID(w.system); err == nil {
		must[*ent.Poll](t)(w.Close(w.admin, poll.ClosePollInput{ID: id}))
	}
	p := must[*ent.Poll](t)(w.Create(w.admin, w.several()))
	if status != entpoll.StatusDRAFT {
		p = must[*ent.Poll](t)(w.Open(w.admin, poll.OpenPollInput{ID: p.ID}))
	}
	if status == entpoll.StatusCLOSED || status == entpoll.StatusPUBLISHED {
		p = must[*ent.Poll](t)(w.Close(w.admin, poll.ClosePollInput{ID: p.ID}))
	}
	if status == entpoll.StatusPUBLISHED {
		p = must[*ent.Poll](t)(w.Publish(w.admin, poll.PublishPollInput{ID: p.ID}))
	}
	return p
}

func (w *world) options(t *testing.T, p *ent.Poll) []*ent.PollOption {
	t.Helper()
	return must[[]*ent.PollOption](t)(w.OptionsOf(w.system, p))
}

// choosing is a ballot for the options at these positions, from 1.
func (w *world) choosing(t *testing.T, p *ent.Poll, positions ...int) poll.CastBallotInput {
	t.Helper()
	options, in := w.options(t, p), poll.CastBallotInput{PollID: p.ID}
	for _, n := range positions {
		in.OptionIDs = append(in.OptionIDs, options[n-1].ID)
	}
	return in
}

// wantCounts holds the numbers of a poll: of its ballots and of each option; and as many people are known to have voted.
func (w *world) wantCounts(t *testing.T, id gid.ID, ballots int, options ...int) {
	t.Helper()
	p := must[*ent.Poll](t)(w.store.Reader(w.system).Poll.Get(w.system, id))
	voters := must[int](t)(w.store.Reader(w.system).Ballot.Query().Count(w.system))
	if p.BallotCount != ballots || voters != ballots {
		t.Errorf("%d ballots are counted and %d people have voted, want %d", p.BallotCount, voters, ballots)
	}
	for i, o := range w.options(t, p) {
		if o.BallotCount != options[i] {
			t.Errorf("option %d has %d ballots, want %d", i+1, o.BallotCount, options[i])
		}
	}
}

// must ends the test on an error.
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

// wantFault checks the code and the key of a refusal, and that the key has words.
func wantFault(t *testing.T, err error, code fault.Code, key fault.Key) {
	t.Helper()
	if f := fault.Of(err); err == nil || f.Code != code || f.Key != key {
		t.Fatalf("got %v, want %s %s", err, code, key)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}
