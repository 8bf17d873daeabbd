package notify_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/conference"
	"gandan/ent/decision"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/moderationcase"
	"gandan/ent/question"
	"gandan/ent/rolegrant"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/notify"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

var system = access.AsSystem(context.Background(), "test")

// world is one object of each kind that people are told of, with their people.
type world struct {
	t       *testing.T
	store   *store.Store
	clock   *storetest.Clock
	inbox   *notify.Service
	ids     storetest.CountingIDs
	ward    *ent.Unit
	citizen *ent.Account // whose request and question it is
	other   *ent.Account // volunteer, admin or bystander, by the case
	request *ent.HelpRequest
	asked   *ent.Question
	grant   *ent.RoleGrant
}

func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		t.Helper()
		w := &world{t: t, store: s, clock: clock, inbox: notify.New(s)}
		w.ids.Restart(100000)
		w.build()
		test(t, w)
	})
}

func (w *world) build() {
	w.t.Helper()
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) (err error) {
		if w.ward, err = tx.Unit.Create().SetCode("00070").SetName("Phường thử").SetNameFolded("phuong thu").SetKind(unit.KindWARD).
			SetPath("/00070/").SetIdentity("00070").SetSource("test").SetConfidence("test").Save(ctx); err != nil {
			return err
		}
		if w.citizen, err = person(ctx, tx, 1); err != nil {
			return err
		}
		if w.other, err = person(ctx, tx, 2); err != nil {
			return err
		}
		if w.request, err = tx.HelpRequest.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetCode("K7P2QM").SetCitizenID(w.citizen.ID).
			SetDescription("Xin giúp.").SetMode(helprequest.ModeREMOTE).SetStatus(helprequest.StatusCLAIMED).
			SetOpenedAt(tx.Now).SetStatusSince(tx.Now).SetConsentedAt(tx.Now).Save(ctx); err != nil {
			return err
		}
		if w.asked, err = ask(ctx, tx, w.ward, w.citizen); err != nil {
			return err
		}
		w.grant, err = tx.RoleGrant.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetAccountID(w.citizen.ID).
			SetRole(rolegrant.RoleVOLUNTEER).Save(ctx)
		return err
	})
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
}

func person(ctx context.Context, tx *store.Tx, n int) (*ent.Account, error) {
	return tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", n)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE).Save(ctx)
}

func ask(ctx context.Context, tx *store.Tx, ward *ent.Unit, author *ent.Account) (*ent.Question, error) {
	c, err := tx.Conference.Create().SetUnitID(ward.ID).SetUnitPath(ward.Path).SetKind(conference.KindDIALOGUE).SetTitle("Đối thoại quý I").
		SetStartsAt(tx.Now).SetEndsAt(tx.Now.Add(time.Hour)).SetModeration(conference.ModerationBEFORE_PUBLICATION).
		SetStatus(conference.StatusANNOUNCED).SetListed(true).Save(ctx)
	if err != nil {
		return nil, err
	}
	return tx.Question.Create().SetUnitID(ward.ID).SetUnitPath(ward.Path).SetConferenceID(c.ID).SetAuthorID(author.ID).
		SetBody("Bao giờ sửa đường?").SetShowName(false).SetStatus(question.StatusPENDING).Save(ctx)
}

// decided is a case about content of the citizen, with its decision.
func (w *world) decided(content gid.ID, kind moderationcase.SubjectKind, outcome decision.Outcome, reason decision.ReasonCode) event.Event {
	w.t.Helper()
	var c *ent.ModerationCase
	var d *ent.Decision
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) (err error) {
		if c, err = tx.ModerationCase.Create().SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).SetSubjectID(content).SetSubjectKind(kind).
			SetCause(moderationcase.CauseFLAG).SetAuthorID(w.citizen.ID).SetOriginal("…").SetStatus(moderationcase.StatusDECIDED).
			SetOpenedAt(tx.Now).SetReasons([]string{}).Save(ctx); err != nil {
			return err
		}
		d, err = tx.Decision.Create().SetCaseID(c.ID).SetOutcome(outcome).SetReasonCode(reason).SetStatement("Lời giải thích").
			SetDecidedByID(w.other.ID).SetDecidedAt(tx.Now).Save(ctx)
		return err
	})
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
	return w.fact("moderation.decided", c.ID, "decisionId", d.ID.String())
}

// fact is an event that the other person caused.
func (w *world) fact(name string, subject gid.ID, data ...string) event.Event {
	e := event.Event{ID: w.ids.New(gid.OutboxEvent, w.clock.Now()), Name: name, Subject: subject, Actor: w.other.ID, Data: map[string]string{}, At: w.clock.Now()}
	for i := 0; i < len(data); i += 2 {
		e.Data[data[i]] = data[i+1]
	}
	return e
}

// tell delivers a fact, which must succeed.
func (w *world) tell(e event.Event) {
	w.t.Helper()
	if err := w.inbox.On(context.Background(), e); err != nil {
		w.t.Fatalf("%s: %v", e.Name, err)
	}
}

func as(a *ent.Account) context.Context {
	return access.With(context.Background(), access.Actor{ID: a.ID})
}

func in(language string, a *ent.Account) context.Context {
	return access.WithRequest(as(a), access.Request{Language: language})
}

// linesOf is the inbox of a person, newest first.
func (w *world) linesOf(a *ent.Account) []*ent.Notification {
	w.t.Helper()
	most := page.Max
	c, err := w.inbox.Inbox(as(a), page.Args{First: &most})
	if err != nil {
		w.t.Fatal(err)
	}
	return c.Nodes
}
