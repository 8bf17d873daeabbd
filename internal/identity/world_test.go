package identity_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"regexp"
	"sync"
	"testing"
	"time"

	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// The invented people of these tests: prefix 01 was withdrawn.
const (
	minh = "+84100000001"
	lan  = "+84100000002"
	hoa  = "+84100000003"
	tuan = "+84100000004"
)

// phonebox keeps what was sent.
type phonebox struct {
	mu    sync.Mutex
	texts map[string][]string
	fails error
}

func (b *phonebox) Send(_ context.Context, to, text string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fails != nil {
		return b.fails
	}
	b.texts[to] = append(b.texts[to], text)
	return nil
}

func (b *phonebox) out(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fails = err
}

func (b *phonebox) sent(to string) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.texts[to]
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

func (b *phonebox) code(t *testing.T, to string) string {
	t.Helper()
	texts := b.sent(to)
	if len(texts) == 0 {
		t.Fatalf("nothing was sent to %s", to)
	}
	return sixDigits.FindString(texts[len(texts)-1])
}

// world is a service on a city with two wards, and a ward that is no longer in force.
type world struct {
	*identity.Service
	store                   *store.Store
	clock                   *storetest.Clock
	places                  *territory.Service
	box                     *phonebox
	options                 identity.Options
	city, ward, other, gone gid.ID
}

const (
	cityPath, wardPath, otherPath, gonePath = "/01/", "/01/00070/", "/01/00100/", "/01/00199/"
)

// key is a signing key that a seed word makes.
func key(word string) identity.SigningKey {
	seed := sha256.Sum256([]byte(word))
	return identity.NewSigningKey(ed25519.NewKeyFromSeed(seed[:]))
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		w := &world{store: s, clock: clock, box: &phonebox{texts: map[string][]string{}}}
		w.places = territory.New(s, func() string { return clock.Now().Format(time.DateOnly) })
		w.city = w.unit(t, "01", cityPath, unit.KindCITY, "")
		w.ward = w.unit(t, "00070", wardPath, unit.KindWARD, "")
		w.other = w.unit(t, "00100", otherPath, unit.KindWARD, "")
		w.gone = w.unit(t, "00199", gonePath, unit.KindWARD, "2025-07-01")
		if err := w.places.Refresh(w.system()); err != nil {
			t.Fatal(err)
		}
		secret := sha256.Sum256([]byte("of these tests"))
		w.options = identity.Options{Secret: secret[:], SigningKeys: []identity.SigningKey{key("now")}, Sender: w.box}
		w.Service = w.process(t, w.options)
		test(t, w)
	})
}

// process is another process on the same database.
func (w *world) process(t *testing.T, o identity.Options) *identity.Service {
	t.Helper()
	s, err := identity.New(w.store, w.places, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (w *world) system() context.Context { return access.AsSystem(context.Background(), "test") }

func visitor() context.Context { return access.With(context.Background(), access.Anonymous()) }

func (w *world) do(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := store.Do(w.system(), w.store, fn); err != nil {
		t.Fatal(err)
	}
}

func (w *world) unit(t *testing.T, code, path string, kind unit.Kind, to string) (id gid.ID) {
	t.Helper()
	w.do(t, func(ctx context.Context, tx *store.Tx) error {
		c := tx.Unit.Create().SetCode(code).SetName("Đơn vị " + code).SetNameFolded("don vi " + code).SetKind(kind).
			SetPath(path).SetIdentity(code).SetSource("test").SetConfidence("test")
		if to != "" {
			c.SetValidTo(to)
		}
		u, err := c.Save(ctx)
		if err == nil {
			id = u.ID
		}
		return err
	})
	return id
}

// signIn goes through both steps, as an app does.
func (w *world) signIn(t *testing.T, phone string) *identity.SignedIn {
	t.Helper()
	c, err := w.RequestOtp(visitor(), identity.RequestOtpInput{Phone: phone})
	if err != nil {
		t.Fatalf("asking for a code: %v", err)
	}
	in, err := w.VerifyOtp(visitor(), identity.VerifyOtpInput{ChallengeID: c.ChallengeID, Code: w.box.code(t, phone), DeviceName: "Máy của tôi"})
	if err != nil {
		t.Fatalf("signing in: %v", err)
	}
	return in
}

// as is the context of a request with the token.
func (w *world) as(t *testing.T, token string) context.Context {
	t.Helper()
	actor, err := w.Authenticate(context.Background(), token)
	if err != nil {
		t.Fatalf("authenticating: %v", err)
	}
	return access.With(context.Background(), actor)
}

// give gives a role behind the back of the service.
func (w *world) give(t *testing.T, phone string, role access.Role, unitID gid.ID, path string) {
	t.Helper()
	w.do(t, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.Account.Query().Where(account.Phone(phone)).Only(ctx)
		if err != nil {
			return err
		}
		return tx.RoleGrant.Create().SetAccountID(a.ID).SetRole(grantable(role)).SetUnitID(unitID).SetUnitPath(path).
			SetHolds(identity.Holds(a.ID, role, unitID)).Exec(ctx)
	})
}

// admin signs in somebody who is an admin of the ward.
func (w *world) admin(t *testing.T, phone string) context.Context {
	t.Helper()
	in := w.signIn(t, phone)
	w.give(t, phone, access.Admin, w.ward, wardPath)
	return w.asElsewhere(t, in.Session.AccessToken)
}

// asElsewhere authenticates in a process that remembers nothing.
func (w *world) asElsewhere(t *testing.T, token string) context.Context {
	t.Helper()
	actor, err := w.process(t, w.options).Authenticate(context.Background(), token)
	if err != nil {
		t.Fatalf("authenticating: %v", err)
	}
	return access.With(context.Background(), actor)
}

// events counts the facts of that name.
func (w *world) events(t *testing.T, name string) int {
	t.Helper()
	n, err := w.store.Reader(w.system()).OutboxEvent.Query().Where(outboxevent.Name(name)).Count(w.system())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func wants(t *testing.T, err error, code fault.Code, k fault.Key) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != code || f.Key != k {
		t.Fatalf("got %v, want %s %s", err, code, k)
	}
}

// together calls fn n times at once and gives the errors.
func together(n int, fn func(i int) error) []error {
	errs := make([]error, n)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-start
			errs[i] = fn(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return errs
}

func successes(errs []error) (n int) {
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	return n
}
