package offline_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/rolegrant"
	"gandan/ent/shift"
	entteam "gandan/ent/team"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/contact"
	"gandan/internal/event"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/offline"
	"gandan/internal/outbox"
	"gandan/internal/procedure"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/team"
	"gandan/internal/territory"
)

// rules are the policy rows of a test: none.
type rules struct{}

func (rules) Value(string, string, calendar.Date) (int, bool) { return 0, false }

// tester is a test, or a run of a property.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// world is a city with two wards, who helps in them, and the whole of the domains that a phone reads from.
type world struct {
	*offline.Changes
	store      *store.Store
	clock      *storetest.Clock
	desk       *helpdesk.Service
	teams      *team.Service
	talks      *contact.Service
	procedures *procedure.Service
	relay      *outbox.Relay
	today      func() string

	city, ward, other *ent.Unit
	point             *ent.HelpPoint
	team              *ent.Team
	made              int

	citizen, admin, binh, chi, yen context.Context // Bình and Chi volunteer in the ward, Yến in the other
}

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

func onSQLite(t *testing.T) *world {
	t.Helper()
	clock := storetest.NewClock()
	return newWorld(t, storetest.Open(t, "", clock, &storetest.CountingIDs{}), clock)
}

func newWorld(t tester, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	w := &world{store: s, clock: clock, today: func() string { return string(calendar.Today(clock.Now())) }}
	cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
	places := territory.New(s, w.today)
	w.city = w.unit(t, unit.KindCITY, "/01/", nil)
	w.ward = w.unit(t, unit.KindWARD, "/01/1/", &w.city.ID)
	w.other = w.unit(t, unit.KindWARD, "/01/10/", &w.city.ID)
	done(t, places.Refresh(system()))
	seed := sha256.Sum256([]byte("a key of the tests"))
	people := must[*identity.Service](t)(identity.New(s, places, identity.Options{
		Secret: seed[:], SigningKeys: []identity.SigningKey{identity.NewSigningKey(ed25519.NewKeyFromSeed(seed[:]))}, Sender: identity.NewLogSender(io.Discard),
	}))
	w.procedures = procedure.New(s, places, w.today, procedure.Options{})
	w.desk = helpdesk.New(s, places, w.procedures, people, cal, helpdesk.DefaultPolicy())
	w.teams = team.New(s, places, cal, people, w.procedures, rules{}, team.DefaultPolicy())
	w.talks = contact.New(s, w.desk, people, rules{})
	w.Changes = offline.NewChanges(s, w.procedures, seed[:])
	w.relay = outbox.New(s, []event.Subscriber{w.teams, w.Changes}, slog.New(slog.DiscardHandler))
	w.people(t)
	return w
}

// people fills the world.
func (w *world) people(t tester) {
	t.Helper()
	w.citizen, w.admin = w.person(t, "", w.ward), w.person(t, access.Admin, w.ward)
	w.binh, w.chi = w.person(t, access.Volunteer, w.ward), w.person(t, access.Volunteer, w.ward)
	w.yen = w.person(t, access.Volunteer, w.other)
	w.team = must[*ent.Team](t)(w.teams.FoundTeam(w.admin, team.FoundTeamInput{UnitID: w.ward.ID, Name: "Đội thanh niên phường", Kind: entteam.KindYOUTH}))
	w.point = must[*ent.HelpPoint](t)(w.teams.OpenHelpPoint(w.admin, team.OpenHelpPointInput{
		UnitID: w.ward.ID, Name: "Nhà văn hóa", Address: "Số 2 phố Hà Cầu", Latitude: 20.97, Longitude: 105.77,
	}))
	for _, who := range []context.Context{w.binh, w.chi} {
		must[*ent.TeamMember](t)(w.teams.AddMember(w.admin, team.AddMemberInput{
			TeamID: w.team.ID, CitizenID: me(who), FromOn: w.today(), ToOn: string(calendar.Date(w.today()).AddDays(300)), BornOn: ptr("2000-05-01"),
		}))
	}
	w.procedure(t, "1.001", nil)
	w.procedure(t, "1.002", nil)
}

func system() context.Context { return access.AsSystem(context.Background(), "test") }

func write[T any](t tester, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	return must[T](t)(store.Write(system(), w.store, fn))
}

func (w *world) unit(t tester, kind unit.Kind, path string, parent *gid.ID) *ent.Unit {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode(path).SetName("Đơn vị " + path).SetNameFolded(path).SetKind(kind).SetNillableParentID(parent).
			SetPath(path).SetIdentity(path).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

// person signs somebody in who holds the role in the unit; an empty role holds none.
func (w *world) person(t tester, role access.Role, u *ent.Unit) context.Context {
	t.Helper()
	w.made++
	a := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		a, err := tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", w.made)).SetDisplayName(fmt.Sprintf("Người thứ %d", w.made)).SetStatus(account.StatusACTIVE).Save(ctx)
		if err != nil || role == "" {
			return a, err
		}
		return a, tx.RoleGrant.Create().SetAccountID(a.ID).SetRole(rolegrant.Role(role)).SetUnitID(u.ID).SetUnitPath(u.Path).
			SetHolds(identity.Holds(a.ID, role, u.ID)).Exec(ctx)
	})
	actor := access.Actor{ID: a.ID, Home: u.Path}
	if role != "" {
		actor.Members = []access.Membership{{Role: role, UnitID: u.ID, Path: u.Path}}
	}
	return access.With(context.Background(), actor)
}

// procedure writes one down, which ended on the day if there is one.
func (w *world) procedure(t tester, code string, ended *string) *ent.Procedure {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Procedure, error) {
		return tx.Procedure.Create().SetCode(code).SetName("Thủ tục " + code).SetSearchFolded("").SetSortKey(code).SetIdentity(code).SetField("Hộ tịch").
			SetTopicGroup("civil_status").SetAuthorityLevel("").SetNillableEndedOn(ended).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

// asked is a request of the citizen in the ward, to be helped at home.
func (w *world) asked(t tester) *ent.HelpRequest {
	t.Helper()
	return must[*ent.HelpRequest](t)(w.desk.Create(w.citizen, helpdesk.CreateHelpRequestInput{
		UnitID: w.ward.ID, Description: "Tôi cần giúp đăng ký khai sinh cho con.", Mode: helprequest.ModeAT_HOME, ConsentToContact: true,
	}))
}

// claimed is one that the volunteer holds.
func (w *world) claimed(t tester, who context.Context) *ent.HelpRequest {
	t.Helper()
	return must[*ent.HelpRequest](t)(w.desk.Claim(who, helpdesk.ClaimHelpRequestInput{ID: w.asked(t).ID}))
}

// planned is a shift at the help point, in so many days.
func (w *world) planned(t tester, days, capacity int) *ent.Shift {
	t.Helper()
	begin := calendar.Date(w.today()).AddDays(days).Start().Add(8 * hour)
	return must[*ent.Shift](t)(w.teams.PlanShift(w.admin, team.PlanShiftInput{
		TeamID: w.team.ID, Place: shift.PlaceHELP_POINT, HelpPointID: &w.point.ID, StartsAt: begin, EndsAt: begin.Add(3 * hour), Capacity: &capacity,
	}))
}

// signed is the sign-up of somebody for the shift.
func (w *world) signed(t tester, who context.Context, s *ent.Shift) *ent.ShiftSignup {
	t.Helper()
	got := must[*team.SignedUpFor](t)(w.teams.SignUp(who, team.SignUpInput{ShiftID: s.ID}))
	if got.Answer != team.SignedUp {
		t.Fatalf("the sign-up is answered %s", got.Answer)
	}
	return got.Signup
}

// relayed has every fact told.
func (w *world) relayed(t tester) {
	t.Helper()
	done(t, w.relay.Flush(context.Background()))
}

func me(who context.Context) gid.ID {
	a, _ := access.From(who)
	return a.ID
}

func must[T any](t tester) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		done(t, err)
		return v
	}
}

func done(t tester, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v", err)
	}
}

// refused checks the code and the key of a refusal, and that the key has words.
func refused(t tester, err error, code fault.Code, key fault.Key) {
	t.Helper()
	f := fault.Of(err)
	if err == nil || f.Code != code || f.Key != key {
		t.Errorf("got %v, want %s %s", err, code, key)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

func ptr[T any](v T) *T { return &v }
