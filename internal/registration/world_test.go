package registration_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	entregistration "gandan/ent/registration"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/policy"
	"gandan/internal/registration"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards, an admin of each unit and citizens as many as a test wants.
type world struct {
	*registration.Service
	forum  *conference.Service
	people *identity.Service
	store  *store.Store
	clock  *storetest.Clock
	key    ed25519.PrivateKey

	city, ward, otherWard                             *ent.Unit
	visitor, system, cityAdmin, admin, otherWardAdmin context.Context
	stranger                                          context.Context // lives in the other ward
	made                                              int
}

// cases stands for moderation, which nobody asks here.
type cases struct{}

func (cases) OpenForQuestion(context.Context, *store.Tx, *ent.Question) error { return nil }

// onBoth runs a test in a world of its own on each database.
func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
	places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	seed := sha256.Sum256([]byte("a key of the tests"))
	w := &world{store: s, clock: clock, key: ed25519.NewKeyFromSeed(seed[:])}
	w.people = must[*identity.Service](t)(identity.New(s, places, identity.Options{
		Secret: seed[:], SigningKeys: []identity.SigningKey{identity.NewSigningKey(w.key)}, Sender: identity.NewLogSender(io.Discard),
	}))
	w.forum = conference.New(s, places, cal, cases{}, policy.Standard())
	w.Service = registration.New(s, places, w.people, w.forum, registration.DefaultPolicy())
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.city = w.unit(t, unit.KindCITY, "Thành phố Hà Nội", "/01/", nil)
	w.ward = w.unit(t, unit.KindWARD, "Phường Hà Đông", "/01/1/", &w.city.ID)
	w.otherWard = w.unit(t, unit.KindWARD, "Phường Tây Hồ", "/01/10/", &w.city.ID)
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.cityAdmin, w.admin, w.otherWardAdmin = w.adminOf(t, w.city), w.adminOf(t, w.ward), w.adminOf(t, w.otherWard)
	w.stranger = w.person(t, w.otherWard.Path)
	return w
}

// write stores rows as the system.
func write[T any](t *testing.T, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	return must[T](t)(store.Write(w.system, w.store, fn))
}

func (w *world) unit(t *testing.T, kind unit.Kind, name, path string, parent *gid.ID) *ent.Unit {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode(path).SetName(name).SetNameFolded(name).SetKind(kind).SetNillableParentID(parent).
			SetPath(path).SetIdentity(path).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

// persons signs in so many people who live at the path.
func (w *world) persons(t *testing.T, n int, home string, roles ...access.Membership) []context.Context {
	t.Helper()
	rows := write(t, w, func(ctx context.Context, tx *store.Tx) ([]*ent.Account, error) {
		all := make([]*ent.AccountCreate, n)
		for i := range all {
			all[i] = tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", w.made+i)).SetDisplayName(fmt.Sprintf("Người thứ %d", w.made+i)).
				SetStatus(account.StatusACTIVE)
		}
		return tx.Account.CreateBulk(all...).Save(ctx)
	})
	w.made += n
	out := make([]context.Context, n)
	for i, a := range rows {
		out[i] = access.With(context.Background(), access.Actor{ID: a.ID, Home: home, Members: roles})
	}
	return out
}

func (w *world) person(t *testing.T, home string, roles ...access.Membership) context.Context {
	t.Helper()
	return w.persons(t, 1, home, roles...)[0]
}

func (w *world) citizens(t *testing.T, n int) []context.Context {
	t.Helper()
	return w.persons(t, n, w.ward.Path)
}

func (w *world) adminOf(t *testing.T, u *ent.Unit) context.Context {
	t.Helper()
	return w.person(t, u.Path, access.Membership{Role: access.Admin, UnitID: u.ID, Path: u.Path})
}

// ahead is how far away the conferences of the tests are.
const ahead = 8 * 24 * time.Hour

// announced is a dialogue of the ward with so many seats; 0 = no limit.
func (w *world) announced(t *testing.T, seats int) *ent.Conference {
	t.Helper()
	in := conference.CreateConferenceInput{
		Kind: entconference.KindDIALOGUE, Title: "Đối thoại về dịch vụ công", UnitID: w.ward.ID,
		StartsAt: w.clock.Now().Add(ahead), EndsAt: w.clock.Now().Add(ahead + 3*time.Hour), Moderation: entconference.ModerationAFTER_PUBLICATION,
	}
	if seats > 0 {
		in.Capacity = &seats
	}
	c := must[*ent.Conference](t)(w.forum.Create(w.admin, in))
	return must[*ent.Conference](t)(w.forum.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID}))
}

func (w *world) start(t *testing.T, c *ent.Conference) {
	t.Helper()
	must[*ent.Conference](t)(w.forum.Start(w.admin, conference.StartConferenceInput{ID: c.ID}))
}

func (w *world) end(t *testing.T, c *ent.Conference) {
	t.Helper()
	must[*ent.Conference](t)(w.forum.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
}

// sitting is one session of the conference, so long behind its start.
func (w *world) sitting(t *testing.T, c *ent.Conference, seats int, behind time.Duration) *ent.Sitting {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Sitting, error) {
		begin := c.StartsAt.Add(behind)
		return tx.Sitting.Create().SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).SetName("Buổi").SetCluster("Tổ 1").
			SetStartsAt(begin).SetEndsAt(begin.Add(time.Hour)).SetCapacity(seats).Save(ctx)
	})
}

func (w *world) register(who context.Context, c *ent.Conference) (*ent.Registration, error) {
	return w.Register(who, registration.RegisterInput{ConferenceID: c.ID})
}

func (w *world) registered(t *testing.T, who context.Context, c *ent.Conference) *ent.Registration {
	t.Helper()
	return must[*ent.Registration](t)(w.register(who, c))
}

func (w *world) cancel(t *testing.T, who context.Context, r *ent.Registration) *ent.Registration {
	t.Helper()
	return must[*ent.Registration](t)(w.CancelRegistration(who, registration.CancelRegistrationInput{ID: r.ID}))
}

func (w *world) sweep(t *testing.T) {
	t.Helper()
	if err := w.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func (w *world) now(t *testing.T, r *ent.Registration) *ent.Registration {
	t.Helper()
	return must[*ent.Registration](t)(w.store.Reader(w.system).Registration.Get(w.system, r.ID))
}

func (w *world) conferenceNow(t *testing.T, c *ent.Conference) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.store.Reader(w.system).Conference.Get(w.system, c.ID))
}

// rows are the registrations of a conference by number.
func (w *world) rows(t *testing.T, c *ent.Conference) []*ent.Registration {
	t.Helper()
	return must[[]*ent.Registration](t)(w.store.Reader(w.system).Registration.Query().
		Where(entregistration.ConferenceID(c.ID)).Order(ent.Asc(entregistration.FieldNumber)).All(w.system))
}

// line is where the registrations of a conference stand, by number: "REGISTERED WAITING".
func (w *world) line(t *testing.T, c *ent.Conference) string {
	t.Helper()
	var all []string
	for _, r := range w.rows(t, c) {
		all = append(all, string(r.Status))
	}
	return strings.Join(all, " ")
}

// told counts the facts of that name about registrations.
func (w *world) told(t *testing.T, name string) int {
	t.Helper()
	return must[int](t)(w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.Name(name)).Count(w.system))
}

// sound holds what is always true of a conference: no more seats than there are, the counters are the rows, and no seat is
// free while somebody waits.
func (w *world) sound(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, id gid.ID) {
	t.Helper()
	c, err := w.store.Reader(w.system).Conference.Get(w.system, id)
	if err != nil {
		t.Fatalf("%v", err)
	}
	rows, err := w.store.Reader(w.system).Registration.Query().
		Where(entregistration.ConferenceID(id)).Order(ent.Asc(entregistration.FieldNumber)).All(w.system)
	if err != nil {
		t.Fatalf("%v", err)
	}
	taken, waiting, attended := 0, 0, 0
	for i, r := range rows {
		if r.Number != i+1 {
			t.Fatalf("the registration behind %d has number %d", i, r.Number)
		}
		switch r.Status {
		case entregistration.StatusWAITING:
			waiting++
		case entregistration.StatusATTENDED:
			attended++
			taken++
		case entregistration.StatusOFFERED, entregistration.StatusREGISTERED, entregistration.StatusNO_SHOW:
			taken++
		}
	}
	if c.RegisteredCount != taken || c.WaitingCount != waiting || c.AttendedCount != attended || c.LastRegistration != len(rows) {
		t.Fatalf("counted %d taken, %d waiting, %d attended of %d; the rows say %d, %d, %d of %d",
			c.RegisteredCount, c.WaitingCount, c.AttendedCount, c.LastRegistration, taken, waiting, attended, len(rows))
	}
	if c.Capacity != nil && taken > *c.Capacity {
		t.Fatalf("%d seats are taken of %d", taken, *c.Capacity)
	}
	if waiting > 0 && (c.Capacity == nil || taken < *c.Capacity) {
		t.Fatalf("%d wait while %d seats are taken", waiting, taken)
	}
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
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

func ptr[T any](v T) *T { return &v }
