package moderation_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/conference"
	"gandan/ent/decision"
	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/moderationcase"
	"gandan/ent/opinion"
	"gandan/ent/outboxevent"
	"gandan/ent/question"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/moderation"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

var system = access.AsSystem(context.Background(), "test")

// world is a city with two wards and the people who write, flag and decide there.
type world struct {
	t                                          *testing.T
	store                                      *store.Store
	clock                                      *storetest.Clock
	mod                                        *moderation.Service
	city, ward, other                          *ent.Unit
	asker, citizen, volunteer, volunteerB      access.Actor
	admin, adminOfOther, adminOfCity, adminAsk access.Actor
}

// inWorld runs the test on both databases.
func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		t.Helper()
		test(t, newWorld(t, s, clock))
	})
}

func newWorld(t *testing.T, s *store.Store, clock *storetest.Clock) *world {
	t.Helper()
	w := &world{t: t, store: s, clock: clock}
	w.city = w.unit("01", "Thành phố thử", unit.KindCITY, nil)
	w.ward = w.unit("00070", "Phường thử A", unit.KindWARD, w.city)
	w.other = w.unit("00100", "Phường thử B", unit.KindWARD, w.city)
	w.asker, w.citizen = w.person(), w.person()
	w.volunteer, w.volunteerB = w.person(access.Volunteer, w.ward), w.person(access.Volunteer, w.other)
	w.admin, w.adminOfOther = w.person(access.Admin, w.ward), w.person(access.Admin, w.other)
	w.adminOfCity, w.adminAsk = w.person(access.Admin, w.city), w.person(access.Admin, w.ward)
	places := territory.New(s, func() string { return "2026-03-02" })
	if err := places.Refresh(system); err != nil {
		t.Fatalf("reading the units: %v", err)
	}
	cal, err := calendar.New(calendar.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	w.mod = moderation.New(s, places, cal, questions{s}, requests{s}, opinions{s}, moderation.DefaultPolicy())
	return w
}

func as(a access.Actor) context.Context { return access.With(context.Background(), a) }

func write[T any](w *world, fn func(context.Context, *store.Tx) (T, error)) T {
	w.t.Helper()
	out, err := store.Write(system, w.store, fn)
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
	return out
}

func (w *world) unit(code, name string, kind unit.Kind, parent *ent.Unit) *ent.Unit {
	w.t.Helper()
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.Unit, error) {
		c := tx.Unit.Create().SetCode(code).SetName(name).SetNameFolded(name).SetKind(kind).SetIdentity(code).SetSource("test").SetConfidence("test")
		if parent == nil {
			return c.SetPath("/" + code + "/").Save(ctx)
		}
		return c.SetParentID(parent.ID).SetPath(parent.Path + code + "/").Save(ctx)
	})
}

// person makes an account; role and unit, when given, come in pairs.
func (w *world) person(roleAndUnit ...any) access.Actor {
	w.t.Helper()
	made := write(w, func(ctx context.Context, tx *store.Tx) (*ent.Account, error) {
		n, err := tx.Account.Query().Count(ctx)
		if err != nil {
			return nil, err
		}
		return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", n)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE).Save(ctx)
	})
	a := access.Actor{ID: made.ID}
	for i := 0; i < len(roleAndUnit); i += 2 {
		u := roleAndUnit[i+1].(*ent.Unit)
		a.Members = append(a.Members, access.Membership{Role: roleAndUnit[i].(access.Role), UnitID: u.ID, Path: u.Path})
	}
	return a
}

func (w *world) conference(in *ent.Unit) *ent.Conference {
	w.t.Helper()
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		return tx.Conference.Create().SetUnitID(in.ID).SetUnitPath(in.Path).SetKind(conference.KindDIALOGUE).SetTitle("Đối thoại").
			SetStartsAt(tx.Now).SetEndsAt(tx.Now.Add(time.Hour)).SetModeration(conference.ModerationBEFORE_PUBLICATION).
			SetStatus(conference.StatusANNOUNCED).SetListed(true).Save(ctx)
	})
}

// question is what an author asked in a ward, in a state.
func (w *world) question(in *ent.Unit, author access.Actor, status question.Status) *ent.Question {
	w.t.Helper()
	c := w.conference(in)
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
		return tx.Question.Create().SetUnitID(in.ID).SetUnitPath(in.Path).SetConferenceID(c.ID).SetAuthorID(author.ID).
			SetBody("Bao giờ sửa đường?").SetShowName(false).SetStatus(status).
			SetListed(status == question.StatusPUBLISHED || status == question.StatusANSWERED).Save(ctx)
	})
}

// pending is a question that waits for an admin, with its case.
func (w *world) pending(in *ent.Unit, author access.Actor) (*ent.Question, *ent.ModerationCase) {
	w.t.Helper()
	q := w.question(in, author, question.StatusPENDING)
	err := store.Do(as(author), w.store, func(ctx context.Context, tx *store.Tx) error { return moderation.Intake{}.OpenForQuestion(ctx, tx, q) })
	if err != nil {
		w.t.Fatalf("opening a case: %v", err)
	}
	return q, w.caseOf(q.ID)
}

func (w *world) request(in *ent.Unit, citizen access.Actor) *ent.HelpRequest {
	w.t.Helper()
	return write(w, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		n, err := tx.HelpRequest.Query().Count(ctx)
		if err != nil {
			return nil, err
		}
		return tx.HelpRequest.Create().SetUnitID(in.ID).SetUnitPath(in.Path).SetCode(fmt.Sprintf("T%05d", n)).SetCitizenID(citizen.ID).
			SetDescription("Xin giúp nộp hồ sơ.").SetMode(helprequest.ModeREMOTE).SetStatus(helprequest.StatusOPEN).
			SetOpenedAt(tx.Now).SetStatusSince(tx.Now).SetConsentedAt(tx.Now).Save(ctx)
	})
}

// caseOf is the latest case of a piece of content.
func (w *world) caseOf(content gid.ID) *ent.ModerationCase {
	w.t.Helper()
	c, err := w.store.Reader(system).ModerationCase.Query().Where(moderationcase.SubjectID(content)).Order(ent.Desc(moderationcase.FieldID)).First(system)
	if err != nil {
		w.t.Fatalf("no case: %v", err)
	}
	return c
}

func (w *world) events(name string) []*ent.OutboxEvent {
	w.t.Helper()
	rows, err := w.store.Reader(system).OutboxEvent.Query().Where(outboxevent.Name(name)).Order(ent.Asc(outboxevent.FieldID)).All(system)
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

func (w *world) statusOf(q *ent.Question) question.Status {
	w.t.Helper()
	now, err := w.store.Reader(system).Question.Get(system, q.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return now.Status
}

func (w *world) hidden(r *ent.HelpRequest) bool {
	w.t.Helper()
	now, err := w.store.Reader(system).HelpRequest.Get(system, r.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return now.DescriptionHidden
}

// flag has somebody flag content, which must succeed.
func (w *world) flag(who access.Actor, content gid.ID, reason flag.Reason) *ent.Flag {
	w.t.Helper()
	raised, err := w.mod.Flag(as(who), moderation.FlagContentInput{SubjectID: content, Reason: reason})
	if err != nil {
		w.t.Fatalf("flagging: %v", err)
	}
	return raised
}

func hide(c *ent.ModerationCase) moderation.DecideModerationInput {
	return moderation.DecideModerationInput{
		CaseID: c.ID, Outcome: decision.OutcomeHIDE, ReasonCode: decision.ReasonCodePERSONAL_DATA, Statement: "Có số điện thoại của người khác.",
	}
}

func approve(c *ent.ModerationCase) moderation.DecideModerationInput {
	return moderation.DecideModerationInput{
		CaseID: c.ID, Outcome: decision.OutcomeAPPROVE, ReasonCode: decision.ReasonCodeWITHIN_RULES, Statement: "Phù hợp.",
	}
}

// refused checks the code, the key and the field of a refusal.
func refused(t *testing.T, err error, code fault.Code, key fault.Key, field string) {
	t.Helper()
	if f := fault.Of(err); f == nil || f.Code != code || f.Key != key || f.Field != field {
		t.Errorf("got %v, want %s %s at %q", err, code, key, field)
	}
}

// questions and requests stand in for the domains that own the content.
type questions struct{ store *store.Store }

func (f questions) ReadableQuestion(ctx context.Context, id gid.ID) (*ent.Question, error) {
	q, err := f.store.Reader(ctx).Question.Get(ctx, id)
	return q, store.Translate(err)
}

func (questions) PublishQuestion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return tx.Question.Update().Where(question.ID(id), question.StatusIn(question.StatusPENDING, question.StatusHIDDEN)).
		SetStatus(question.StatusPUBLISHED).SetListed(true).Exec(ctx)
}

func (questions) HideQuestion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return tx.Question.Update().Where(question.ID(id)).SetStatus(question.StatusHIDDEN).SetListed(false).Exec(ctx)
}

type requests struct{ store *store.Store }

func (f requests) ReadableRequest(ctx context.Context, id gid.ID) (*ent.HelpRequest, error) {
	ctx = access.For(ctx, access.BrowseQueue)
	r, err := f.store.Reader(ctx).HelpRequest.Get(ctx, id)
	return r, store.Translate(err)
}

func (requests) HideWords(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return tx.HelpRequest.Update().Where(helprequest.ID(id)).SetDescriptionHidden(true).Exec(ctx)
}

func (requests) ShowWords(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return tx.HelpRequest.Update().Where(helprequest.ID(id)).SetDescriptionHidden(false).Exec(ctx)
}

type opinions struct{ store *store.Store }

func (f opinions) ReadableOpinion(ctx context.Context, id gid.ID) (*ent.Opinion, error) {
	o, err := f.store.Reader(ctx).Opinion.Get(ctx, id)
	return o, store.Translate(err)
}

func (opinions) ShowOpinion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return tx.Opinion.Update().Where(opinion.ID(id)).SetStatus(opinion.StatusRECEIVED).SetListed(true).Exec(ctx)
}

func (opinions) HideOpinion(ctx context.Context, tx *store.Tx, id gid.ID) error {
	return tx.Opinion.Update().Where(opinion.ID(id)).SetStatus(opinion.StatusHIDDEN).SetListed(false).Exec(ctx)
}

func first(n int) page.Args { return page.Args{First: &n} }
