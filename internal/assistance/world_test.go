package assistance_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/logstanding"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/procedure"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards and the people that the cases need.
type world struct {
	*assistance.Service
	desk      *helpdesk.Service
	territory *territory.Service
	people    *identity.Service
	store     *store.Store
	clock     *storetest.Clock
	sms       *sms

	city, ward, other *ent.Unit
	birth             *ent.Procedure

	citizen, neighbour, volunteer, colleague, admin, cityAdmin, strangerAdmin, strangerVolunteer, visitor context.Context
	made                                                                                                  int
}

// sms keeps what was sent; it fails when it is told to.
type sms struct {
	mu   sync.Mutex
	sent map[string]string // the last code by phone
	down bool
}

var sixDigits = regexp.MustCompile(`\d{6}`)

func (s *sms) Send(_ context.Context, to, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down {
		return errors.New("no network")
	}
	s.sent[to] = sixDigits.FindString(text)
	return nil
}

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	w := &world{store: s, clock: clock, sms: &sms{sent: map[string]string{}}}
	today := func() string { return string(calendar.Today(clock.Now())) }
	w.territory = territory.New(s, today)
	w.city = w.unit(t, "01", "Thành phố Hà Nội", unit.KindCITY, "/01/", nil)
	w.ward = w.unit(t, "00070", "Phường Hà Đông", unit.KindWARD, "/01/00070/", w.city)
	w.other = w.unit(t, "00082", "Phường Tây Hồ", unit.KindWARD, "/01/00082/", w.city)
	check(t, w.territory.Refresh(context.Background()))
	w.birth = w.procedure(t, "1.001193", "civil_status")
	cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
	seed := sha256.Sum256([]byte("a key of the tests"))
	w.people = must[*identity.Service](t)(identity.New(s, w.territory, identity.Options{
		Secret: seed[:], SigningKeys: []identity.SigningKey{identity.NewSigningKey(edKey(seed))}, Sender: w.sms,
	}))
	procedures := procedure.New(s, w.territory, today, procedure.Options{})
	w.desk = helpdesk.New(s, w.territory, procedures, w.people, cal, helpdesk.DefaultPolicy())
	w.Service = assistance.New(s, w.territory, assistance.Desk{People: w.people, Logs: w.desk, Procedures: procedures, Sender: w.sms, Secret: seed[:]}, assistance.DefaultPolicy())
	w.desk.Tell(w.Service)
	w.citizen, w.neighbour = w.person(t, "Trần Thị Bưởi"), w.person(t, "Lý Văn Cam")
	w.volunteer, w.colleague = w.person(t, "Nguyễn Thị Mỹ Lộc", role(access.Volunteer, w.ward)), w.person(t, "Vũ Thị Lê", role(access.Volunteer, w.ward))
	w.admin, w.cityAdmin = w.person(t, "Hồ Thị Na", role(access.Admin, w.ward)), w.person(t, "Mai Văn Quýt", role(access.Admin, w.city))
	w.strangerAdmin, w.strangerVolunteer = w.person(t, "Cao Thị Sấu", role(access.Admin, w.other)), w.person(t, "Phan Văn Ổi", role(access.Volunteer, w.other))
	w.visitor = access.With(context.Background(), access.Anonymous())
	return w
}

func system() context.Context { return access.AsSystem(context.Background(), "test") }

func write[T any](t *testing.T, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	return must[T](t)(store.Write(system(), w.store, fn))
}

func (w *world) unit(t *testing.T, code, name string, kind unit.Kind, path string, parent *ent.Unit) *ent.Unit {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		create := tx.Unit.Create().SetCode(code).SetName(name).SetNameFolded(name).SetKind(kind).SetPath(path).SetIdentity(code).
			SetSource("test").SetConfidence("test")
		if parent != nil {
			create.SetParentID(parent.ID)
		}
		return create.Save(ctx)
	})
}

func (w *world) procedure(t *testing.T, code, group string) *ent.Procedure {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Procedure, error) {
		return tx.Procedure.Create().SetCode(code).SetName("Thủ tục " + code).SetSearchFolded(code).SetSortKey(code).SetIdentity(code).
			SetField("Hộ tịch").SetTopicGroup(group).SetAuthorityLevel("").SetSource("test").SetConfidence("test").Save(ctx)
	})
}

func role(r access.Role, u *ent.Unit) access.Membership {
	return access.Membership{Role: r, UnitID: u.ID, Path: u.Path}
}

func (w *world) person(t *testing.T, name string, members ...access.Membership) context.Context {
	t.Helper()
	w.made++
	phone := fmt.Sprintf("+841000%05d", w.made)
	a := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return tx.Account.Create().SetPhone(phone).SetDisplayName(name).SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Members: members})
}

func me(ctx context.Context) gid.ID {
	a, _ := access.From(ctx)
	return a.ID
}

func (w *world) phoneOf(t *testing.T, who context.Context) string {
	t.Helper()
	return must[*ent.Account](t)(w.store.Reader(system()).Account.Get(system(), me(who))).Phone
}

// held is a request of the citizen that the volunteer holds.
func (w *world) held(t *testing.T, citizen, volunteer context.Context) *ent.HelpRequest {
	t.Helper()
	r := must[*ent.HelpRequest](t)(w.desk.Create(citizen, helpdesk.CreateHelpRequestInput{
		UnitID: w.ward.ID, ProcedureID: &w.birth.ID, Description: "Tôi cần giúp đăng ký khai sinh.", Mode: helprequest.ModeREMOTE, ConsentToContact: true,
	}))
	return must[*ent.HelpRequest](t)(w.desk.Claim(volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID}))
}

// logAt logs a session that began at the instant; nil ends now.
func (w *world) logAt(volunteer context.Context, r *ent.HelpRequest, at *time.Time, minutes int) (*ent.AssistanceLog, error) {
	out, err := w.desk.LogAssistance(volunteer, helpdesk.LogAssistanceInput{
		HelpRequestID: r.ID, Kind: assistancelog.KindPHONE, Outcome: assistancelog.OutcomeCONTINUES, Minutes: minutes, HappenedAt: at,
	})
	if err != nil {
		return nil, err
	}
	return out.Log, nil
}

// log is a session of half an hour that overlaps no other: each begins an hour after the last.
func (w *world) log(t *testing.T, r *ent.HelpRequest) *ent.AssistanceLog {
	t.Helper()
	w.clock.Advance(time.Hour)
	return must[*ent.AssistanceLog](t)(w.logAt(w.volunteer, r, nil, 30))
}

// recorded is a log of a request of its own.
func (w *world) recorded(t *testing.T) *ent.AssistanceLog {
	t.Helper()
	return w.log(t, w.held(t, w.citizen, w.volunteer))
}

func (w *world) standing(t *testing.T, log *ent.AssistanceLog) *ent.LogStanding {
	t.Helper()
	return must[*ent.LogStanding](t)(w.store.Reader(system()).LogStanding.Query().Where(logstanding.LogID(log.ID)).Only(system()))
}

func (w *world) review(t *testing.T, who context.Context, log *ent.AssistanceLog, d assistance.LogDecision) string {
	t.Helper()
	why := "Đã gọi hỏi."
	results := must[[]*assistance.LogReviewResult](t)(w.ReviewLogs(who, assistance.ReviewLogsInput{Items: []assistance.LogReviewItem{{LogID: log.ID, Decision: d, Comment: &why}}}))
	if results[0].Error != nil {
		return results[0].Error.Key
	}
	return ""
}

func keyOf(err error) string {
	if err == nil {
		return ""
	}
	return string(fault.Of(err).Key)
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// must ends the test on an error.
func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		check(t, err)
		return v
	}
}

// refused checks the code and the key of a refusal, and that the key has words.
func refused(t *testing.T, err error, code fault.Code, key fault.Key) {
	t.Helper()
	if !fault.Is(err, code) || !fault.HasKey(err, key) {
		t.Fatalf("got %v, want %s %s", err, code, key)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

// atOnce runs the deed for all, together.
func atOnce(n int, do func(i int)) {
	var all sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-begin
			do(i)
		})
	}
	close(begin)
	all.Wait()
}

func ptr[T any](v T) *T { return &v }

func edKey(seed [32]byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(seed[:]) }
