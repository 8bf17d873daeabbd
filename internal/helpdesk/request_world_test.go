package helpdesk_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/helpdesk"
	"gandan/internal/identity"
	"gandan/internal/store"
)

// grandmother is the phone of an invented person without the app: the prefix was withdrawn in 2018.
const grandmother = "+84100000911"

// phonebox keeps what was sent.
type phonebox struct {
	mu    sync.Mutex
	texts map[string][]string
	down  bool
}

func (b *phonebox) Send(_ context.Context, to, text string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.down {
		return errors.New("the gateway is down")
	}
	b.texts[to] = append(b.texts[to], text)
	return nil
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// code is the last one that was sent to the phone.
func (b *phonebox) code(t testing.TB, to string) string {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	sent := b.texts[to]
	if len(sent) == 0 {
		t.Fatalf("nothing was sent to %s", to)
	}
	return sixDigits.FindString(sent[len(sent)-1])
}

// rules are numbers by key, the same everywhere and at any time but for those of a unit, by key and path.
type rules map[string]int

func (r rules) Value(key, path string, _ calendar.Date) (int, bool) {
	if n, ok := r[key+path]; ok {
		return n, true
	}
	n, ok := r[key]
	return n, ok
}

func (r rules) Least(key string) (least int, found bool) {
	for k, n := range r {
		if strings.HasPrefix(k, key) && (!found || n < least) {
			least, found = n, true
		}
	}
	return least, found
}

// desk is made once a world: real codes and accounts, messages that go into a box.
func (w *world) desk() helpdesk.Desk {
	if w.phones == nil {
		secret := sha256.Sum256([]byte("of these tests"))
		w.box, w.rules = &phonebox{texts: map[string][]string{}}, rules{}
		phones, err := identity.New(w.store, w.territory, identity.Options{
			Secret: secret[:], SigningKeys: []identity.SigningKey{identity.NewSigningKey(ed25519.NewKeyFromSeed(secret[:]))}, Sender: w.box,
		})
		must(w.t, err)
		w.phones = phones
	}
	return helpdesk.Desk{Secret: []byte("of the look-up codes of these tests"), Phones: w.phones}
}

func (w *world) entering() helpdesk.EnterHelpRequestInput {
	return helpdesk.EnterHelpRequestInput{CreateHelpRequestInput: w.asking(), Phone: "0100 000 911", Channel: helprequest.EnteredChannelAT_POINT}
}

// entered is a request of the grandmother that the volunteer has written down.
func (w *world) entered() *helpdesk.EnterHelpRequestPayload {
	w.t.Helper()
	out, err := w.Enter(w.volunteer, w.entering())
	must(w.t, err)
	return out
}

// proved is such a request whose phone is confirmed.
func (w *world) proved() *ent.HelpRequest {
	w.t.Helper()
	r, err := w.ConfirmPhone(w.volunteer, helpdesk.ConfirmRequestPhoneInput{ID: w.entered().HelpRequest.ID, Code: w.box.code(w.t, grandmother)})
	must(w.t, err)
	return r
}

// signedIn is the person of the phone with a session of their own.
func (w *world) signedIn(phone string) context.Context {
	w.t.Helper()
	visitor := access.With(context.Background(), access.Anonymous())
	c, err := w.phones.RequestOtp(visitor, identity.RequestOtpInput{Phone: phone})
	must(w.t, err)
	in, err := w.phones.VerifyOtp(visitor, identity.VerifyOtpInput{ChallengeID: c.ChallengeID, Code: w.box.code(w.t, phone), DeviceName: "Máy"})
	must(w.t, err)
	return access.With(context.Background(), access.Actor{ID: in.Me.ID})
}

// together calls fn n times at once and gives the errors.
func together(n int, fn func(i int) error) []error {
	errs := make([]error, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { errs[i] = fn(i) })
	}
	wait.Wait()
	return errs
}

// successes is how many of the errors are nil.
func successes(errs []error) (n int) {
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	return n
}

func (w *world) accounts() int {
	w.t.Helper()
	n, err := w.store.Reader(system()).Account.Query().Count(system())
	must(w.t, err)
	return n
}

func (w *world) tries() (n int) {
	w.t.Helper()
	rows, err := w.store.Reader(system()).OtpChallenge.Query().All(system())
	must(w.t, err)
	for _, c := range rows {
		n += c.Tries
	}
	return n
}

// traced shows every statement to check.
func (w *world) traced(ctx context.Context, check func(query string, args []any)) context.Context {
	return store.TraceStatements(ctx, check)
}
