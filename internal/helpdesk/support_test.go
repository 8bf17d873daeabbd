package helpdesk_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requesthistory"
	"gandan/ent/rolegrant"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/page"
	"gandan/internal/procedure"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards and the people that the cases need.
type world struct {
	*helpdesk.Service
	t         *testing.T
	store     *store.Store
	clock     *storetest.Clock
	territory *territory.Service
	people    *people
	phones    *identity.Service
	box       *phonebox
	rules     rules
	crowd     []gid.ID

	city, ward, other, former *ent.Unit
	procedure                 *ent.Procedure

	citizen, neighbour, volunteer, colleague, admin, cityAdmin context.Context // of the ward
	strangerVolunteer, strangerAdmin                           context.Context // of the other ward
}

// eachWorld runs the test in a fresh world on SQLite and on MariaDB.
func eachWorld(t *testing.T, test func(t *testing.T, w *world)) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	w := &world{t: t, store: s, clock: clock, people: &people{store: s}}
	w.territory = territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	w.city = w.addUnit("01", unit.KindCITY, "/01/", nil)
	w.ward = w.addUnit("00070", unit.KindWARD, "/01/00070/", w.city)
	w.other = w.addUnit("00082", unit.KindWARD, "/01/00082/", w.city)
	w.former = w.addUnit("00001", unit.KindWARD, "/01/00001/", w.city)
	must(t, w.territory.Refresh(context.Background()))
	w.procedure = w.addProcedure()
	w.citizen, w.neighbour = w.person("Trần Thị Bưởi"), w.person("Lý Văn Cam")
	w.volunteer = w.person("Đỗ Văn Mận", w.role(access.Volunteer, w.ward))
	w.colleague = w.person("Vũ Thị Lê", w.role(access.Volunteer, w.ward))
	w.admin = w.person("Hồ Thị Na", w.role(access.Admin, w.ward))
	w.cityAdmin = w.person("Mai Văn Quýt", w.role(access.Admin, w.city))
	w.strangerVolunteer = w.person("Phan Văn Ổi", w.role(access.Volunteer, w.other))
	w.strangerAdmin = w.person("Cao Thị Sấu", w.role(access.Admin, w.other))
	w.Service = w.service(helpdesk.DefaultPolicy())
	return w
}

func (w *world) service(policy helpdesk.Policy) *helpdesk.Service {
	cal, err := calendar.New(calendar.Settings{})
	must(w.t, err)
	procedures := procedure.New(w.store, w.territory, func() string { return string(calendar.Today(w.clock.Now())) }, procedure.Options{})
	desk := w.desk() // makes the rules
	return helpdesk.New(w.store, w.territory, procedures, w.people, cal, policy).With(desk).WithRules(w.rules)
}

func system() context.Context { return access.AsSystem(context.Background(), "test") }

func (w *world) addUnit(code string, kind unit.Kind, path string, parent *ent.Unit) *ent.Unit {
	w.t.Helper()
	u, err := store.Write(system(), w.store, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		create := tx.Unit.Create().SetCode(code).SetName("Đơn vị " + code).SetNameFolded("don vi " + code).SetKind(kind).SetPath(path).
			SetIdentity(code).SetSource("test").SetConfidence("test")
		if parent != nil {
			create.SetParentID(parent.ID)
		}
		if code == "00001" {
			create.SetValidTo("2025-07-01")
		}
		return create.Save(ctx)
	})
	must(w.t, err)
	return u
}

func (w *world) addProcedure() *ent.Procedure {
	w.t.Helper()
	p, err := store.Write(system(), w.store, func(ctx context.Context, tx *store.Tx) (*ent.Procedure, error) {
		return tx.Procedure.Create().SetCode("1.001193").SetName("Đăng ký khai sinh").SetSearchFolded("dang ky khai sinh").
			SetSortKey("dang ky khai sinh").SetIdentity("1.001193").SetField("Hộ tịch").SetTopicGroup("").SetAuthorityLevel("").
			SetSource("test").SetConfidence("test").Save(ctx)
	})
	must(w.t, err)
	return p
}

func (w *world) role(role access.Role, u *ent.Unit) access.Membership {
	return access.Membership{Role: role, UnitID: u.ID, Path: u.Path}
}

// person signs somebody in.
func (w *world) person(name string, members ...access.Membership) context.Context {
	w.t.Helper()
	w.people.count++
	phone := "+8410000" + string(rune('0'+w.people.count/10%10)) + string(rune('0'+w.people.count%10)) + "00"
	a, err := store.Write(system(), w.store, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		a, err := tx.Account.Create().SetPhone(phone).SetDisplayName(name).SetStatus(account.StatusACTIVE).Save(ctx)
		for _, m := range members {
			if err == nil {
				err = tx.RoleGrant.Create().SetAccountID(a.ID).SetRole(rolegrant.Role(m.Role)).SetUnitID(m.UnitID).SetUnitPath(m.Path).Exec(ctx)
			}
		}
		return a, err
	})
	must(w.t, err)
	return access.With(context.Background(), access.Actor{ID: a.ID, Members: members})
}

func me(ctx context.Context) gid.ID {
	a, _ := access.From(ctx)
	return a.ID
}

// people keeps the accounts and remembers which reading left a record.
type people struct {
	store   *store.Store
	count   int
	copied  int // requests written without asking the rules
	mu      sync.Mutex
	records []string
}

func (p *people) Person(ctx context.Context, id gid.ID) (*ent.Account, error) {
	return p.store.Reader(ctx).Account.Get(access.AsSystem(ctx, "identity"), id)
}

func (p *people) Reveal(ctx context.Context, subject gid.ID, what string, object gid.ID) (*ent.Account, error) {
	p.mu.Lock()
	p.records = append(p.records, what+" "+object.String())
	p.mu.Unlock()
	return p.Person(ctx, subject)
}

// words are long enough for a request.
const words = "Tôi cần giúp đăng ký khai sinh cho con."

func (w *world) asking() helpdesk.CreateHelpRequestInput {
	return helpdesk.CreateHelpRequestInput{UnitID: w.ward.ID, Description: words, Mode: helprequest.ModeAT_HOME, ConsentToContact: true}
}

// open is a request of the citizen in the ward.
func (w *world) open() *ent.HelpRequest {
	w.t.Helper()
	r, err := w.Create(w.citizen, w.asking())
	must(w.t, err)
	return r
}

func logOf(r *ent.HelpRequest, outcome assistancelog.Outcome) helpdesk.LogAssistanceInput {
	return helpdesk.LogAssistanceInput{HelpRequestID: r.ID, Kind: assistancelog.KindPHONE, Outcome: outcome, Minutes: 15}
}

func (w *world) log(r *ent.HelpRequest, outcome assistancelog.Outcome) *helpdesk.LogAssistancePayload {
	w.t.Helper()
	out, err := w.LogAssistance(w.volunteer, logOf(r, outcome))
	must(w.t, err)
	return out
}

// in brings a new request of the citizen, held by the volunteer where somebody holds it, into the status.
func (w *world) in(status helprequest.Status) *ent.HelpRequest {
	w.t.Helper()
	r := w.open()
	if status == helprequest.StatusASSIGNED {
		return w.assigned(r, w.volunteer)
	}
	steps := map[helprequest.Status]func() error{
		helprequest.StatusCLAIMED: func() error { _, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID}); return err },
		helprequest.StatusIN_PROGRESS: func() error {
			_, err := w.LogAssistance(w.volunteer, logOf(r, assistancelog.OutcomeCONTINUES))
			return err
		},
		helprequest.StatusRESOLVED: func() error {
			_, err := w.LogAssistance(w.volunteer, logOf(r, assistancelog.OutcomeRESOLVED))
			return err
		},
		helprequest.StatusCLOSED: func() error {
			_, err := w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 5})
			return err
		},
	}
	if status == helprequest.StatusMERGED {
		merged, err := w.Merge(w.admin, helpdesk.MergeHelpRequestsInput{ID: r.ID, IntoID: w.open().ID})
		must(w.t, err)
		return merged.Merged
	}
	if status == helprequest.StatusCANCELLED {
		cancelled, err := w.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: r.ID})
		must(w.t, err)
		return cancelled
	}
	for _, next := range []helprequest.Status{helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS, helprequest.StatusRESOLVED, helprequest.StatusCLOSED} {
		if w.now(r).Status == status {
			break
		}
		must(w.t, steps[next]())
	}
	return w.now(r)
}

// now is the request as the database has it.
func (w *world) now(r *ent.HelpRequest) *ent.HelpRequest {
	w.t.Helper()
	fresh, err := w.store.Reader(system()).HelpRequest.Get(system(), r.ID)
	must(w.t, err)
	return fresh
}

func (w *world) history(r *ent.HelpRequest) []*ent.RequestHistory {
	w.t.Helper()
	rows, err := w.store.Reader(system()).RequestHistory.Query().Where(requesthistory.HelpRequestID(r.ID)).
		Order(ent.Asc(requesthistory.FieldID)).All(system())
	must(w.t, err)
	return rows
}

func (w *world) logs(r *ent.HelpRequest) int {
	w.t.Helper()
	n, err := w.store.Reader(system()).AssistanceLog.Query().Where(assistancelog.HelpRequestID(r.ID)).Count(system())
	must(w.t, err)
	return n
}

// events are the names of the facts about a request, in order.
func (w *world) events(r *ent.HelpRequest) []string {
	w.t.Helper()
	rows, err := w.store.Reader(system()).OutboxEvent.Query().Order(ent.Asc("id")).All(system())
	must(w.t, err)
	var names []string
	for _, e := range rows {
		if e.SubjectID == r.ID {
			names = append(names, e.Name)
		}
	}
	return names
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused asserts the code and the key of a fault.
func refused(t testing.TB, err error, code fault.Code, key fault.Key) {
	t.Helper()
	if !fault.Is(err, code) || !fault.HasKey(err, key) {
		t.Fatalf("want %s %s, got %v", code, key, err)
	}
}

func refusedAt(t testing.TB, err error, field string, key fault.Key) {
	t.Helper()
	refused(t, err, fault.BadUserInput, key)
	if got := fault.Of(err).Field; got != field {
		t.Errorf("the fault is at %q, want %q", got, field)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func ptr[T any](v T) *T { return &v }

func first(n int) page.Args { return page.Args{First: &n} }

// counted runs fn with a counter and the loaders of one response.
func counted(ctx context.Context, fn func(context.Context)) int {
	ctx, counter := store.CountStatements(page.WithLoaders(ctx, 30*time.Millisecond))
	fn(ctx)
	return counter.Statements()
}
