package team_test

import (
	"sync"
	"testing"

	"gandan/ent"
	"gandan/ent/shiftsignup"
	"gandan/internal/team"
)

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

func TestOfFiftyAtOnceForFivePlacesFiveAreIn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		const people, places = 50, 5
		s, all := w.plan(t, places), w.members(t, people)
		var got [people]team.Answer
		atOnce(people, func(i int) {
			done, err := w.SignUp(all[i], team.SignUpInput{ShiftID: s.ID})
			if err != nil {
				t.Error(err)
				return
			}
			got[i] = done.Answer
		})
		count := map[team.Answer]int{}
		for _, a := range got {
			count[a]++
		}
		if count[team.SignedUp] != places || count[team.Full] != people-places {
			t.Errorf("they are answered %v", count)
		}
		w.sound(t, s.ID)
	})
}

func TestOnePersonAtOnceInTwoShiftsThatOverlapIsInOne(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for range 15 {
			who := w.members(t, 1)[0]
			two := []*ent.Shift{w.plan(t, 9), w.plan(t, 9, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(2, 10), w.at(2, 13) })}
			var got [2]team.Answer
			atOnce(2, func(i int) {
				done, err := w.SignUp(who, team.SignUpInput{ShiftID: two[i].ID})
				if err != nil {
					t.Error(err)
					return
				}
				got[i] = done.Answer
			})
			if got != [2]team.Answer{team.SignedUp, team.Collides} && got != [2]team.Answer{team.Collides, team.SignedUp} {
				t.Fatalf("they are answered %v", got)
			}
			w.sound(t, two[0].ID)
			w.sound(t, two[1].ID)
		}
	})
}

func TestFourPhonesOfOnePersonTakeOnePlace(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s, who := w.plan(t, 5), w.members(t, 1)[0]
		atOnce(4, func(int) {
			if _, err := w.SignUp(who, team.SignUpInput{ShiftID: s.ID}); err != nil {
				t.Error(err)
			}
		})
		if now := w.shiftNow(t, s); now.SignedCount != 1 {
			t.Errorf("%d places are taken", now.SignedCount)
		}
		w.sound(t, s.ID)
	})
}

// TestWhoLeavesAndWhoComesAtOnceNeverBreakTheCounter lets places change hands, while the shift may be called off.
func TestWhoLeavesAndWhoComesAtOnceNeverBreakTheCounter(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s, all := w.plan(t, 3), w.members(t, 12)
		var in [3]*ent.ShiftSignup
		for i := range in {
			in[i] = w.signed(t, all[i], s)
		}
		atOnce(len(all)+1, func(i int) {
			switch {
			case i < 3:
				_, _ = w.LeaveShift(all[i], team.LeaveShiftInput{ID: in[i].ID}) // may come behind the calling off
			case i == len(all):
				if _, err := w.CallOffShift(w.lead, team.CallOffShiftInput{ID: s.ID, Reason: "Bão"}); err != nil {
					t.Error(err)
				}
			default:
				if _, err := w.SignUp(all[i], team.SignUpInput{ShiftID: s.ID}); err != nil {
					t.Error(err)
				}
			}
		})
		w.sound(t, s.ID)
		signed := must[int](t)(w.store.Reader(w.system).ShiftSignup.Query().Where(shiftsignup.ShiftID(s.ID), shiftsignup.StatusEQ(shiftsignup.StatusSIGNED_UP)).Count(w.system))
		if signed != 0 {
			t.Errorf("%d are signed up for what was called off", signed)
		}
	})
}

func TestWhoIsTakenOutWhileTheySignUpIsNotLeftInAShift(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for range 10 {
			s, who := w.plan(t, 3), w.members(t, 1)[0]
			m := must[[]*ent.TeamMember](t)(w.store.Reader(w.system).TeamMember.Query().All(w.system))
			atOnce(2, func(i int) {
				var err error
				if i == 0 {
					_, err = w.SignUp(who, team.SignUpInput{ShiftID: s.ID})
				} else {
					_, err = w.EndMembership(who, team.EndMembershipInput{ID: m[len(m)-1].ID, Reason: "Tôi chuyển nhà"})
				}
				if err != nil {
					t.Error(err)
				}
			})
			if now := w.shiftNow(t, s); now.SignedCount != 0 {
				t.Fatal("a place is held by somebody who is in no team")
			}
			w.sound(t, s.ID)
		}
	})
}
