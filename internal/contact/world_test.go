package contact_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/assistancelog"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/outboxevent"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/contact"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/policy"
	"gandan/internal/procedure"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards and the people who ask for help and give it.
type world struct {
	*contact.Service
	help   *helpdesk.Service
	people *identity.Service
	store  *store.Store
	clock  *storetest.Clock

	city, ward, other                                     *ent.Unit
	system, citizen, volunteer, colleague, admin, faraway context.Context // faraway: a volunteer of the other ward
	made                                                  int
}

// onBoth runs a test in a world of its own on each database.
func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
	today := func() string { return string(calendar.Today(clock.Now())) }
	places := territory.New(s, today)
	seed := sha256.Sum256([]byte("a key of the tests"))
	w := &world{store: s, clock: clock, system: access.AsSystem(context.Background(), "test")}
	w.people = must[*identity.Service](t)(identity.New(s, places, identity.Options{
		Secret: seed[:], SigningKeys: []identity.SigningKey{identity.NewSigningKey(ed25519.NewKeyFromSeed(seed[:]))}, Sender: identity.NewLogSender(io.Discard),
	}))
	w.help = helpdesk.New(s, places, procedure.New(s, places, today, procedure.Options{}), w.people, cal, helpdesk.DefaultPolicy())
	w.Service = contact.New(s, w.help, w.people, policy.Standard())
	w.city = w.unit(t, unit.KindCITY, "/01/", nil)
	w.ward = w.unit(t, unit.KindWARD, "/01/1/", &w.city.ID)
	w.other = w.unit(t, unit.KindWARD, "/01/10/", &w.city.ID)
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.citizen = w.person(t)
	w.volunteer, w.colleague = w.person(t, in(access.Volunteer, w.ward)), w.person(t, in(access.Volunteer, w.ward))
	w.admin, w.faraway = w.person(t, in(access.Admin, w.ward)), w.person(t, in(access.Volunteer, w.other))
	return w
}

func in(role access.Role, u *ent.Unit) access.Membership {
	return access.Membership{Role: role, UnitID: u.ID, Path: u.Path}
}

// write stores rows as the system.
func write[T any](t *testing.T, w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	return must[T](t)(store.Write(w.system, w.store, fn))
}

func (w *world) unit(t *testing.T, kind unit.Kind, path string, parent *gid.ID) *ent.Unit {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode(path).SetName(path).SetNameFolded(path).SetKind(kind).SetNillableParentID(parent).
			SetPath(path).SetIdentity(path).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

// person signs somebody in; the phones end with the number of the person.
func (w *world) person(t *testing.T, roles ...access.Membership) context.Context {
	t.Helper()
	w.made++
	a := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", w.made)).SetDisplayName(fmt.Sprintf("Người thứ %d", w.made)).
			SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Home: w.ward.Path, Members: roles})
}

// phoneOfCitizen is the number that must not be seen.
const phoneOfCitizen = "+84100000001"

// asked is a request of the citizen that nobody has taken.
func (w *world) asked(t *testing.T) *ent.HelpRequest {
	t.Helper()
	return must[*ent.HelpRequest](t)(w.help.Create(w.citizen, helpdesk.CreateHelpRequestInput{
		UnitID: w.ward.ID, Description: "Giúp tôi nộp hồ sơ.", Mode: helprequest.ModeREMOTE, ConsentToContact: true,
	}))
}

// taken is a request that the volunteer holds.
func (w *world) taken(t *testing.T) *ent.HelpRequest {
	t.Helper()
	return w.claimed(t, w.volunteer, w.asked(t))
}

func (w *world) claimed(t *testing.T, who context.Context, r *ent.HelpRequest) *ent.HelpRequest {
	t.Helper()
	return must[*ent.HelpRequest](t)(w.help.Claim(who, helpdesk.ClaimHelpRequestInput{ID: r.ID}))
}

func (w *world) release(who context.Context, r *ent.HelpRequest) error {
	_, err := w.help.Release(who, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận."})
	return err
}

func (w *world) resolve(t *testing.T, r *ent.HelpRequest) *ent.HelpRequest {
	t.Helper()
	must[*helpdesk.LogAssistancePayload](t)(w.help.LogAssistance(w.volunteer, helpdesk.LogAssistanceInput{
		HelpRequestID: r.ID, Kind: assistancelog.KindPHONE, Outcome: assistancelog.OutcomeRESOLVED, Minutes: 5,
	}))
	return w.now(t, r)
}

func (w *world) now(t *testing.T, r *ent.HelpRequest) *ent.HelpRequest {
	t.Helper()
	return must[*ent.HelpRequest](t)(w.store.Reader(w.system).HelpRequest.Get(w.system, r.ID))
}

func (w *world) say(who context.Context, r *ent.HelpRequest, body string) (*ent.RequestMessage, error) {
	sent, err := w.SendMessage(who, contact.SendMessageInput{RequestID: r.ID, Body: body})
	if err != nil {
		return nil, err
	}
	return sent.Message, nil
}

func (w *world) byConsent(who context.Context, r *ent.HelpRequest) (*ent.ContactReveal, error) {
	return w.RevealContact(who, contact.RevealContactInput{RequestID: r.ID, Basis: contactreveal.BasisCONSENT})
}

func (w *world) byReason(who context.Context, r *ent.HelpRequest) (*ent.ContactReveal, error) {
	reason := "Cần gọi để hẹn giờ."
	return w.RevealContact(who, contact.RevealContactInput{RequestID: r.ID, Basis: contactreveal.BasisREASON, Reason: &reason})
}

// sees is the number as the person reads it of the request as they last saw it; empty when it is not shown.
func (w *world) sees(t *testing.T, who context.Context, r *ent.HelpRequest) string {
	t.Helper()
	card := w.Contact(who, r)
	if card == nil {
		return ""
	}
	phone := must[*string](t)(w.Phone(who, card))
	if phone == nil {
		return ""
	}
	return *phone
}

// told counts the facts of that name.
func (w *world) told(t *testing.T, name string) int {
	t.Helper()
	return must[int](t)(w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.Name(name)).Count(w.system))
}

func actorOf(who context.Context) access.Actor {
	a, _ := access.From(who)
	return a
}

// atOnce runs the deed so many times, together.
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
	f := fault.Of(err)
	if err == nil || f.Code != code || f.Key != key {
		t.Fatalf("got %v, want %s %s", err, code, key)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

func ptr[T any](v T) *T { return &v }
