package team_test

import (
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/shift"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/team"
)

func TestEachAnswerOfASignUp(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		one, two := w.members(t, 2)[0], w.members(t, 1)[0]
		s := w.plan(t, 1)
		visitor := must[team.Answer](t)(w.CanSignUp(w.visitor, s))
		if visitor != team.NotAMember {
			t.Errorf("a visitor is answered %s", visitor)
		}
		first := w.signed(t, one, s)
		if again := w.signUp(t, one, s); again.Answer != team.Already || again.Signup == nil || again.Signup.ID != first.ID {
			t.Errorf("a second time is answered %v", again)
		}
		w.answers(t, one, s, team.Already)
		w.answers(t, two, s, team.Full)
		w.answers(t, w.person(t, access.Volunteer, w.ward), s, team.NotAMember)

		later := w.plan(t, 3, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(2, 11), w.at(2, 12) })
		across := w.plan(t, 3, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(2, 10), w.at(2, 12) })
		w.answers(t, one, across, team.Collides)
		w.signed(t, one, later) // begins when the other ends
		w.answers(t, w.without(t, two), across, team.RoleEnded)

		skilled := w.plan(t, 3, func(in *team.PlanShiftInput) {
			in.Skill, in.StartsAt, in.EndsAt = ptr("residence"), w.at(3, 8), w.at(3, 9)
		})
		w.answers(t, one, skilled, team.SkillMissing)
		off := w.plan(t, 3, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(4, 8), w.at(4, 9) })
		must[*ent.Shift](t)(w.CallOffShift(w.lead, team.CallOffShiftInput{ID: off.ID, Reason: "Mất điện"}))
		w.answers(t, one, off, team.CalledOff)

		w.clock.Set(across.StartsAt)
		w.answers(t, w.members(t, 1)[0], across, team.TooLate)
	})
}

func TestHomeVisitsAskForSixteenYearsOnTheDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		visit := w.plan(t, 5, func(in *team.PlanShiftInput) { in.Place = shift.PlaceHOME_VISITS })
		sixteen := visit.StartsAt.In(time.FixedZone("", 7*3600)).AddDate(-16, 0, 0)
		born := func(day *string) func(*team.AddMemberInput) { return func(in *team.AddMemberInput) { in.BornOn = day } }
		young, old, unknown := w.person(t, access.Volunteer, w.ward), w.person(t, access.Volunteer, w.ward), w.person(t, access.Volunteer, w.ward)
		w.join(t, young, born(ptr(sixteen.AddDate(0, 0, 1).Format(time.DateOnly))))
		w.join(t, old, born(ptr(sixteen.Format(time.DateOnly))))
		w.join(t, unknown, born(nil))
		w.answers(t, young, visit, team.TooYoung)
		w.answers(t, unknown, visit, team.TooYoung)
		w.rules["homeVisit.minAge"] = 17
		w.answers(t, old, visit, team.TooYoung)
		w.rules["homeVisit.minAge"] = 16
		w.signed(t, old, visit)
		w.signed(t, young, w.plan(t, 1)) // nobody's age matters elsewhere
	})
}

func TestATrainingIsAskedForWhereTheUnitSaysSo(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		s, who := w.plan(t, 5), w.person(t, access.Volunteer, w.ward)
		m := w.join(t, who)
		w.rules["shift.trainingRequired"] = 1
		w.answers(t, who, s, team.NotTrained)
		must[*ent.TeamMember](t)(w.UpdateMember(w.lead, team.UpdateMemberInput{ID: m.ID, TrainedOn: ptr(w.day(0))}))
		w.signed(t, who, s)
	})
}

// TestTheLastDayOfATermCountsAndTheDayAfterDoesNot walks over both edges of a term.
func TestTheLastDayOfATermCountsAndTheDayAfterDoesNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		who := w.person(t, access.Volunteer, w.ward)
		m := w.join(t, who, func(in *team.AddMemberInput) { in.FromOn, in.ToOn = w.day(2), w.day(3) })
		on := func(day int) *ent.Shift {
			return w.plan(t, 3, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(day, 8), w.at(day, 9) })
		}
		before, first, last, after := on(1), on(2), on(3), on(4)
		w.answers(t, who, before, team.NotAMember)
		w.answers(t, who, after, team.NotAMember)
		w.signed(t, who, first)
		w.signed(t, who, last)

		w.clock.Set(w.at(3, 23))
		w.sweep(t)
		if !w.CountsToday(m) || !must[bool](t)(w.MemberOf(w.system, m.AccountID, w.ward.Path, calendar.Date(w.day(0)))) {
			t.Errorf("on its last day, %s, it counts no more", w.day(0))
		}
		w.clock.Set(w.at(1, 0))
		if _, err := w.ExtendTerm(w.lead, team.ExtendTermInput{ID: m.ID, ToOn: w.day(30)}); w.CountsToday(m) {
			t.Error("the day after it counts still")
		} else {
			wantFault(t, err, fault.Conflict, "MEMBERSHIP_ENDED")
		}
		w.sweep(t)
		if w.told(t, team.EventMembershipLapsed) != 1 {
			t.Error("nobody was told that the term is over")
		}
		w.join(t, who) // and a new term may begin
	})
}
