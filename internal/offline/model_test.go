package offline_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/procedure"
	"gandan/ent/shiftsignup"
	"gandan/internal/contact"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/team"
)

// life is a ward in which anything may happen, and the phones of its volunteers, who read when they have a signal.
type life struct {
	*world
	t      tester
	pick   func(n int) int // one of n
	phones []*phone
	whos   []context.Context
	asked  []gid.ID
	shifts []*ent.Shift
	codes  int
}

func newLife(t tester, w *world, pick func(n int) int) *life {
	l := &life{world: w, t: t, pick: pick, whos: []context.Context{w.binh, w.chi}}
	for _, who := range l.whos {
		l.phones = append(l.phones, w.phone(who, 1+pick(6)))
	}
	return l
}

// acts are what may happen. What cannot be done just now is refused, and that is as good.
func (l *life) acts() map[string]func() error {
	who := l.whos[l.pick(len(l.whos))]
	other := me(l.whos[l.pick(len(l.whos))])
	return map[string]func() error{
		"ask": func() error { l.asked = append(l.asked, l.world.asked(l.t).ID); return nil },
		"claim": l.withRequest(func(id gid.ID) error {
			_, err := l.desk.Claim(who, helpdesk.ClaimHelpRequestInput{ID: id})
			return err
		}),
		"release": l.withRequest(func(id gid.ID) error {
			_, err := l.desk.Release(l.admin, helpdesk.ReleaseHelpRequestInput{ID: id, Reason: "Bận"})
			return err
		}),
		"assign": l.withRequest(func(id gid.ID) error {
			_, err := l.desk.Assign(l.admin, helpdesk.AssignHelpRequestInput{ID: id, VolunteerID: other, Note: ptr("Gần hơn")})
			return err
		}),
		"decline": l.withRequest(func(id gid.ID) error {
			_, err := l.desk.Decline(who, helpdesk.DeclineAssignmentInput{ID: id, ReasonCode: helpdesk.DeclineBusy})
			return err
		}),
		"accompany": l.withRequest(func(id gid.ID) error {
			with := &other
			if l.pick(3) == 0 {
				with = nil
			}
			_, err := l.desk.SetCompanion(l.admin, helpdesk.SetCompanionInput{ID: id, VolunteerID: with})
			return err
		}),
		"log": l.withRequest(func(id gid.ID) error {
			of := []assistancelog.Outcome{assistancelog.OutcomeCONTINUES, assistancelog.OutcomeRESOLVED, assistancelog.OutcomeCOULD_NOT_HELP}
			_, err := l.desk.LogAssistance(who, helpdesk.LogAssistanceInput{
				HelpRequestID: id, Kind: assistancelog.KindPHONE, Outcome: of[l.pick(3)], Minutes: 1, HappenedAt: ptr(l.clock.Now().Add(-time.Minute)),
			})
			return err
		}),
		"reopen": l.withRequest(func(id gid.ID) error {
			_, err := l.desk.Reopen(l.citizen, helpdesk.ReopenHelpRequestInput{ID: id, Reason: "Chưa xong"})
			return err
		}),
		"cancel": l.withRequest(func(id gid.ID) error {
			_, err := l.desk.Cancel(l.citizen, helpdesk.CancelHelpRequestInput{ID: id})
			return err
		}),
		"merge": l.withRequest(func(id gid.ID) error {
			_, err := l.desk.Merge(l.admin, helpdesk.MergeHelpRequestsInput{ID: id, IntoID: l.asked[l.pick(len(l.asked))]})
			return err
		}),
		"write": l.withRequest(func(id gid.ID) error {
			_, err := l.talks.SendMessage(l.citizen, contact.SendMessageInput{RequestID: id, Body: "Tôi có ở nhà."})
			return err
		}),
		"plan": func() error { l.shifts = append(l.shifts, l.planned(l.t, 1+len(l.shifts), 3)); return nil },
		"sign up": l.withShift(func(s *ent.Shift) error {
			_, err := l.teams.SignUp(who, team.SignUpInput{ShiftID: s.ID})
			return err
		}),
		"leave": func() error { return l.leave(who) },
		"call off": l.withShift(func(s *ent.Shift) error {
			_, err := l.teams.CallOffShift(l.admin, team.CallOffShiftInput{ID: s.ID, Reason: "Bão"})
			return err
		}),
		"procedure": l.changeProcedure, "version": l.changeVersion,
		"relay":   func() error { return l.relay.Flush(context.Background()) },
		"seconds": func() error { l.clock.Advance(time.Duration(1+l.pick(90)) * time.Second); return nil },
		"hours":   func() error { l.clock.Advance(time.Duration(1+l.pick(30)) * hour); return nil },
		"page":    func() error { l.phones[l.pick(2)].page(l.t); return nil },
		"read":    func() error { l.phones[l.pick(2)].read(l.t); return nil },
	}
}

// names is the order of the acts, with those that matter most more than once.
func names() []string {
	return []string{
		"ask", "claim", "claim", "release", "assign", "assign", "decline", "accompany", "log", "reopen", "cancel", "merge", "write", "plan", "sign up", "sign up",
		"leave", "call off", "procedure", "version", "relay", "seconds", "hours", "page", "page", "read",
	}
}

func (l *life) withRequest(do func(gid.ID) error) func() error {
	return func() error {
		if len(l.asked) == 0 {
			return nil
		}
		return do(l.asked[l.pick(len(l.asked))])
	}
}

func (l *life) withShift(do func(*ent.Shift) error) func() error {
	return func() error {
		if len(l.shifts) == 0 {
			return nil
		}
		return do(l.shifts[l.pick(len(l.shifts))])
	}
}

func (l *life) leave(who context.Context) error {
	r, err := l.store.Reader(system()).ShiftSignup.Query().Where(shiftsignup.AccountID(me(who)), shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP)).First(system())
	if ent.IsNotFound(err) {
		return nil
	}
	if err == nil {
		_, err = l.teams.LeaveShift(who, team.LeaveShiftInput{ID: r.ID})
	}
	return err
}

// changeProcedure makes a new procedure, or ends one, or lets it live again.
func (l *life) changeProcedure() error {
	if l.codes++; l.codes%3 == 1 {
		l.world.procedure(l.t, fmt.Sprint("2.00", l.codes), nil)
		return nil
	}
	return store.Do(system(), l.store, func(ctx context.Context, tx *store.Tx) error {
		u := tx.Procedure.Update().Where(procedure.Code("1.002"))
		if l.codes%3 == 2 {
			return u.SetEndedOn(l.today()).Exec(ctx)
		}
		return u.ClearEndedOn().Exec(ctx)
	})
}

func (l *life) changeVersion() error {
	l.codes++
	_, err := l.versions(context.Background(), "code,valid_from,valid_to,service_level,channels,time_min,time_max,time_unit,legal_base,source,confidence\n"+
		"1.001,2026-01-01,,FULL,online,1,"+fmt.Sprint(l.codes)+",hour,,invented,test\n")
	return err
}

// step lets one thing happen.
func (l *life) step(name string) {
	err := l.acts()[name]()
	if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.BadUserInput) &&
		!fault.Is(err, fault.NotFound) && !fault.Is(err, fault.RateLimited) {
		l.t.Fatalf("%s: %v", name, err)
	}
}

// ends tells all that is to be told and lets the phones end what they were reading and read for the last time: each is then as the
// server.
func (l *life) ends() {
	l.relayed(l.t)
	for _, p := range l.phones {
		p.read(l.t)
		p.read(l.t).agrees(l.t)
	}
}

// TestAPhoneIsAsTheServerWhateverHappened lets anything happen in any order, with pages read in between.
func TestAPhoneIsAsTheServerWhateverHappened(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := onSQLite(t)
		defer func() { _ = w.store.Close() }()
		l := newLife(rt, w, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "one of") })
		for range 3 {
			for _, name := range rapid.SliceOfN(rapid.SampledFrom(names()), 5, 30).Draw(rt, "acts") {
				l.step(name)
			}
			l.ends()
		}
	})
}

// TestAPhoneIsAsTheServerOnMariaDBToo lets a long life of one seed happen there.
func TestAPhoneIsAsTheServerOnMariaDBToo(t *testing.T) {
	clock := storetest.NewClock()
	w := newWorld(t, storetest.Open(t, storetest.MariaDB(t), clock, &storetest.CountingIDs{}), clock)
	dice := rand.New(rand.NewPCG(2026, 11))
	l, all := newLife(t, w, dice.IntN), names()
	for range 6 {
		for range 40 {
			l.step(all[dice.IntN(len(all))])
		}
		l.ends()
	}
	if n, err := w.store.Reader(system()).HelpRequest.Query().Where(helprequest.StatusNEQ(helprequest.StatusOPEN)).Count(system()); err != nil || n < 3 {
		t.Errorf("little happened: %d requests moved (%v)", n, err)
	}
}
