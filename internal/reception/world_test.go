package reception_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	entreception "gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/ent/receptionslot"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/policy"
	"gandan/internal/reception"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards, an admin of each ward and citizens as many as a test wants.
type world struct {
	*reception.Service
	store                 *store.Store
	clock                 *storetest.Clock
	city, ward, otherWard *ent.Unit
	visitor, system       context.Context
	admin, otherAdmin     context.Context
	stranger              context.Context // lives in the other ward
	made                  int
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
	cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
	places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	seed := sha256.Sum256([]byte("a key of the tests"))
	people := must[*identity.Service](t)(identity.New(s, places, identity.Options{
		Secret: seed[:], SigningKeys: []identity.SigningKey{identity.NewSigningKey(ed25519.NewKeyFromSeed(seed[:]))}, Sender: identity.NewLogSender(io.Discard),
	}))
	w := &world{store: s, clock: clock, Service: reception.New(s, places, cal, people, policy.Standard(), reception.DefaultPolicy())}
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.city = w.unit(t, unit.KindCITY, "Thành phố Hà Nội", "/01/", nil)
	w.ward = w.unit(t, unit.KindWARD, "Phường Hà Đông", "/01/1/", &w.city.ID)
	w.otherWard = w.unit(t, unit.KindWARD, "Phường Tây Hồ", "/01/10/", &w.city.ID)
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.admin, w.otherAdmin = w.adminOf(t, w.ward), w.adminOf(t, w.otherWard)
	w.stranger = w.persons(t, 1, w.otherWard.Path)[0]
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

func (w *world) citizens(t *testing.T, n int) []context.Context {
	t.Helper()
	return w.persons(t, n, w.ward.Path)
}

func (w *world) adminOf(t *testing.T, u *ent.Unit) context.Context {
	t.Helper()
	return w.persons(t, 1, u.Path, access.Membership{Role: access.Admin, UnitID: u.ID, Path: u.Path})[0]
}

// local is an instant of the clock in Hà Nội: "2026-03-09 08:00".
func local(t *testing.T, at string) time.Time {
	t.Helper()
	return must[time.Time](t)(time.ParseInLocation("2006-01-02 15:04", at, calendar.Zone()))
}

// plan is a reception by the chair of the ward on Monday, 9 March 2026, of slots of half an hour.
func (w *world) plan(t *testing.T, hours, seats int) reception.PlanReceptionInput {
	t.Helper()
	start := local(t, "2026-03-09 08:00")
	return reception.PlanReceptionInput{
		UnitID: w.ward.ID, Host: entreception.HostCHAIR, HostTitle: "Chủ tịch Ủy ban nhân dân phường", Place: "Phòng tiếp công dân",
		Fields: []string{"LAND", "TRAFFIC", "WELFARE", "OTHER"}, StartsAt: start, EndsAt: start.Add(time.Duration(hours) * time.Hour),
		SlotMinutes: 30, SeatsPerSlot: seats,
	}
}

// published is a reception in the calendar.
func (w *world) published(t *testing.T, in reception.PlanReceptionInput) *ent.Reception {
	t.Helper()
	r := must[*ent.Reception](t)(w.Plan(w.admin, in))
	return must[*ent.Reception](t)(w.Publish(w.admin, reception.PublishReceptionInput{ID: r.ID}))
}

func (w *world) slots(t *testing.T, r *ent.Reception) []*ent.ReceptionSlot {
	t.Helper()
	return must[[]*ent.ReceptionSlot](t)(w.store.Reader(w.system).ReceptionSlot.Query().
		Where(receptionslot.ReceptionID(r.ID)).Order(ent.Asc(receptionslot.FieldPosition)).All(w.system))
}

func (w *world) book(who context.Context, slot *ent.ReceptionSlot, field string) (*ent.ReceptionBooking, error) {
	made, err := w.Book(who, reception.BookReceptionInput{SlotID: slot.ID, Field: field})
	if err != nil {
		return nil, err
	}
	return made.Booking, nil
}

func (w *world) booked(t *testing.T, who context.Context, slot *ent.ReceptionSlot) *ent.ReceptionBooking {
	t.Helper()
	return must[*ent.ReceptionBooking](t)(w.book(who, slot, "LAND"))
}

func (w *world) wait(who context.Context, r *ent.Reception, field string) (*ent.ReceptionBooking, error) {
	return w.Wait(who, reception.WaitForReceptionInput{ReceptionID: r.ID, Field: field})
}

func (w *world) cancel(who context.Context, b *ent.ReceptionBooking) error {
	_, err := w.Cancel(who, reception.CancelBookingInput{ID: b.ID})
	return err
}

func (w *world) arrived(t *testing.T, b *ent.ReceptionBooking) *ent.ReceptionBooking {
	t.Helper()
	return must[*ent.ReceptionBooking](t)(w.Arrive(w.admin, reception.ArriveAtReceptionInput{ReceptionID: b.ReceptionID, BookingID: &b.ID}))
}

func (w *world) called(t *testing.T, r *ent.Reception) *ent.ReceptionBooking {
	t.Helper()
	return must[*ent.ReceptionBooking](t)(w.CallNext(w.admin, reception.CallNextAtReceptionInput{ReceptionID: r.ID}))
}

func (w *world) finish(b *ent.ReceptionBooking, outcome receptionbooking.Outcome, on string) (*ent.ReceptionBooking, error) {
	in := reception.FinishReceptionBookingInput{ID: b.ID, Outcome: outcome}
	if on != "" {
		in.PromisedOn = &on
	}
	return w.Finish(w.admin, in)
}

func (w *world) sweep(t *testing.T) {
	t.Helper()
	if err := w.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func (w *world) now(t *testing.T, b *ent.ReceptionBooking) *ent.ReceptionBooking {
	t.Helper()
	return must[*ent.ReceptionBooking](t)(w.store.Reader(w.system).ReceptionBooking.Get(w.system, b.ID))
}

func (w *world) dayNow(t *testing.T, r *ent.Reception) *ent.Reception {
	t.Helper()
	return must[*ent.Reception](t)(w.store.Reader(w.system).Reception.Get(w.system, r.ID))
}

// rows are the bookings of a reception by number.
func (w *world) rows(t *testing.T, r *ent.Reception) []*ent.ReceptionBooking {
	t.Helper()
	return must[[]*ent.ReceptionBooking](t)(w.store.Reader(w.system).ReceptionBooking.Query().
		Where(receptionbooking.ReceptionID(r.ID)).Order(ent.Asc(receptionbooking.FieldNumber)).All(w.system))
}

// line is where the bookings of a reception stand, by number: "BOOKED WAITING".
func (w *world) line(t *testing.T, r *ent.Reception) string {
	t.Helper()
	var all []string
	for _, b := range w.rows(t, r) {
		all = append(all, string(b.Status))
	}
	return strings.Join(all, " ")
}

// told counts the facts of that name.
func (w *world) told(t *testing.T, name string) int {
	t.Helper()
	return must[int](t)(w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.Name(name)).Count(w.system))
}

// sound holds what is always true of a reception before its end: the numbers have no gap, no slot has more numbers than places,
// the counters are the rows, and nobody waits while a place is free.
func (w *world) sound(t *testing.T, r *ent.Reception) {
	t.Helper()
	day, taken, waiting := w.dayNow(t, r), map[gid.ID]int{}, 0
	for i, b := range w.rows(t, r) {
		if b.Number != i+1 {
			t.Fatalf("the booking behind %d has number %d", i, b.Number)
		}
		switch b.Status {
		case receptionbooking.StatusWAITING:
			waiting++
		case receptionbooking.StatusCANCELLED, receptionbooking.StatusLAPSED:
		default:
			taken[*b.SlotID]++
		}
	}
	free := 0
	for _, slot := range w.slots(t, r) {
		if slot.Taken != taken[slot.ID] || slot.Taken > slot.Seats {
			t.Fatalf("slot %d counts %d, has %d of %d", slot.Position, slot.Taken, taken[slot.ID], slot.Seats)
		}
		free += slot.Seats - slot.Taken
	}
	if day.WaitingCount != waiting || day.LastNumber != len(w.rows(t, r)) || waiting > 0 && free > 0 {
		t.Fatalf("%d wait, counted %d; %d places are free; the last number is %d", waiting, day.WaitingCount, free, day.LastNumber)
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
		t.Errorf("got %v, want %s %s %v", err, code, key, field)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

func ptr[T any](v T) *T { return &v }

// filterOf is the calendar of the ward.
func filterOf(w *world, host *entreception.Host) reception.Filter {
	return reception.Filter{UnitID: w.ward.ID, Host: host}
}
