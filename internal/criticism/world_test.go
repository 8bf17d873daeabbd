package criticism_test

import (
	"context"
	"fmt"
	"testing"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/ent/organisation"
	"gandan/ent/outboxevent"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/criticism"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards, their bodies, an admin of each unit and some citizens.
type world struct {
	*criticism.Service
	t     *testing.T
	store *store.Store
	clock *storetest.Clock

	city, ward, other              *ent.Unit
	committee, front, otherFront   *ent.Organisation
	visitor, system                context.Context
	cityAdmin, admin, otherAdmin   context.Context
	citizen, neighbour, fromAbroad context.Context
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
	places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	w := &world{t: t, store: s, clock: clock, Service: criticism.New(s, places)}
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.city = w.unit(unit.KindCITY, "/01/", nil)
	w.ward, w.other = w.unit(unit.KindWARD, "/01/1/", &w.city.ID), w.unit(unit.KindWARD, "/01/10/", &w.city.ID)
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.committee, w.front = w.body(w.ward, organisation.KindPEOPLES_COMMITTEE), w.body(w.ward, organisation.KindFATHERLAND_FRONT)
	w.otherFront = w.body(w.other, organisation.KindFATHERLAND_FRONT)
	w.cityAdmin, w.admin, w.otherAdmin = w.adminOf(w.city), w.adminOf(w.ward), w.adminOf(w.other)
	w.citizen, w.neighbour, w.fromAbroad = w.person(w.ward.Path), w.person(w.ward.Path), w.person(w.other.Path)
	return w
}

// write stores rows as the system.
func write[T any](w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	w.t.Helper()
	return must(store.Write(w.system, w.store, fn))(w.t)
}

// must ends the test on an error.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (w *world) unit(kind unit.Kind, path string, parent *gid.ID) *ent.Unit {
	w.t.Helper()
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		return tx.Unit.Create().SetCode(path).SetName(path).SetNameFolded(path).SetKind(kind).SetNillableParentID(parent).
			SetPath(path).SetIdentity(path).SetSource("test").SetConfidence("test").Save(ctx)
	})
}

func (w *world) body(u *ent.Unit, kind organisation.Kind) *ent.Organisation {
	w.t.Helper()
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.Organisation, error) {
		return tx.Organisation.Create().SetName(string(kind)).SetNameFolded(string(kind)).SetKind(kind).SetUnitID(u.ID).SetUnitPath(u.Path).Save(ctx)
	})
}

// person signs somebody in who lives at the path.
func (w *world) person(home string, roles ...access.Membership) context.Context {
	w.t.Helper()
	a := write(w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		n, err := tx.Account.Query().Count(ctx)
		if err != nil {
			return nil, err
		}
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", n)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Home: home, Members: roles})
}

func (w *world) adminOf(u *ent.Unit) context.Context {
	w.t.Helper()
	return w.person(u.Path, access.Membership{Role: access.Admin, UnitID: u.ID, Path: u.Path})
}

func (w *world) prepared() *ent.Draft {
	w.t.Helper()
	return must(w.Create(w.admin, criticism.CreateDraftInput{
		UnitID: w.ward.ID, Title: "Quy chế chợ phường", DrafterID: w.committee.ID, OrganiserID: w.front.ID, Form: draft.FormWRITTEN,
	}))(w.t)
}

// text is a version of so many clauses.
func text(d *ent.Draft, clauses ...string) criticism.PublishDraftVersionInput {
	in := criticism.PublishDraftVersionInput{DraftID: d.ID}
	for i, body := range clauses {
		in.Clauses = append(in.Clauses, criticism.ClauseInput{Label: fmt.Sprintf("Điều %d", i+1), Body: body})
	}
	return in
}

func (w *world) written() *ent.Draft {
	w.t.Helper()
	return must(w.PublishVersion(w.admin, text(w.prepared(), "Chợ họp từ 5 giờ.", "Chợ nghỉ ngày Tết.")))(w.t)
}

// opened takes opinions for three days.
func (w *world) opened() *ent.Draft {
	w.t.Helper()
	return must(w.Open(w.admin, criticism.OpenDraftInput{ID: w.written().ID, OpinionsUntil: "2026-03-04"}))(w.t)
}

func (w *world) closed() *ent.Draft {
	w.t.Helper()
	return must(w.Close(w.admin, criticism.CloseDraftInput{ID: w.opened().ID}))(w.t)
}

func (w *world) documented() *ent.Draft {
	w.t.Helper()
	return must(w.IssueDocument(w.admin, criticism.IssueCriticismDocumentInput{DraftID: w.closed().ID, Body: "Văn bản phản biện."}))(w.t)
}

// in brings a draft into the state by the verbs.
func (w *world) in(status draft.Status) *ent.Draft {
	w.t.Helper()
	switch status {
	case draft.StatusPREPARED:
		return w.written()
	case draft.StatusOPEN:
		return w.opened()
	case draft.StatusCLOSED:
		return w.closed()
	case draft.StatusDOCUMENTED:
		return w.documented()
	case draft.StatusANSWERED:
		return must(w.Finish(w.admin, criticism.FinishAnswersInput{DraftID: w.documented().ID}))(w.t)
	default:
		return must(w.Withdraw(w.admin, criticism.WithdrawDraftInput{ID: w.opened().ID, Reason: "Thôi"}))(w.t)
	}
}

func saying(d *ent.Draft, on *gid.ID) criticism.GiveOpinionInput {
	return criticism.GiveOpinionInput{
		DraftID: d.ID, ClauseID: on, Body: "Tôi góp ý như sau.", Capacity: opinion.CapacityCITIZEN, Channel: opinion.ChannelWRITTEN,
	}
}

func accepting(o *ent.Opinion) criticism.AnswerOpinionInput {
	words := "từ 6 giờ"
	return criticism.AnswerOpinionInput{OpinionID: o.ID, Response: opinion.ResponseACCEPTED, Reason: "Đúng.", ChangedWords: &words}
}

func (w *world) hide(ctx context.Context, o *ent.Opinion) error {
	return store.Do(ctx, w.store, func(ctx context.Context, tx *store.Tx) error { return w.HideOpinion(ctx, tx, o.ID) })
}

func (w *world) show(ctx context.Context, o *ent.Opinion) error {
	return store.Do(ctx, w.store, func(ctx context.Context, tx *store.Tx) error { return w.ShowOpinion(ctx, tx, o.ID) })
}

// clauses are those of the newest version.
func (w *world) clauses(d *ent.Draft) []*ent.Clause {
	w.t.Helper()
	v := must(w.Newest(w.admin, must(w.Draft(w.admin, d.ID))(w.t)))(w.t)
	return must(w.Clauses(w.admin, v, first(100)))(w.t).Nodes
}

// recount holds every number of the draft and its clauses against the rows.
func (w *world) recount(t interface {
	Helper()
	Fatalf(string, ...any)
}, id gid.ID,
) {
	t.Helper()
	d, err := w.store.Reader(w.system).Draft.Get(w.system, id)
	if err != nil {
		t.Fatalf("%v", err)
	}
	rows, err := w.store.Reader(w.system).Opinion.Query().Where(opinion.DraftID(id), opinion.StatusNEQ(opinion.StatusHIDDEN)).All(w.system)
	if err != nil {
		t.Fatalf("%v", err)
	}
	want, on := criticism.Coverage{}, map[gid.ID][2]int{}
	for _, o := range rows {
		answered := 0
		want.Received++
		switch {
		case o.Response == nil:
			want.Open++
		case *o.Response == opinion.ResponseACCEPTED:
			want.Accepted++
		case *o.Response == opinion.ResponsePARTLY:
			want.Partly++
		default:
			want.NotAccepted++
		}
		if o.Response != nil {
			want.Answered++
			answered = 1
		}
		if o.ClauseID != nil {
			on[*o.ClauseID] = [2]int{on[*o.ClauseID][0] + 1, on[*o.ClauseID][1] + answered}
		}
	}
	if got := *w.CoverageOf(d); got != want {
		t.Fatalf("the draft counts %+v, the rows %+v", got, want)
	}
	for _, c := range w.store.Reader(w.system).Clause.Query().AllX(w.system) {
		if c.DraftID == id && on[c.ID] != [2]int{c.Received, c.Answered} {
			t.Fatalf("%s counts %d and %d, the rows %v", c.Label, c.Received, c.Answered, on[c.ID])
		}
	}
}

func (w *world) events(subject gid.ID) []*ent.OutboxEvent {
	w.t.Helper()
	return must(w.store.Reader(w.system).OutboxEvent.Query().Where(outboxevent.SubjectID(subject)).Order(ent.Asc("id")).All(w.system))(w.t)
}

// wantFault checks the code, the key and the field of a refusal, and that the key has words.
func wantFault(t *testing.T, err error, code fault.Code, key fault.Key, field ...string) {
	t.Helper()
	f := fault.Of(err)
	if err == nil || f.Code != code || f.Key != key || len(field) > 0 && f.Field != field[0] {
		t.Fatalf("got %v, want %s %s %v", err, code, key, field)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

func first(n int) page.Args { return page.Args{First: &n} }
