package conference_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/ent/outboxevent"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/policy"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards, their bodies, an admin of each unit and some citizens.
type world struct {
	*conference.Service
	store *store.Store
	clock *storetest.Clock
	own   map[string]int // rules of the units of this world, before the law

	city, ward, otherWard                            *ent.Unit
	cityCommittee, wardCommittee, otherWardCommittee *ent.Organisation

	// who acts: contexts with an actor
	visitor, system                  context.Context
	cityAdmin, admin, otherWardAdmin context.Context
	citizen, neighbour, stranger     context.Context // two of the ward, one of the other ward
	newcomer                         context.Context // lives nowhere yet
}

// cases stands for moderation: it tells of each question it was given, in the same transaction.
type cases struct{}

const caseOpened = "test.case_opened"

func (cases) OpenForQuestion(ctx context.Context, tx *store.Tx, q *ent.Question) error {
	return tx.Emit(ctx, caseOpened, q.ID, nil)
}

// rules are the law, and before it what a test says that the units want.
type rules struct{ own map[string]int }

func (r rules) Value(key, unitPath string, day calendar.Date) (int, bool) {
	if n, ok := r.own[key]; ok {
		return n, true
	}
	return policy.Standard().Value(key, unitPath, day)
}

// onBoth runs a test in a world of its own on each database.
func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

// onOne runs a test of what asks no database.
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
	w := &world{store: s, clock: clock, own: map[string]int{}}
	w.Service = conference.New(s, places, cal, cases{}, rules{w.own})
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.city = w.unit(t, unit.KindCITY, "Thành phố Hà Nội", "/01/", nil)
	w.ward = w.unit(t, unit.KindWARD, "Phường Hà Đông", "/01/1/", &w.city.ID)
	w.otherWard = w.unit(t, unit.KindWARD, "Phường Tây Hồ", "/01/10/", &w.city.ID)
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.cityCommittee, w.wardCommittee, w.otherWardCommittee = w.committee(t, w.city), w.committee(t, w.ward), w.committee(t, w.otherWard)
	w.cityAdmin, w.admin, w.otherWardAdmin = w.adminOf(t, w.city), w.adminOf(t, w.ward), w.adminOf(t, w.otherWard)
	w.citizen, w.neighbour, w.stranger = w.person(t, w.ward.Path), w.person(t, w.ward.Path), w.person(t, w.otherWard.Path)
	w.newcomer = w.person(t, "")
	return w
}

// write stores rows as the system.
func write[T any](t *testing.T, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	row, err := store.Write(w.system, w.store, fn)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func (w *world) unit(t *testing.T, kind unit.Kind, name, path string, parent *gid.ID) *ent.Unit {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode(path).SetName(name).SetNameFolded(name).SetKind(kind).SetNillableParentID(parent).
			SetPath(path).SetIdentity(path).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

func (w *world) committee(t *testing.T, u *ent.Unit) *ent.Organisation {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Organisation, error) {
		return tx.Organisation.Create().SetName("Ủy ban nhân dân " + u.Name).SetNameFolded("uy ban " + u.Path).
			SetKind(organisation.KindPEOPLES_COMMITTEE).SetUnitID(u.ID).SetUnitPath(u.Path).Save(ctx)
	})
}

// person signs somebody in who lives at the path.
func (w *world) person(t *testing.T, home string, roles ...access.Membership) context.Context {
	t.Helper()
	a := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		n, err := tx.Account.Query().Count(ctx)
		if err != nil {
			return nil, err
		}
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", n)).SetDisplayName(fmt.Sprintf("Người thứ %d", n)).
			SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Home: home, Members: roles})
}

func (w *world) adminOf(t *testing.T, u *ent.Unit) context.Context {
	t.Helper()
	return w.person(t, u.Path, access.Membership{Role: access.Admin, UnitID: u.ID, Path: u.Path})
}

// input is a dialogue of the ward, eight days ahead.
func (w *world) input(changes ...func(*conference.CreateConferenceInput)) conference.CreateConferenceInput {
	in := conference.CreateConferenceInput{
		Kind: entconference.KindDIALOGUE, Title: "Đối thoại về dịch vụ công", UnitID: w.ward.ID, HostID: &w.wardCommittee.ID,
		StartsAt: w.clock.Now().Add(8 * 24 * time.Hour), EndsAt: w.clock.Now().Add(8*24*time.Hour + 3*time.Hour),
		Moderation: entconference.ModerationAFTER_PUBLICATION,
	}
	for _, change := range changes {
		change(&in)
	}
	return in
}

func moderated(in *conference.CreateConferenceInput) {
	in.Moderation = entconference.ModerationBEFORE_PUBLICATION
}

func (w *world) draft(t *testing.T, changes ...func(*conference.CreateConferenceInput)) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.Create(w.cityAdmin, w.input(changes...)))
}

func (w *world) announced(t *testing.T, changes ...func(*conference.CreateConferenceInput)) *ent.Conference {
	t.Helper()
	yes, reason := true, "Mưa lũ"
	return must[*ent.Conference](t)(w.Announce(w.cityAdmin, conference.AnnounceConferenceInput{ID: w.draft(t, changes...).ID, Urgent: &yes, Reason: &reason}))
}

func (w *world) live(t *testing.T) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: w.announced(t).ID}))
}

func (w *world) ended(t *testing.T) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: w.live(t).ID}))
}

func (w *world) ask(t *testing.T, who context.Context, c *ent.Conference) *ent.Question {
	t.Helper()
	return must[*ent.Question](t)(w.Ask(who, asking(c)))
}

func asking(c *ent.Conference, changes ...func(*conference.AskQuestionInput)) conference.AskQuestionInput {
	in := conference.AskQuestionInput{ConferenceID: c.ID, Body: "Bao giờ đường được sửa?"}
	for _, change := range changes {
		change(&in)
	}
	return in
}

func (w *world) answered(t *testing.T, q *ent.Question) *ent.Question {
	t.Helper()
	return must[*ent.Question](t)(w.Answer(w.admin, conference.AnswerQuestionInput{QuestionID: q.ID, Body: "Trong quý này.", AnsweredByID: w.wardCommittee.ID}))
}

// hide and publish are what moderation does in its own transaction.
func (w *world) hide(who context.Context, q *ent.Question) error {
	return store.Do(who, w.store, func(ctx context.Context, tx *store.Tx) error { return w.HideQuestion(ctx, tx, q.ID) })
}

func (w *world) publish(who context.Context, q *ent.Question) error {
	return store.Do(who, w.store, func(ctx context.Context, tx *store.Tx) error { return w.PublishQuestion(ctx, tx, q.ID) })
}

// conferenceNow and questionNow are the rows as they stand, whoever may read them.
func (w *world) conferenceNow(t *testing.T, id gid.ID) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.store.Reader(w.system).Conference.Get(w.system, id))
}

func (w *world) questionNow(t *testing.T, id gid.ID) *ent.Question {
	t.Helper()
	return must[*ent.Question](t)(w.store.Reader(w.system).Question.Get(w.system, id))
}

// activity is what the conference told, in order: "1 STATUS_CHANGED ANNOUNCED".
func (w *world) activity(t *testing.T, id gid.ID) []string {
	t.Helper()
	rows := must[[]*ent.Activity](t)(w.store.Reader(w.system).Activity.Query().Order(ent.Asc("sequence")).All(w.system))
	var told []string
	for _, a := range rows {
		if a.ConferenceID == id {
			told = append(told, fmt.Sprintf("%d %s %s", a.Sequence, a.Kind, a.ConferenceStatus))
		}
	}
	return told
}

// events are the facts about a subject, in order.
func (w *world) events(t *testing.T, subject gid.ID) []*ent.OutboxEvent {
	t.Helper()
	return must[[]*ent.OutboxEvent](t)(w.store.Reader(w.system).OutboxEvent.Query().
		Where(outboxevent.SubjectID(subject)).Order(ent.Asc("id")).All(w.system))
}

func names(events []*ent.OutboxEvent) string {
	var list []string
	for _, e := range events {
		list = append(list, e.Name)
	}
	return strings.Join(list, " ")
}

func actorOf(who context.Context) access.Actor {
	a, _ := access.From(who)
	return a
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

// wantFault checks the code, the key and the field of a refusal, and that the key has words.
func wantFault(t *testing.T, err error, code fault.Code, key fault.Key, field ...string) {
	t.Helper()
	f := fault.Of(err)
	if err == nil || f.Code != code || f.Key != key || len(field) > 0 && f.Field != field[0] {
		t.Fatalf("got %v, want %s %s %v", err, code, key, field)
	}
	if key != "INTERNAL" && fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

func first(n int) page.Args { return page.Args{First: &n} }

func ptr[T any](v T) *T { return &v }

// together gives the context loaders that wait long enough for a busy machine.
func together(who context.Context) context.Context { return page.WithLoaders(who, 20*page.Patience) }

type conferencePage = page.Connection[*ent.Question]
