package offline_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/procedure"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/offline"
	"gandan/internal/store"
)

func TestAPhoneBeginsWithAllThatItIsToKeepAndThenHearsOfNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.procedure(t, "1.009", ptr("2020-01-01"))
		for i := range 5 {
			w.claimed(t, w.binh)
			w.signed(t, w.binh, w.planned(t, 2+i, 3))
		}
		w.claimed(t, w.chi)
		w.relayed(t)
		for _, first := range []int{1, 2, 3, 7, 100} {
			p := w.phone(w.binh, first).read(t)
			p.agrees(t)
			if len(p.requests) != 5 || len(p.shifts) != 5 || len(p.procedures) != 2 || !p.pages[0].Reset {
				t.Errorf("by %d: %d requests, %d shifts, %d procedures", first, len(p.requests), len(p.shifts), len(p.procedures))
			}
			for _, next := range p.pages[1:] {
				if next.Reset {
					t.Errorf("by %d: a later page begins anew", first)
				}
			}
		}
		p := w.phone(w.binh, 20).read(t)
		w.clock.Advance(offline.ImportOverlap + time.Second)
		if p.read(t); p.elements() != 13 || len(p.gone()) != 1 { // the first reading was made in the minute of the changes; one procedure ended
			t.Errorf("the overlap holds %d", p.elements())
		}
		w.clock.Advance(time.Second)
		if p.read(t); p.elements() != 0 || len(p.pages) != 1 {
			t.Errorf("where nothing changed, %d elements in %d pages", p.elements(), len(p.pages))
		}
		p.agrees(t)
	})
}

func TestARequestLeavesThePhoneWhateverTakesItAway(t *testing.T) {
	note := ptr("Gần hơn")
	for name, c := range map[string]struct {
		why offline.Reason
		do  func(t *testing.T, w *world, r *ent.HelpRequest) error
	}{
		"released": {offline.Released, func(_ *testing.T, w *world, r *ent.HelpRequest) error {
			_, err := w.desk.Release(w.binh, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận"})
			return err
		}},
		"given to another": {offline.Reassigned, func(_ *testing.T, w *world, r *ent.HelpRequest) error {
			_, err := w.desk.Assign(w.admin, helpdesk.AssignHelpRequestInput{ID: r.ID, VolunteerID: me(w.yenHere(t)), Note: note})
			return err
		}},
		"withdrawn": {offline.Cancelled, func(_ *testing.T, w *world, r *ent.HelpRequest) error {
			_, err := w.desk.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: r.ID})
			return err
		}},
		"joined with another": {offline.Merged, func(t *testing.T, w *world, r *ent.HelpRequest) error {
			_, err := w.desk.Merge(w.admin, helpdesk.MergeHelpRequestsInput{ID: r.ID, IntoID: w.asked(t).ID})
			return err
		}},
		"done": {offline.Done, func(_ *testing.T, w *world, r *ent.HelpRequest) error {
			return w.log(w.binh, r, assistancelog.OutcomeRESOLVED)
		}},
		"sent on": {offline.Done, func(_ *testing.T, w *world, r *ent.HelpRequest) error {
			return w.log(w.binh, r, assistancelog.OutcomeREFERRED)
		}},
		"given up": {offline.Released, func(_ *testing.T, w *world, r *ent.HelpRequest) error {
			return w.log(w.binh, r, assistancelog.OutcomeCOULD_NOT_HELP)
		}},
		"idle": {offline.Released, func(_ *testing.T, w *world, _ *ent.HelpRequest) error {
			for range 30 { // told first, then given back
				w.clock.Advance(12 * hour)
				if err := w.desk.Sweep(context.Background()); err != nil {
					return err
				}
			}
			return nil
		}},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, w *world) {
				r := w.claimed(t, w.binh)
				must[*ent.HelpRequest](t)(w.desk.SetCompanion(w.binh, helpdesk.SetCompanionInput{ID: r.ID, VolunteerID: ptr(me(w.chi))}))
				phones := []*phone{w.phone(w.binh, 20).read(t), w.phone(w.chi, 1).read(t)}
				w.clock.Advance(2 * time.Minute)
				done(t, c.do(t, w, r))
				w.relayed(t)
				for _, p := range phones {
					if len(p.requests) != 1 {
						t.Fatalf("before it, the phone kept %d requests", len(p.requests))
					}
					p.read(t).agrees(t)
					if len(p.requests) != 0 || p.gone()[r.ID] != c.why {
						t.Errorf("the phone keeps %d requests; gone are %v", len(p.requests), p.gone())
					}
				}
			})
		})
	}
}

// yenHere is one more volunteer of the ward.
func (w *world) yenHere(t tester) context.Context { return w.person(t, access.Volunteer, w.ward) }

func (w *world) log(who context.Context, r *ent.HelpRequest, outcome assistancelog.Outcome) error {
	_, err := w.desk.LogAssistance(who, helpdesk.LogAssistanceInput{
		HelpRequestID: r.ID, Kind: assistancelog.KindPHONE, Outcome: outcome, Minutes: 15,
	})
	return err
}

func TestAnAssignmentThatIsDeclinedAndACompanionWhoIsNoneAnyMoreLeaveThePhone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		given := w.asked(t)
		must[*helpdesk.AssignHelpRequestPayload](t)(w.desk.Assign(w.admin, helpdesk.AssignHelpRequestInput{ID: given.ID, VolunteerID: me(w.chi)}))
		held := w.claimed(t, w.binh)
		pair := func(who *gid.ID) {
			must[*ent.HelpRequest](t)(w.desk.SetCompanion(w.binh, helpdesk.SetCompanionInput{ID: held.ID, VolunteerID: who}))
		}
		pair(ptr(me(w.chi)))
		pair(ptr(me(w.chi))) // the same again takes nothing away
		w.relayed(t)
		p := w.phone(w.chi, 20).read(t)
		if p.agrees(t); len(p.requests) != 2 {
			t.Fatalf("the phone keeps %d requests, want the given and the accompanied", len(p.requests))
		}
		w.clock.Advance(2 * time.Minute)
		if w.relayed(t); len(p.read(t).gone()) != 0 {
			t.Errorf("gone are %v", p.gone())
		}
		must[*ent.HelpRequest](t)(w.desk.Decline(w.chi, helpdesk.DeclineAssignmentInput{ID: given.ID, ReasonCode: helpdesk.DeclineBusy}))
		pair(nil)
		w.relayed(t)
		p.read(t).agrees(t)
		if gone := p.gone(); gone[given.ID] != offline.Released || gone[held.ID] != offline.Reassigned || len(p.requests) != 0 {
			t.Errorf("gone are %v", gone)
		}
	})
}

func TestWhatCameBackIsNotTakenAwayByAnOldTombstone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.claimed(t, w.binh)
		p := w.phone(w.binh, 1).read(t)
		w.clock.Advance(2 * time.Minute)
		must[*ent.HelpRequest](t)(w.desk.Release(w.binh, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận"}))
		must[*ent.HelpRequest](t)(w.desk.Claim(w.binh, helpdesk.ClaimHelpRequestInput{ID: r.ID}))
		if p.read(t); len(p.requests) != 1 { // the relay has not told of the release yet
			t.Fatal("the phone misses the request")
		}
		w.relayed(t)
		for range 3 {
			if p.read(t).agrees(t); len(p.requests) != 1 || len(p.gone()) != 0 {
				t.Errorf("the phone keeps %d requests; gone are %v", len(p.requests), p.gone())
			}
			w.clock.Advance(time.Minute)
		}
	})
}

func TestNobodyReadsWhatIsNotTheirs(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.claimed(t, w.binh)
		w.signed(t, w.binh, w.planned(t, 2, 3))
		w.clock.Advance(time.Minute)
		must[*ent.HelpRequest](t)(w.desk.Release(w.binh, helpdesk.ReleaseHelpRequestInput{ID: w.claimed(t, w.binh).ID, Reason: "Bận"}))
		w.relayed(t)
		for name, who := range map[string]context.Context{"a volunteer of another unit": w.yen, "a colleague": w.chi} {
			p := w.phone(who, 20).read(t)
			w.clock.Advance(-time.Minute)
			p.read(t)
			w.clock.Advance(time.Minute)
			if p.read(t); len(p.requests)+len(p.shifts)+len(p.gone()) != 0 {
				t.Errorf("%s reads %d requests, %d shifts, and of what is gone %v", name, len(p.requests), len(p.shifts), p.gone())
			}
		}
		for name, who := range map[string]context.Context{"a citizen": w.citizen, "an admin": w.admin, "a visitor": access.With(context.Background(), access.Anonymous())} {
			if _, err := w.Since(who, nil, nil); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestOtherRolesBeginAnewAndNoRoleIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		both, _ := access.From(w.binh)
		both.Members = append(both.Members, access.Membership{Role: access.Volunteer, UnitID: w.other.ID, Path: w.other.Path})
		p := w.phone(access.With(context.Background(), both), 20)
		w.claimed(t, w.binh)
		if p.read(t); len(p.requests) != 1 {
			t.Fatalf("the phone keeps %d requests", len(p.requests))
		}
		w.clock.Advance(time.Hour)
		elsewhere := both
		elsewhere.Members = both.Members[1:]
		p.who = access.With(context.Background(), elsewhere)
		if p.read(t); !p.pages[0].Reset || len(p.requests) != 0 || len(p.procedures) != 2 {
			t.Errorf("once the role here ended, reset is %v and the phone keeps %d requests", p.pages[0].Reset, len(p.requests))
		}
		w.clock.Advance(time.Hour)
		p.who = access.With(context.Background(), both)
		if p.read(t); !p.pages[0].Reset || len(p.requests) != 1 {
			t.Errorf("once it is back, reset is %v and the phone keeps %d requests", p.pages[0].Reset, len(p.requests))
		}
		ended := both
		ended.Members = nil
		_, err := w.Since(access.With(context.Background(), ended), p.cursor, nil)
		refused(t, err, fault.Forbidden, "FORBIDDEN")
	})
}

func TestAFactThatIsRelayedTwiceMakesOneTombstone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.claimed(t, w.binh)
		must[*ent.HelpRequest](t)(w.desk.Release(w.binh, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận"}))
		w.relayed(t)
		write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
			return tx.OutboxEvent.Update().SetRelayed(false).Save(ctx)
		})
		w.relayed(t)
		if n := must[int](t)(w.store.Reader(system()).Tombstone.Query().Count(system())); n != 1 {
			t.Errorf("there are %d tombstones, want 1", n)
		}
	})
}

func TestTombstonesAreKeptAsLongAsACursorIsGood(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.claimed(t, w.binh)
		p := w.phone(w.binh, 20).read(t)
		w.clock.Advance(2 * time.Minute)
		must[*ent.HelpRequest](t)(w.desk.Release(w.binh, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận"}))
		w.relayed(t)
		w.clock.Advance(offline.Kept - 2*time.Minute)
		if n := must[int](t)(w.Prune(context.Background())); n != 0 {
			t.Errorf("pruned %d while a cursor is good", n)
		}
		old := *p.cursor
		if p.read(t); p.pages[0].Reset || p.gone()[r.ID] != offline.Released {
			t.Errorf("on the last day, reset is %v and gone are %v", p.pages[0].Reset, p.gone())
		}
		w.clock.Advance(time.Second)
		p.cursor = &old
		if p.read(t).agrees(t); !p.pages[0].Reset || len(p.gone()) != 0 {
			t.Errorf("after it, reset is %v and gone are %v", p.pages[0].Reset, p.gone())
		}
		w.clock.Advance(24*time.Hour + 2*time.Minute)
		if n := must[int](t)(w.Prune(context.Background())); n != 1 {
			t.Errorf("pruned %d, want 1", n)
		}
	})
}

func TestAProcedureThatEndedLeavesThePhoneAndSaysWhatTookItsPlace(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.phone(w.binh, 20).read(t)
		w.clock.Advance(time.Hour)
		old, next := w.coded(t, "1.001"), w.coded(t, "1.002")
		tomorrow := w.daysOn(1)
		write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
			return tx.Procedure.Update().Where(procedure.ID(old.ID)).SetEndedOn(tomorrow).SetReplacedByID(next.ID).Save(ctx)
		})
		if p.read(t).agrees(t); len(p.procedures) != 2 {
			t.Errorf("the day before, the phone keeps %d procedures", len(p.procedures))
		}
		w.clock.Advance(24 * hour)
		done(t, w.procedures.Turn(context.Background()))
		p.read(t).agrees(t)
		if len(p.procedures) != 1 || p.gone()[old.ID] != offline.Ended {
			t.Fatalf("the phone keeps %d procedures; gone are %v", len(p.procedures), p.gone())
		}
		by := must[*ent.Procedure](t)(w.ReplacedBy(w.binh, p.pages[0].Tombstones[0]))
		if by == nil || by.ID != next.ID {
			t.Errorf("in its place came %v", by)
		}
	})
}

func TestTheSizeOfAPageIsChecked(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, n := range []int{-1, 0, 101} {
			_, err := w.Since(w.binh, nil, &n)
			refused(t, err, fault.BadUserInput, "BAD_PAGE_SIZE")
		}
	})
}

func TestDoneRequestsAreNotForThePhone(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.claimed(t, w.binh)
		done(t, w.log(w.binh, r, assistancelog.OutcomeRESOLVED))
		if p := w.phone(w.binh, 20).read(t); len(p.requests) != 0 {
			t.Errorf("a phone that begins keeps %s", helprequest.StatusRESOLVED)
		}
	})
}
