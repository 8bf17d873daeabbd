package team_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	"gandan/ent/rolegrant"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	entteam "gandan/ent/team"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/team"
	"gandan/internal/territory"
)

// rules are the policy rows of a test.
type rules map[string]int

func (r rules) Value(key, _ string, _ calendar.Date) (int, bool) { n, ok := r[key]; return n, ok }

// groups are the groups of procedures of a test.
type groups []string

func (g groups) Groups() []string { return g }

// world is a city with two wards, admins, and volunteers as many as a test wants.
type world struct {
	*team.Service
	people *identity.Service
	store  *store.Store
	clock  *storetest.Clock
	rules  rules

	city, ward, otherWard, gone        *ent.Unit
	visitor, system, admin, otherAdmin context.Context
	team                               *ent.Team
	lead                               context.Context
	made                               int
}

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
	places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	seed := sha256.Sum256([]byte("a key of the tests"))
	w := &world{store: s, clock: clock, rules: rules{"homeVisit.minAge": 16}}
	w.people = must[*identity.Service](t)(identity.New(s, places, identity.Options{
		Secret: seed[:], SigningKeys: []identity.SigningKey{identity.NewSigningKey(ed25519.NewKeyFromSeed(seed[:]))}, Sender: identity.NewLogSender(io.Discard),
	}))
	w.Service = team.New(s, places, cal, w.people, groups{"civil_status", "residence"}, w.rules, team.DefaultPolicy())
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.city = w.unit(t, unit.KindCITY, "Thành phố Hà Nội", "/01/", nil, nil)
	w.ward = w.unit(t, unit.KindWARD, "Phường Hà Đông", "/01/1/", &w.city.ID, nil)
	w.otherWard = w.unit(t, unit.KindWARD, "Phường Tây Hồ", "/01/10/", &w.city.ID, nil)
	w.gone = w.unit(t, unit.KindWARD, "Phường Nguyễn Trãi", "/01/11/", &w.city.ID, ptr("2025-07-01"))
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.admin, w.otherAdmin = w.person(t, access.Admin, w.ward), w.person(t, access.Admin, w.otherWard)
	w.team = must[*ent.Team](t)(w.FoundTeam(w.admin, team.FoundTeamInput{UnitID: w.ward.ID, Name: "Đội thanh niên phường", Kind: entteam.KindYOUTH}))
	w.lead = w.person(t, access.Volunteer, w.ward)
	w.join(t, w.lead, func(in *team.AddMemberInput) { in.Lead = ptr(true) })
	return w
}

func write[T any](t *testing.T, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	return must[T](t)(store.Write(w.system, w.store, fn))
}

func (w *world) unit(t *testing.T, kind unit.Kind, name, path string, parent *gid.ID, until *string) *ent.Unit {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode(path).SetName(name).SetNameFolded(name).SetKind(kind).SetNillableParentID(parent).SetNillableValidTo(until).
			SetPath(path).SetIdentity(path).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

// person signs somebody in who holds the role in the unit; an empty role holds none.
func (w *world) person(t *testing.T, role access.Role, u *ent.Unit) context.Context {
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

// without is the person after their roles were taken back.
func (w *world) without(t *testing.T, who context.Context) context.Context {
	t.Helper()
	a := actorOf(who)
	write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
		return tx.RoleGrant.Update().Where(rolegrant.AccountID(a.ID)).SetRevokedAt(tx.Now).ClearHolds().Save(ctx)
	})
	a.Members = nil
	return access.With(context.Background(), a)
}

// join takes somebody into the team of the world for a year.
func (w *world) join(t *testing.T, who context.Context, change ...func(*team.AddMemberInput)) *ent.TeamMember {
	t.Helper()
	in := team.AddMemberInput{TeamID: w.team.ID, CitizenID: actorOf(who).ID, FromOn: w.day(0), ToOn: w.day(365), BornOn: ptr("2000-05-01"), Skills: []string{"civil_status"}}
	for _, f := range change {
		f(&in)
	}
	return must[*ent.TeamMember](t)(w.AddMember(w.admin, in))
}

// members are so many volunteers of the ward who are in the team.
func (w *world) members(t *testing.T, n int) []context.Context {
	t.Helper()
	all := make([]context.Context, n)
	for i := range all {
		all[i] = w.person(t, access.Volunteer, w.ward)
		w.join(t, all[i])
	}
	return all
}

// day is the local day so far from today.
func (w *world) day(n int) string { return string(calendar.Today(w.clock.Now()).AddDays(n)) }

// at is an hour of that day, local.
func (w *world) at(n, hour int) time.Time {
	return calendar.Today(w.clock.Now()).AddDays(n).Start().Add(time.Duration(hour) * time.Hour)
}

// plan plans a shift of three hours, remote, from eight in the morning of the day after tomorrow.
func (w *world) plan(t *testing.T, capacity int, change ...func(*team.PlanShiftInput)) *ent.Shift {
	t.Helper()
	in := team.PlanShiftInput{TeamID: w.team.ID, Place: shift.PlaceREMOTE, StartsAt: w.at(2, 8), EndsAt: w.at(2, 11), Capacity: &capacity}
	for _, f := range change {
		f(&in)
	}
	return must[*ent.Shift](t)(w.PlanShift(w.lead, in))
}

func (w *world) signUp(t *testing.T, who context.Context, s *ent.Shift) *team.SignedUpFor {
	t.Helper()
	return must[*team.SignedUpFor](t)(w.SignUp(who, team.SignUpInput{ShiftID: s.ID}))
}

// signed is signUp that succeeds.
func (w *world) signed(t *testing.T, who context.Context, s *ent.Shift) *ent.ShiftSignup {
	t.Helper()
	got := w.signUp(t, who, s)
	if got.Answer != team.SignedUp {
		t.Fatalf("the sign-up is answered %s", got.Answer)
	}
	return got.Signup
}

// answers holds the field against the deed: both say the same.
func (w *world) answers(t *testing.T, who context.Context, s *ent.Shift, want team.Answer) {
	t.Helper()
	now := w.shiftNow(t, s)
	if got := must[team.Answer](t)(w.CanSignUp(who, now)); got != want {
		t.Errorf("the field says %s, want %s", got, want)
	}
	if got := w.signUp(t, who, s); got.Answer != want {
		t.Errorf("the deed says %s, want %s", got.Answer, want)
	}
}

func (w *world) shiftNow(t *testing.T, s *ent.Shift) *ent.Shift {
	t.Helper()
	return must[*ent.Shift](t)(w.store.Reader(w.system).Shift.Get(w.system, s.ID))
}

func (w *world) signupNow(t *testing.T, r *ent.ShiftSignup) *ent.ShiftSignup {
	t.Helper()
	return must[*ent.ShiftSignup](t)(w.store.Reader(w.system).ShiftSignup.Get(w.system, r.ID))
}

func (w *world) told(t *testing.T, name string) int {
	t.Helper()
	return must[int](t)(w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.Name(name)).Count(w.system))
}

func (w *world) sweep(t *testing.T) {
	t.Helper()
	if err := w.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// sound holds what is always true of a shift: the counter is the rows, and there are never more than the capacity.
func (w *world) sound(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, id gid.ID) {
	t.Helper()
	s, err := w.store.Reader(w.system).Shift.Get(w.system, id)
	if err != nil {
		t.Fatalf("%v", err)
	}
	in, err := w.store.Reader(w.system).ShiftSignup.Query().Where(shiftsignup.ShiftID(id),
		shiftsignup.StatusIn(shiftsignup.StatusSIGNED_UP, shiftsignup.StatusPRESENT, shiftsignup.StatusNO_SHOW)).Count(w.system)
	if err != nil || in != s.SignedCount || in > s.Capacity {
		t.Fatalf("counted %d of %d, the rows say %d (%v)", s.SignedCount, s.Capacity, in, err)
	}
}

func actorOf(who context.Context) access.Actor {
	a, _ := access.From(who)
	return a
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

// wantFault checks the code and the key of a refusal, and that the key has words.
func wantFault(t *testing.T, err error, code fault.Code, key fault.Key) {
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
