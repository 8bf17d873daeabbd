package commitment_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	entcommitment "gandan/ent/commitment"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/ent/outboxevent"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/commitment"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/policy"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// world is a city with two wards, their bodies, an admin of each unit and some citizens.
type world struct {
	*commitment.Service
	forum *conference.Service
	store *store.Store
	clock *storetest.Clock

	city, ward, otherWard                            *ent.Unit
	cityCommittee, wardCommittee, otherWardCommittee *ent.Organisation

	visitor, system                  context.Context
	cityAdmin, admin, otherWardAdmin context.Context
	citizen, neighbour               context.Context // of the ward
}

// nobodyReads stands for moderation, which these questions need not pass.
type nobodyReads struct{}

func (nobodyReads) OpenForQuestion(context.Context, *store.Tx, *ent.Question) error { return nil }

func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) { test(t, newWorld(t, s, clock)) })
}

// onOne runs a test of what asks no database, or asks both the same.
func onOne(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	clock := storetest.NewClock()
	test(t, newWorld(t, storetest.Open(t, "", clock, &storetest.CountingIDs{}), clock))
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	cal := must[*calendar.Calendar](t)(calendar.New(calendar.Settings{}))
	places := territory.New(s, func() string { return string(calendar.Today(clock.Now())) })
	w := &world{store: s, clock: clock, forum: conference.New(s, places, cal, nobodyReads{}, policy.Standard())}
	w.Service = commitment.New(s, places, cal, w.forum, commitment.StandardPolicy())
	w.visitor, w.system = access.With(context.Background(), access.Anonymous()), access.AsSystem(context.Background(), "test")
	w.city = w.unit(t, unit.KindCITY, "Thành phố Hà Nội", "/01/", nil)
	w.ward = w.unit(t, unit.KindWARD, "Phường Hà Đông", "/01/1/", &w.city.ID)
	w.otherWard = w.unit(t, unit.KindWARD, "Phường Tây Hồ", "/01/10/", &w.city.ID)
	if err := places.Refresh(w.system); err != nil {
		t.Fatal(err)
	}
	w.cityCommittee, w.wardCommittee, w.otherWardCommittee = w.committee(t, w.city), w.committee(t, w.ward), w.committee(t, w.otherWard)
	w.cityAdmin, w.admin, w.otherWardAdmin = w.adminOf(t, w.city), w.adminOf(t, w.ward), w.adminOf(t, w.otherWard)
	w.citizen, w.neighbour = w.person(t, w.ward.Path), w.person(t, w.ward.Path)
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

func (w *world) committee(t *testing.T, u *ent.Unit) *ent.Organisation {
	t.Helper()
	return write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Organisation, error) {
		return tx.Organisation.Create().SetName("Ủy ban nhân dân " + u.Name).SetNameFolded("uy ban " + u.Path).
			SetKind(organisation.KindPEOPLES_COMMITTEE).SetUnitID(u.ID).SetUnitPath(u.Path).Save(ctx)
	})
}

// person signs somebody in who lives at the path.
func (w *world) person(t *testing.T, home string, roles ...access.Membership) context.Context {
	t.Helper()
	a := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		n, err := tx.Account.Query().Count(ctx)
		if err != nil {
			return nil, err
		}
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", n)).SetDisplayName(fmt.Sprintf("Người thứ %d", n)).
			SetStatus(account.StatusACTIVE).Save(ctx)
	})
	return access.With(context.Background(), access.Actor{ID: a.ID, Home: home, Members: roles})
}

func (w *world) adminOf(t *testing.T, u *ent.Unit) context.Context {
	t.Helper()
	return w.person(t, u.Path, access.Membership{Role: access.Admin, UnitID: u.ID, Path: u.Path})
}

// draft is a dialogue of the unit, eight days ahead.
func (w *world) draft(t *testing.T, u *ent.Unit) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.forum.Create(w.cityAdmin, conference.CreateConferenceInput{
		Kind: entconference.KindDIALOGUE, Title: "Đối thoại về giao thông", UnitID: u.ID,
		StartsAt: w.clock.Now().Add(8 * 24 * time.Hour), EndsAt: w.clock.Now().Add(8*24*time.Hour + 3*time.Hour),
		Moderation: entconference.ModerationAFTER_PUBLICATION,
	}))
}

func (w *world) announced(t *testing.T, u *ent.Unit) *ent.Conference {
	t.Helper()
	return must[*ent.Conference](t)(w.forum.Announce(w.cityAdmin, conference.AnnounceConferenceInput{ID: w.draft(t, u).ID}))
}

func (w *world) ask(t *testing.T, who context.Context, c *ent.Conference) *ent.Question {
	t.Helper()
	return must[*ent.Question](t)(w.forum.Ask(who, conference.AskQuestionInput{ConferenceID: c.ID, Body: "Bao giờ đường được sửa?"}))
}

func (w *world) input(c *ent.Conference, changes ...func(*commitment.RecordCommitmentInput)) commitment.RecordCommitmentInput {
	in := commitment.RecordCommitmentInput{
		ConferenceID: c.ID, Text: "Sửa xong đường Quang Trung.", ResponsibleID: w.wardCommittee.ID, DueOn: "2026-03-31",
	}
	for _, change := range changes {
		change(&in)
	}
	return in
}

// promise is recorded at a conference of its own and came from a question of the citizen.
func (w *world) promise(t *testing.T, changes ...func(*commitment.RecordCommitmentInput)) *ent.Commitment {
	t.Helper()
	c := w.announced(t, w.ward)
	q := w.ask(t, w.citizen, c)
	asked := func(in *commitment.RecordCommitmentInput) { in.QuestionID = &q.ID }
	return must[*ent.Commitment](t)(w.Record(w.admin, w.input(c, append([]func(*commitment.RecordCommitmentInput){asked}, changes...)...)))
}

func (w *world) completed(t *testing.T, changes ...func(*commitment.RecordCommitmentInput)) *ent.Commitment {
	t.Helper()
	return must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(w.promise(t, changes...))))
}

func (w *world) later(c *ent.Commitment, day string) commitment.ExtendCommitmentInput {
	return commitment.ExtendCommitmentInput{ID: c.ID, DueOn: day, Reason: "Mưa kéo dài."}
}

func (w *world) evidence(c *ent.Commitment) commitment.CompleteCommitmentInput {
	return commitment.CompleteCommitmentInput{ID: c.ID, Evidence: "Biên bản nghiệm thu."}
}

func (w *world) yes(c *ent.Commitment) commitment.ConfirmCommitmentInput {
	return commitment.ConfirmCommitmentInput{ID: c.ID}
}

func (w *world) no(c *ent.Commitment) commitment.DisputeCommitmentInput {
	return commitment.DisputeCommitmentInput{ID: c.ID, Reason: "Cuối đường còn ổ gà."}
}

// now is the row as it stands, whoever may read it.
func (w *world) now(t *testing.T, c *ent.Commitment) *ent.Commitment {
	t.Helper()
	return must[*ent.Commitment](t)(w.store.Reader(w.system).Commitment.Get(w.system, c.ID))
}

// history is the ledger as a visitor reads it: "1 RECORDED ADMIN 2026-03-31".
func (w *world) history(t *testing.T, c *ent.Commitment) string {
	t.Helper()
	list := must[*page.Connection[*ent.CommitmentEntry]](t)(w.History(w.visitor, w.now(t, c), first(100)))
	var lines []string
	for _, e := range list.Nodes {
		lines = append(lines, fmt.Sprint(e.Sequence, " ", e.Kind, " ", e.By, " ", e.DueOn))
	}
	return strings.Join(lines, ", ")
}

// wantWhole checks every ledger.
func (w *world) wantWhole(t interface{ Fatalf(string, ...any) }) {
	report, err := commitment.Audit(context.Background(), w.store)
	if err != nil || report.Broken != nil {
		t.Fatalf("%v (%v)", report.Broken, err)
	}
}

// facts are the names of what was told about a promise, in order.
func (w *world) facts(t *testing.T, c *ent.Commitment) []*ent.OutboxEvent {
	t.Helper()
	return must[[]*ent.OutboxEvent](t)(w.store.Reader(w.system).OutboxEvent.Query().
		Where(outboxevent.SubjectID(c.ID)).Order(ent.Asc("id")).All(w.system))
}

func at(t *testing.T, instant string) time.Time {
	t.Helper()
	return must[time.Time](t)(time.Parse(time.RFC3339, instant))
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
		t.Fatalf("got %v, want %s %s %v", err, code, key, field)
	}
	if fault.Message(key, "en", nil) == fault.Message("INTERNAL", "en", nil) {
		t.Errorf("%s has no message", key)
	}
}

func first(n int) page.Args { return page.Args{First: &n} }

func ptr[T any](v T) *T { return &v }

func statuses() []entcommitment.Status {
	return []entcommitment.Status{entcommitment.StatusOPEN, entcommitment.StatusCOMPLETED, entcommitment.StatusDISPUTED, entcommitment.StatusKEPT}
}
