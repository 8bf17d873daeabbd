package offline_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/offlinereceipt"
	"gandan/ent/rolegrant"
	entshift "gandan/ent/shift"
	entteam "gandan/ent/team"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/app"
	"gandan/internal/calendar"
	"gandan/internal/config"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/offline"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/team"
)

// village is the whole app on one database; each test brings its own people, so that all of them share it.
type village struct {
	*app.App
	t     testing.TB
	clock *storetest.Clock
	ward  *ent.Unit
	gone  *ent.Unit // until 1 July 2025
	count int
}

// inEachVillage runs the tests on SQLite and on MariaDB.
func inEachVillage(t *testing.T, tests map[string]func(*village)) {
	t.Helper()
	for _, dialect := range []string{"sqlite", "mariadb"} {
		t.Run(dialect, func(t *testing.T) {
			v := newVillage(t, dialect)
			for name, test := range tests {
				t.Run(name, func(t *testing.T) {
					v.t = t
					v.clock.Set(storetest.NewClock().Now())
					test(v)
				})
			}
		})
	}
}

func newVillage(t *testing.T, dialect string) *village {
	t.Helper()
	v := &village{t: t, clock: storetest.NewClock()}
	cfg := config.Serve{Listen: "127.0.0.1:0", SMS: "log", OTPPerAddress: 60}
	cfg.Data = t.TempDir()
	if dialect == "mariadb" {
		cfg.DB = storetest.MariaDB(t)
	}
	env := app.Env{Clock: v.clock, IDs: &store.RandomIDs{}, Log: slog.New(slog.DiscardHandler), SMS: io.Discard}
	v.App = got[*app.App](t)(app.New(t.Context(), cfg, env))
	t.Cleanup(func() { _ = v.Close() })
	v.ward = v.Store.Reader(system()).Unit.Query().Where(unit.Path("/01/09556/"), unit.ValidToIsNil()).OnlyX(system())
	v.gone = v.Store.Reader(system()).Unit.Query().Where(unit.Path("/01/268/")).OnlyX(system())
	return v
}

func got[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// person signs somebody in who holds the role in the ward; an empty role holds none.
func (v *village) person(role access.Role) context.Context {
	v.t.Helper()
	v.count++
	a := got[*ent.Account](v.t)(store.Write(system(), v.Store, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		a, err := tx.Account.Create().SetPhone(fmt.Sprintf("+84100%06d", v.count)).SetDisplayName(fmt.Sprintf("Người thứ %d", v.count)).
			SetStatus(account.StatusACTIVE).SetUnitID(v.ward.ID).Save(ctx)
		if err != nil || role == "" {
			return a, err
		}
		return a, tx.RoleGrant.Create().SetAccountID(a.ID).SetRole(rolegrant.Role(role)).SetUnitID(v.ward.ID).SetUnitPath(v.ward.Path).
			SetHolds(identity.Holds(a.ID, role, v.ward.ID)).Exec(ctx)
	}))
	actor := access.Actor{ID: a.ID, Home: v.ward.Path}
	if role != "" {
		actor.Members = []access.Membership{{Role: role, UnitID: v.ward.ID, Path: v.ward.Path}}
	}
	return access.With(context.Background(), actor)
}

// without is the person after their roles were taken back.
func (v *village) without(who context.Context) context.Context {
	v.t.Helper()
	if err := store.Do(system(), v.Store, func(ctx context.Context, tx *store.Tx) error {
		return tx.RoleGrant.Update().Where(rolegrant.AccountID(me(who))).SetRevokedAt(tx.Now).ClearHolds().Exec(ctx)
	}); err != nil {
		v.t.Fatal(err)
	}
	a, _ := access.From(who)
	a.Members = nil
	return access.With(context.Background(), a)
}

// asked is a request of somebody of the ward.
func (v *village) asked() *ent.HelpRequest {
	v.t.Helper()
	return got[*ent.HelpRequest](v.t)(v.Helpdesk.Create(v.person(""), helpdesk.CreateHelpRequestInput{
		UnitID: v.ward.ID, Description: "Giúp tôi nộp hồ sơ trực tuyến.", Mode: helprequest.ModeAT_POINT, ConsentToContact: true,
	}))
}

// held is a request that the volunteer has taken.
func (v *village) held(who context.Context) *ent.HelpRequest {
	v.t.Helper()
	return got[*ent.HelpRequest](v.t)(v.Helpdesk.Claim(who, helpdesk.ClaimHelpRequestInput{ID: v.asked().ID}))
}

func (v *village) request(id gid.ID) *ent.HelpRequest {
	return v.Store.Reader(system()).HelpRequest.GetX(system(), id)
}

// shift is one of tomorrow in a new team of the person's.
func (v *village) shift(capacity int, members ...context.Context) *ent.Shift {
	v.t.Helper()
	admin := v.person(access.Admin)
	tm := got[*ent.Team](v.t)(v.Teams.FoundTeam(admin, team.FoundTeamInput{UnitID: v.ward.ID, Name: fmt.Sprintf("Đội thứ %d", v.count), Kind: entteam.KindYOUTH}))
	today := calendar.Today(v.clock.Now())
	for _, m := range members {
		got[*ent.TeamMember](v.t)(v.Teams.AddMember(admin, team.AddMemberInput{TeamID: tm.ID, CitizenID: me(m),
			FromOn: string(today), ToOn: string(today.AddDays(200)), BornOn: ptr("2000-05-01")}))
	}
	begins := v.clock.Now().Add(24 * time.Hour)
	return got[*ent.Shift](v.t)(v.Teams.PlanShift(admin, team.PlanShiftInput{TeamID: tm.ID, Place: entshift.PlaceHOME_VISITS,
		StartsAt: begins, EndsAt: begins.Add(2 * time.Hour), Capacity: &capacity}))
}

// id is a UUID as a device makes one.
func (v *village) id() string {
	v.count++
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", v.count)
}

// now is an item of this moment.
func (v *village) now(change func(*offline.ItemInput)) offline.ItemInput {
	in := offline.ItemInput{ClientID: v.id(), At: v.clock.Now()}
	change(&in)
	return in
}

func claim(r *ent.HelpRequest) func(*offline.ItemInput) {
	return func(in *offline.ItemInput) { in.Claim = &helpdesk.ClaimHelpRequestInput{ID: r.ID} }
}

// logOf is a log of half an hour that ended at the moment of the item.
func logOf(r *ent.HelpRequest) func(*offline.ItemInput) {
	return func(in *offline.ItemInput) {
		in.Log = &helpdesk.LogAssistanceInput{HelpRequestID: r.ID, Kind: assistancelog.KindPHONE, Outcome: assistancelog.OutcomeCONTINUES, Minutes: 30}
	}
}

func signUp(s *ent.Shift) func(*offline.ItemInput) {
	return func(in *offline.ItemInput) { in.SignUp = &team.SignUpInput{ShiftID: s.ID} }
}

func leave(s *ent.Shift) func(*offline.ItemInput) {
	return func(in *offline.ItemInput) { in.Leave = &offline.LeaveInput{ShiftID: s.ID} }
}

// send uploads from a device whose clock is right.
func (v *village) send(who context.Context, items ...offline.ItemInput) []*offline.ItemResult {
	v.t.Helper()
	return got[*offline.UploadPayload](v.t)(v.Uploads.Upload(who, offline.UploadInput{DeviceTime: v.clock.Now(), Items: items})).Results
}

// says checks what became of an item; reason is empty for what was done.
func (v *village) says(r *offline.ItemResult, status offline.ItemStatus, reason string) {
	v.t.Helper()
	switch {
	case r.Status != status:
		v.t.Errorf("%s (%+v), want %s", r.Status, r.Error, status)
	case (r.Error == nil) != (reason == ""), r.Error != nil && r.Error.Reason != reason:
		v.t.Errorf("%s because of %+v, want %q", r.Status, r.Error, reason)
	case r.Error != nil && r.Error.Message == "":
		v.t.Errorf("%s because of %s without a word", r.Status, reason)
	}
}

func (v *village) receipts(who context.Context) []*ent.OfflineReceipt {
	return v.Store.Reader(system()).OfflineReceipt.Query().Where(offlinereceipt.AccountID(me(who))).Order(offlinereceipt.ByID()).AllX(system())
}

func (v *village) logs(who context.Context) []*ent.AssistanceLog {
	return v.Store.Reader(system()).AssistanceLog.Query().Where(assistancelog.VolunteerID(me(who))).Order(assistancelog.ByID()).AllX(system())
}

// broken is a helpdesk whose database is away.
type broken struct {
	offline.Helpdesk
	err error
}

func (b broken) Claim(ctx context.Context, in helpdesk.ClaimHelpRequestInput) (*ent.HelpRequest, error) {
	if _, err := b.Helpdesk.Claim(ctx, in); err != nil { // what it wrote must not stay
		return nil, err
	}
	if b.err == nil {
		panic(errors.New("a mistake of ours"))
	}
	return nil, b.err
}
