package team_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
	"gandan/internal/team"
)

func TestTheBoundsOfAShift(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		plan := func(by context.Context, change func(*team.PlanShiftInput)) error {
			in := team.PlanShiftInput{TeamID: w.team.ID, Place: shift.PlaceREMOTE, StartsAt: w.at(2, 8), EndsAt: w.at(2, 11)}
			change(&in)
			_, err := w.PlanShift(by, in)
			return err
		}
		length := func(d time.Duration) func(*team.PlanShiftInput) {
			return func(in *team.PlanShiftInput) { in.EndsAt = in.StartsAt.Add(d) }
		}
		for _, ok := range []func(*team.PlanShiftInput){length(30 * time.Minute), length(12 * time.Hour), func(*team.PlanShiftInput) {}} {
			if err := plan(w.lead, ok); err != nil {
				t.Error(err)
			}
		}
		for _, c := range []struct {
			key    fault.Key
			change func(*team.PlanShiftInput)
		}{
			{"SHIFT_LENGTH", length(29 * time.Minute)},
			{"SHIFT_LENGTH", length(12*time.Hour + time.Minute)},
			{"STARTS_IN_PAST", func(in *team.PlanShiftInput) { in.StartsAt = w.clock.Now() }},
			{"SHIFT_TOO_FAR", func(in *team.PlanShiftInput) { in.StartsAt = w.clock.Now().Add(60*24*time.Hour + time.Minute) }},
			{"SHIFT_CAPACITY", func(in *team.PlanShiftInput) { in.Capacity = ptr(0) }},
			{"SHIFT_CAPACITY", func(in *team.PlanShiftInput) { in.Place, in.Capacity = shift.PlaceHOME_VISITS, ptr(1) }},
			{"POINT_NEEDED", func(in *team.PlanShiftInput) { in.Place = shift.PlaceHELP_POINT }},
			{"POINT_NEEDED", func(in *team.PlanShiftInput) { in.HelpPointID = &w.team.ID }},
			{"POINT_ELSEWHERE", func(in *team.PlanShiftInput) { in.Place, in.HelpPointID = shift.PlaceHELP_POINT, &w.team.ID }},
			{"UNKNOWN_SKILL", func(in *team.PlanShiftInput) { in.Skill = ptr("magic") }},
		} {
			wantFault(t, plan(w.lead, c.change), fault.BadUserInput, c.key)
		}
		wantFault(t, plan(w.members(t, 1)[0], func(*team.PlanShiftInput) {}), fault.Forbidden, "NOT_LEAD")
		wantFault(t, plan(w.otherAdmin, func(*team.PlanShiftInput) {}), fault.Forbidden, "FORBIDDEN")
		usual := must[*ent.Shift](t)(w.PlanShift(w.admin, team.PlanShiftInput{TeamID: w.team.ID, Place: shift.PlaceREMOTE, StartsAt: w.at(2, 8), EndsAt: w.at(2, 11)}))
		if usual.Capacity != 3 {
			t.Errorf("the usual capacity is %d", usual.Capacity)
		}
	})
}

func TestWhoCameIsWrittenDownFromTheStartForSevenDays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s, two := w.plan(t, 3), w.members(t, 2)
		r := w.signed(t, two[0], s)
		miss := team.MarkNoShowInput{ID: r.ID, Comment: "Không đến và không báo"}
		_, err := w.MarkNoShow(w.lead, miss)
		wantFault(t, err, fault.Conflict, "SHIFT_NOT_BEGUN")
		w.clock.Set(s.StartsAt)
		_, err = w.LeaveShift(two[0], team.LeaveShiftInput{ID: r.ID})
		wantFault(t, err, fault.Conflict, "SHIFT_BEGAN")
		_, err = w.MarkNoShow(two[1], miss)
		wantFault(t, err, fault.Forbidden, "NOT_LEAD")
		_, err = w.MarkNoShow(w.otherAdmin, miss)
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.MarkNoShow(w.lead, team.MarkNoShowInput{ID: r.ID})
		wantFault(t, err, fault.BadUserInput, "REASON_REQUIRED")
		must[*ent.ShiftSignup](t)(w.MarkNoShow(w.lead, miss))

		if _, err := w.Signup(two[1], r.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another member learns who did not come: %v", err)
		}
		if said := must[*string](t)(w.CommentOn(two[1], w.signupNow(t, r))); said != nil {
			t.Errorf("another member reads %q", *said)
		}
		for _, who := range []context.Context{two[0], w.lead, w.admin} {
			if said := must[*string](t)(w.CommentOn(who, must[*ent.ShiftSignup](t)(w.Signup(who, r.ID)))); said == nil {
				t.Error("who may read the comment does not")
			}
		}
		no := team.ObjectToNoShowInput{ID: r.ID, Comment: "Tôi có mặt từ 8 giờ"}
		_, err = w.ObjectToNoShow(w.lead, no)
		wantFault(t, err, fault.Forbidden, "NOT_YOUR_SIGNUP")
		must[*ent.ShiftSignup](t)(w.ObjectToNoShow(two[0], no))
		_, err = w.ObjectToNoShow(two[0], no)
		wantFault(t, err, fault.Conflict, "ALREADY_OBJECTED")
		w.clock.Set(s.StartsAt.Add(7 * 24 * time.Hour))
		if got := must[*ent.ShiftSignup](t)(w.MarkPresent(w.lead, team.MarkPresentInput{ID: r.ID})); got.Status != shiftsignup.StatusPRESENT || got.Comment != nil {
			t.Errorf("put right it is %v", got)
		}
		w.clock.Advance(time.Microsecond)
		_, err = w.MarkNoShow(w.lead, miss)
		wantFault(t, err, fault.Conflict, "MARKING_OVER")
		w.sound(t, s.ID)
	})
}

func TestWhoLeftMayComeAgainAndBothStayAsHistory(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s, who := w.plan(t, 1), w.members(t, 1)[0]
		first := w.signed(t, who, s)
		must[*ent.ShiftSignup](t)(w.LeaveShift(who, team.LeaveShiftInput{ID: first.ID}))
		second := w.signed(t, who, s)
		if mine := must[*ent.ShiftSignup](t)(w.MySignup(who, s)); mine == nil || mine.ID != second.ID || mine.ID == first.ID {
			t.Errorf("mine is %v", mine)
		}
		w.sound(t, s.ID)
	})
}

// TestTheEveningBeforePeopleAreToldOnce moves the clock over six in the evening.
func TestTheEveningBeforePeopleAreToldOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		visit := w.plan(t, 2, func(in *team.PlanShiftInput) { in.Place = shift.PlaceHOME_VISITS })
		paired := w.plan(t, 2, func(in *team.PlanShiftInput) {
			in.Place, in.StartsAt, in.EndsAt = shift.PlaceHOME_VISITS, w.at(2, 12), w.at(2, 13)
		})
		three := w.members(t, 3)
		w.signed(t, three[0], visit)
		w.signed(t, three[1], paired)
		w.signed(t, three[2], paired)
		if !w.PairMissing(w.shiftNow(t, visit)) || w.PairMissing(w.shiftNow(t, paired)) {
			t.Error("one person only is no pair")
		}
		w.clock.Set(w.at(1, 18).Add(-time.Microsecond))
		w.sweep(t)
		if w.told(t, team.EventPairMissing)+w.told(t, team.EventReminded) != 0 {
			t.Error("told before the hour")
		}
		w.clock.Advance(time.Microsecond)
		w.sweep(t)
		w.sweep(t)
		if pairs, reminded := w.told(t, team.EventPairMissing), w.told(t, team.EventReminded); pairs != 1 || reminded != 3 {
			t.Errorf("told of %d pairs, reminded %d", pairs, reminded)
		}
		late := w.members(t, 1)[0]
		w.signed(t, late, visit)
		w.sweep(t)
		if w.told(t, team.EventReminded) != 3 {
			t.Error("who signed up this evening needs no reminder")
		}
	})
}

// TestAButtonIsOfferedWhenItsDeedSucceeds compares actions with deeds for a sign-up before and after the start.
func TestAButtonIsOfferedWhenItsDeedSucceeds(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.members(t, 1)[0]
		for _, by := range []context.Context{who, w.lead, w.admin} {
			for verb, do := range map[string]func(*ent.ShiftSignup) error{
				"leaveShift": func(r *ent.ShiftSignup) error { _, err := w.LeaveShift(by, team.LeaveShiftInput{ID: r.ID}); return err },
				"markPresent": func(r *ent.ShiftSignup) error {
					_, err := w.MarkPresent(by, team.MarkPresentInput{ID: r.ID})
					return err
				},
				"markNoShow": func(r *ent.ShiftSignup) error {
					_, err := w.MarkNoShow(by, team.MarkNoShowInput{ID: r.ID, Comment: "Vắng"})
					return err
				},
				"objectToNoShow": func(r *ent.ShiftSignup) error {
					_, err := w.ObjectToNoShow(by, team.ObjectToNoShowInput{ID: r.ID, Comment: "Có mặt"})
					return err
				},
			} {
				for _, began := range []bool{false, true} {
					r := w.signed(t, who, w.plan(t, 1))
					if began {
						w.clock.Set(r.StartsAt)
					}
					want := ""
					for _, a := range must[[]*lifecycle.Possibility](t)(w.SignupActions(by, r)) {
						if a.Name == verb && a.Reason != nil {
							want = *a.Reason
						}
					}
					got := ""
					if err := do(r); err != nil {
						got = string(fault.Of(err).Key)
					}
					if got != want {
						t.Errorf("%s, began %v: the button says %q, the deed %q", verb, began, want, got)
					}
					w.clock.Set(r.EndsAt)
				}
			}
		}
	})
}

func TestMyShiftsAreTheNextFirstAndThenThoseThatBegan(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.members(t, 1)[0]
		on := func(day int) *ent.Shift {
			return w.plan(t, 1, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(day, 8), w.at(day, 9) })
		}
		later, sooner := w.signed(t, who, on(9)), w.signed(t, who, on(3))
		mine := func(past bool) []*ent.ShiftSignup {
			return must[*page.Connection[*ent.ShiftSignup]](t)(w.MyShifts(who, &past, page.Args{})).Nodes
		}
		if got := mine(false); len(got) != 2 || got[0].ID != sooner.ID || got[1].ID != later.ID {
			t.Errorf("mine are %v", got)
		}
		w.clock.Set(sooner.EndsAt)
		if coming, past := mine(false), mine(true); len(coming) != 1 || len(past) != 1 || past[0].ID != sooner.ID {
			t.Errorf("coming %v, past %v", coming, past)
		}
		if _, err := w.Shifts(w.otherAdmin, w.ward.ID, nil, nil, page.Args{}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the shifts of another unit: %v", err)
		}
		if list := must[*page.Connection[*ent.Shift]](t)(w.Shifts(w.person(t, access.Volunteer, w.ward), w.ward.ID, nil, nil, page.Args{})); len(list.Nodes) != 1 {
			t.Errorf("%d shifts are to come", len(list.Nodes))
		}
	})
}
