package satisfaction_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/ent/registration"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/satisfaction"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// world is a ward and whoever comes to its conferences.
type world struct {
	*satisfaction.Service
	t               *testing.T
	store           *store.Store
	clock           *storetest.Clock
	ward            *ent.Unit
	visitor, system context.Context
	phones          int
}

// onBoth runs a test in a world of its own on each database.
func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		t.Helper()
		test(t, newWorld(t, s, clock))
	})
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	w := &world{t: t, store: s, clock: clock, Service: satisfaction.New(s, satisfaction.StandardPolicy())}
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.ward = write(w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode("1").SetName("Phường thử").SetNameFolded("phuong thu").SetKind(unit.KindWARD).
			SetPath("/01/1/").SetIdentity("1").SetSource("test").SetConfidence("test").Save(ctx)
	})
	return w
}

func write[T any](w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	w.t.Helper()
	row, err := store.Write(w.system, w.store, fn)
	if err != nil {
		w.t.Fatal(err)
	}
	return row
}

// ended is a conference that has just ended.
func (w *world) ended() *ent.Conference {
	w.t.Helper()
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		return tx.Conference.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetKind(conference.KindDIALOGUE).SetTitle("Đối thoại").
			SetStartsAt(tx.Now.Add(-time.Hour)).SetEndsAt(tx.Now).SetEndedAt(tx.Now).SetModeration(conference.ModerationAFTER_PUBLICATION).
			SetStatus(conference.StatusENDED).SetListed(true).Save(ctx)
	})
}

// person lives at the path.
func (w *world) person(home string) context.Context {
	w.t.Helper()
	w.phones++
	a := write(w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", w.phones)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Home: home})
}

// came registers the person in the state.
func (w *world) came(who context.Context, c *ent.Conference, status registration.Status) {
	w.t.Helper()
	actor, _ := access.From(who)
	write(w, func(ctx context.Context, tx *store.Tx) (*ent.Registration, error) {
		n, err := tx.Registration.Query().Count(ctx)
		if err != nil {
			return nil, err
		}
		return tx.Registration.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetConferenceID(c.ID).SetAccountID(actor.ID).
			SetStatus(status).SetNumber(n + 1).Save(ctx)
	})
}

// asked has the person ask a question.
func (w *world) asked(who context.Context, c *ent.Conference, status question.Status, published bool) {
	w.t.Helper()
	actor, _ := access.From(who)
	write(w, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		q := tx.Question.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetConferenceID(c.ID).SetAuthorID(actor.ID).
			SetBody("Bao giờ sửa đường?").SetShowName(false).SetStatus(status)
		if published {
			q.SetPublishedAt(tx.Now)
		}
		return q.Save(ctx)
	})
}

// guest is somebody who was there.
func (w *world) guest(c *ent.Conference) context.Context {
	w.t.Helper()
	who := w.person(w.ward.Path)
	w.came(who, c, registration.StatusATTENDED)
	return who
}

func (w *world) rate(who context.Context, c *ent.Conference, score int, reasons ...satisfaction.Reason) error {
	_, err := w.Rate(who, satisfaction.RateConferenceInput{ConferenceID: c.ID, Score: score, Reasons: reasons})
	return err
}

func (w *world) shown(id gid.ID) *satisfaction.Satisfaction {
	w.t.Helper()
	c, err := w.store.Reader(w.visitor).Conference.Get(w.visitor, id)
	if err != nil {
		w.t.Fatal(err)
	}
	out, err := w.Of(w.visitor, c)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// wantFault checks the code and the key of a refusal, and that the key has words.
func wantFault(t *testing.T, err error, code fault.Code, key fault.Key) {
	t.Helper()
	if f := fault.Of(err); err == nil || f.Code != code || f.Key != key {
		t.Fatalf("got %v, want %s %s", err, code, key)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}
