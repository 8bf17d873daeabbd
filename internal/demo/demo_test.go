package demo_test

import (
	"context"
	"io"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/commitment"
	"gandan/ent/conference"
	"gandan/ent/helprequest"
	"gandan/ent/moderationcase"
	"gandan/ent/opinion"
	"gandan/ent/proposal"
	"gandan/ent/question"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/app"
	"gandan/internal/config"
	"gandan/internal/demo"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

func system() context.Context { return access.AsSystem(context.Background(), "test") }

// opened is the app on a database.
func opened(t *testing.T, dsn, folder string, clock store.Clock) *app.App {
	t.Helper()
	cfg := config.Serve{
		Database: config.Database{Data: folder, DB: dsn}, Listen: "127.0.0.1:0", SMS: "log", OTPPerAddress: 60, Issuer: "gandan", Audience: "gandan-app",
	}
	a, err := app.New(context.Background(), cfg, app.Env{Clock: clock, IDs: &store.RandomIDs{}, Log: slog.New(slog.DiscardHandler), SMS: io.Discard})
	if err != nil {
		t.Fatalf("opening the app: %v", err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func onBoth(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, "") })
	t.Run("mariadb", func(t *testing.T) { test(t, storetest.MariaDB(t)) })
}

func load(t *testing.T, a *app.App) []demo.Person {
	t.Helper()
	people, err := demo.Load(context.Background(), a)
	if err != nil {
		t.Fatalf("loading the demo: %v", err)
	}
	return people
}

func TestTheStoryIsToldOnceAndNamesItsPeople(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		clock, folder := storetest.NewClock(), t.TempDir()
		a := opened(t, dsn, folder, clock)
		people := load(t, a)
		rows := counts(t, a.Store)
		clock.Advance(24 * time.Hour)
		again := load(t, opened(t, dsn, folder, clock))
		if !slices.Equal(people, again) || len(people) != 8 {
			t.Errorf("the people are %v, later %v", people, again)
		}
		if later := counts(t, a.Store); !reflect.DeepEqual(rows, later) {
			t.Errorf("a second start makes %v of %v", later, rows)
		}
		first, volunteer, last := people[0], people[2], people[7]
		if first.Phone != "+84100000001" || first.Role != "ADMIN" || first.Unit != "Thành phố Hà Nội" ||
			volunteer.Role != "VOLUNTEER" || volunteer.Unit != "Phường Hà Đông" || last.Phone != "+84100000008" || last.Unit != "Phường Cầu Giấy" {
			t.Errorf("the people are %v", people)
		}
	})
}

// TestAnAccountThatATokenMadeBeforeTakesItsPartInTheStory: whoever asks for a token first finds the demo whole all the same.
func TestAnAccountThatATokenMadeBeforeTakesItsPartInTheStory(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		a := opened(t, dsn, t.TempDir(), storetest.NewClock())
		if _, err := a.Identity.TokenFor(context.Background(), "+84100000003", time.Hour); err != nil {
			t.Fatal(err)
		}
		load(t, a)
		if n := counts(t, a.Store); n["accounts"] != 9 || n["grants"] == 0 || n["conferences"] == 0 {
			t.Fatalf("the story has %v", n)
		}
	})
}

// counts is how many rows there are of everything the story makes; each must be some.
func counts(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	r, all := s.Reader(system()), map[string]int{}
	for name, count := range map[string]func(context.Context) (int, error){
		"accounts": r.Account.Query().Count, "grants": r.RoleGrant.Query().Count, "conferences": r.Conference.Query().Count,
		"questions": r.Question.Query().Count, "votes": r.Vote.Query().Count, "commitments": r.Commitment.Query().Count,
		"activities": r.Activity.Query().Count, "cases": r.ModerationCase.Query().Count, "flags": r.Flag.Query().Count,
		"decisions": r.Decision.Query().Count, "requests": r.HelpRequest.Query().Count, "logs": r.AssistanceLog.Query().Count,
		"history": r.RequestHistory.Query().Count, "events": r.OutboxEvent.Query().Count,
		"proposals": r.Proposal.Query().Count, "sittings": r.Sitting.Query().Count, "agenda": r.AgendaItem.Query().Count,
		"invitations": r.Invitation.Query().Count, "registrations": r.Registration.Query().Count, "polls": r.Poll.Query().Count,
		"ballots": r.Ballot.Query().Count, "conclusions": r.Conclusion.Query().Count, "ledger": r.CommitmentEntry.Query().Count,
		"drafts": r.Draft.Query().Count, "versions": r.DraftVersion.Query().Count, "clauses": r.Clause.Query().Count,
		"opinions": r.Opinion.Query().Count, "follows": r.Follow.Query().Count, "rules": r.PolicyRule.Query().Count,
		"options": r.PollOption.Query().Count, "words": r.QuestionWord.Query().Count, "documents": r.CriticismDocument.Query().Count,
		"fees": r.ProcedureFee.Query().Count, "checklists": r.ChecklistItem.Query().Count,
		"messages": r.RequestMessage.Query().Count, "openings": r.ContactReveal.Query().Count,
		"teams": r.Team.Query().Count, "members": r.TeamMember.Query().Count, "points": r.HelpPoint.Query().Count, "shifts": r.Shift.Query().Count, "sign-ups": r.ShiftSignup.Query().Count,
	} {
		n, err := count(system())
		if err != nil || n == 0 {
			t.Errorf("%s: %d (%v)", name, n, err)
		}
		all[name] = n
	}
	return all
}

func TestEveryScreenHasSomethingToShow(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		a := opened(t, dsn, t.TempDir(), storetest.NewClock())
		load(t, a)
		r := a.Store.Reader(system())
		for _, status := range []conference.Status{"DRAFT", "ANNOUNCED", "LIVE", "ENDED", "CONCLUDED"} {
			if n := r.Conference.Query().Where(conference.StatusEQ(status)).CountX(system()); n == 0 {
				t.Errorf("no conference is %s", status)
			}
		}
		for _, status := range []question.Status{"PENDING", "PUBLISHED", "ANSWERED", "HIDDEN"} {
			if n := r.Question.Query().Where(question.StatusEQ(status)).CountX(system()); n == 0 {
				t.Errorf("no question is %s", status)
			}
		}
		for _, status := range []helprequest.Status{"OPEN", "ASSIGNED", "CLAIMED", "IN_PROGRESS", "RESOLVED", "CLOSED", "CANCELLED"} {
			if n := r.HelpRequest.Query().Where(helprequest.StatusEQ(status)).CountX(system()); n == 0 {
				t.Errorf("no request is %s", status)
			}
		}
		for _, status := range []registration.Status{"REGISTERED", "WAITING", "OFFERED", "ATTENDED", "CANCELLED"} {
			if n := r.Registration.Query().Where(registration.StatusEQ(status)).CountX(system()); n == 0 {
				t.Errorf("no registration is %s", status)
			}
		}
		for _, status := range []commitment.Status{"OPEN", "COMPLETED", "KEPT"} {
			if n := r.Commitment.Query().Where(commitment.StatusEQ(status)).CountX(system()); n == 0 {
				t.Errorf("no promise is %s", status)
			}
		}
		for _, status := range []proposal.Status{"SUBMITTED", "ACCEPTED", "REFUSED"} {
			if n := r.Proposal.Query().Where(proposal.StatusEQ(status)).CountX(system()); n == 0 {
				t.Errorf("no proposal is %s", status)
			}
		}
		for _, response := range []opinion.Response{"ACCEPTED", "PARTLY", "NOT_ACCEPTED"} {
			if n := r.Opinion.Query().Where(opinion.ResponseEQ(response)).CountX(system()); n == 0 {
				t.Errorf("no opinion is %s", response)
			}
		}
		if n := r.ModerationCase.Query().Where(moderationcase.StatusEQ(moderationcase.StatusOPEN)).CountX(system()); n < 2 {
			t.Errorf("%d cases are open, want one in each ward", n)
		}
		followsTheRules(t, a)
	})
}

// followsTheRules checks what the verbs promise, and that nothing lies ahead of the clock but what is planned.
func followsTheRules(t *testing.T, a *app.App) {
	t.Helper()
	r, now := a.Store.Reader(system()), a.Store.Now()
	for _, c := range r.Conference.Query().AllX(system()) {
		listed := r.Question.Query().Where(question.ConferenceID(c.ID), question.Listed(true)).CountX(system())
		if c.QuestionCount != listed || c.CreatedAt.After(now) || c.StartedAt != nil && c.StartedAt.After(now) {
			t.Errorf("%s has %d questions, counted %d", c.Title, c.QuestionCount, listed)
		}
		if late := a.Forum.ConclusionOverdue(c); late != (c.Status == conference.StatusENDED) {
			t.Errorf("the conclusion of %s: overdue is %t", c.Title, late)
		}
	}
	for _, c := range r.Conference.Query().AllX(system()) {
		taken := r.Registration.Query().Where(registration.ConferenceID(c.ID), registration.StatusIn("REGISTERED", "OFFERED", "ATTENDED")).CountX(system())
		there := r.Registration.Query().Where(registration.ConferenceID(c.ID), registration.StatusEQ("ATTENDED")).CountX(system())
		waiting := r.Registration.Query().Where(registration.ConferenceID(c.ID), registration.StatusEQ("WAITING")).CountX(system())
		if c.RegisteredCount != taken || c.AttendedCount != there || c.WaitingCount != waiting || c.Capacity != nil && taken > *c.Capacity {
			t.Errorf("%s has %d seats taken, %d people there and %d waiting, counted %d, %d and %d",
				c.Title, c.RegisteredCount, c.AttendedCount, c.WaitingCount, taken, there, waiting)
		}
	}
	for _, d := range r.Draft.Query().AllX(system()) {
		answered := r.Opinion.Query().Where(opinion.DraftID(d.ID), opinion.StatusEQ(opinion.StatusANSWERED)).CountX(system())
		if d.Answered != answered || d.Received != r.Opinion.Query().Where(opinion.DraftID(d.ID)).CountX(system()) {
			t.Errorf("%s has %d of %d opinions answered, counted %d", d.Title, d.Answered, d.Received, answered)
		}
	}
	late := 0
	for _, p := range r.Commitment.Query().AllX(system()) {
		if a.Ledger.Overdue(p) {
			late++
		}
	}
	if late != 1 {
		t.Errorf("%d promises are late, want one of four", late)
	}
	oldest := r.HelpRequest.Query().Where(helprequest.StatusEQ(helprequest.StatusOPEN)).Order(ent.Asc(helprequest.FieldCreatedAt)).FirstX(system())
	if !a.Helpdesk.Overdue(oldest) {
		t.Error("no request in the queue is overdue")
	}
	if a.Helpdesk.Escalation(oldest).Level != helpdesk.LevelAdmin {
		t.Error("no request has come to the admins")
	}
}

func TestThePeopleOfTheDemoReachNobody(t *testing.T) {
	a := opened(t, "", t.TempDir(), storetest.NewClock())
	people := load(t, a)
	for _, p := range people {
		if !strings.HasPrefix(p.Phone, "+841") {
			t.Errorf("%s could be somebody's phone", p.Phone)
		}
		if n := a.Store.Reader(system()).Account.Query().Where(account.Phone(p.Phone), account.DisplayName(p.Name)).CountX(system()); n != 1 {
			t.Errorf("%s has %d accounts", p.Name, n)
		}
		if _, err := a.Identity.TokenFor(context.Background(), p.Phone, time.Hour); err != nil {
			t.Errorf("%s cannot sign in: %v", p.Name, err)
		}
	}
}

func TestTwoProcessesMayLoadTheDemoTogether(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		folder := t.TempDir()
		var both sync.WaitGroup
		apps := []*app.App{opened(t, dsn, folder, store.WallClock{}), opened(t, dsn, folder, store.WallClock{})}
		for _, a := range apps {
			both.Go(func() {
				if _, err := demo.Load(context.Background(), a); err != nil {
					t.Errorf("one of two starts fails: %v", err)
				}
			})
		}
		both.Wait()
		if n := apps[0].Store.Reader(system()).Account.Query().CountX(system()); n != 9 { // the grandmother has one too
			t.Errorf("%d accounts", n)
		}
	})
}
