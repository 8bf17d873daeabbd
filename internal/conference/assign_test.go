package conference_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/page"
)

func (w *world) owing(q *ent.Question, changes ...func(*conference.AssignQuestionInput)) conference.AssignQuestionInput {
	in := conference.AssignQuestionInput{QuestionID: q.ID, OwnerID: w.wardCommittee.ID}
	for _, change := range changes {
		change(&in)
	}
	return in
}

func by(day string) func(*conference.AssignQuestionInput) {
	return func(in *conference.AssignQuestionInput) { in.AnswerDueOn = &day }
}

func because(reason string) func(*conference.AssignQuestionInput) {
	return func(in *conference.AssignQuestionInput) { in.Reason = &reason }
}

func TestAnAnswerIsOwedByTheDayThatIsNamedOrThatTheRuleGives(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		live := w.live(t)
		q, ruled := w.ask(t, w.citizen, live), w.ask(t, w.citizen, live)
		got := must[*ent.Question](t)(w.Assign(w.admin, w.owing(q, by("2026-03-02")))) // today will do
		if *got.OwnerID != w.wardCommittee.ID || *got.AnswerDueOn != "2026-03-02" || !got.AssignedAt.Equal(w.clock.Now()) || got.AnswerDueReason != nil {
			t.Errorf("assigned it is %v", got)
		}
		facts := w.events(t, q.ID)
		if last := facts[len(facts)-1]; last.Name != conference.EventQuestionAssigned || last.ActorID != nil ||
			last.Data["owner"] != w.wardCommittee.ID.String() || last.Data["dueOn"] != "2026-03-02" {
			t.Errorf("the last fact is %v", last)
		}
		_, err := w.Assign(w.admin, w.owing(ruled))
		wantFault(t, err, fault.BadUserInput, "DUE_REQUIRED", "input.answerDueOn")
		w.rules["dialogue.answerWorkingDays"] = 5
		if got := must[*ent.Question](t)(w.Assign(w.admin, w.owing(ruled))); *got.AnswerDueOn != "2026-03-09" { // Monday to Monday
			t.Errorf("the rule gives %s", *got.AnswerDueOn)
		}
	})
}

func TestTheClockOfAnOwedAnswerIsNotStartedAnewByAnotherOwner(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.live(t))
		begun := w.clock.Now()
		must[*ent.Question](t)(w.Assign(w.admin, w.owing(q, by("2026-03-10"))))
		step := func(day string, reason string, want string, clock time.Time) {
			t.Helper()
			w.clock.Advance(24 * time.Hour)
			in := w.owing(q, func(in *conference.AssignQuestionInput) { in.OwnerID = w.cityCommittee.ID })
			if day != "" {
				in.AnswerDueOn = &day
			}
			if reason != "" {
				in.Reason = &reason
			}
			got := must[*ent.Question](t)(w.Assign(w.admin, in))
			if *got.OwnerID != w.cityCommittee.ID || *got.AnswerDueOn != want || !got.AssignedAt.Equal(clock) {
				t.Errorf("%q gives %s, clock since %v", day, *got.AnswerDueOn, got.AssignedAt)
			}
		}
		step("", "", "2026-03-10", begun)               // another owner, the same day
		step("2026-03-09", "", "2026-03-09", begun)     // an earlier day
		step("", "Chuyển cơ quan", "2026-03-09", begun) // a reason alone puts nothing off
		_, err := w.Assign(w.admin, w.owing(q, by("2026-03-20"), because(" \n")))
		wantFault(t, err, fault.BadUserInput, "REASON_REQUIRED", "input.reason")
		step("2026-03-20", "Chờ khảo sát", "2026-03-20", w.clock.Now().Add(24*time.Hour))
		if got := w.questionNow(t, q.ID); got.AnswerDueReason == nil || *got.AnswerDueReason != "Chờ khảo sát" {
			t.Errorf("the public reads %v", got.AnswerDueReason)
		}
	})
}

func TestAnOwedAnswerIsOverdueAfterItsWorkingDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		live := w.live(t)
		q, answered := w.ask(t, w.citizen, live), w.ask(t, w.citizen, live)
		for _, q := range []*ent.Question{q, answered} {
			must[*ent.Question](t)(w.Assign(w.admin, w.owing(q, by("2026-03-07")))) // a Saturday
		}
		w.answered(t, answered)
		for _, x := range []struct {
			at      time.Time
			overdue bool
		}{
			{time.Date(2026, 3, 7, 16, 59, 0, 0, time.UTC), false},
			{time.Date(2026, 3, 9, 16, 59, 0, 0, time.UTC), false}, // the end of Monday
			{time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC), true},   // Tuesday begins
		} {
			w.clock.Set(x.at)
			if got := w.AnswerOverdue(w.questionNow(t, q.ID)); got != x.overdue {
				t.Errorf("at %v overdue is %v", x.at, got)
			}
			if w.AnswerOverdue(w.questionNow(t, answered.ID)) || w.AnswerOverdue(w.ask(t, w.citizen, live)) {
				t.Error("what is answered, or owed by nobody, is overdue")
			}
			for _, asked := range []bool{true, false} {
				list := must[*conferencePage](t)(w.Owed(w.admin, conference.Owing{Overdue: &asked}, page.Args{}))
				if (len(list.Nodes) == 1) != (asked == x.overdue) {
					t.Errorf("at %v the list of overdue %v has %d", x.at, asked, len(list.Nodes))
				}
			}
		}
	})
}

func TestTheListOfOwedAnswersKeepsToTheUnitsOfTheAdmin(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		second, first := w.ask(t, w.citizen, c), w.ask(t, w.citizen, c)
		w.ask(t, w.citizen, c) // nobody owes it
		must[*ent.Question](t)(w.Assign(w.admin, w.owing(second, by("2026-03-20"))))
		must[*ent.Question](t)(w.Assign(w.admin, w.owing(first, by("2026-03-10"), func(in *conference.AssignQuestionInput) { in.OwnerID = w.cityCommittee.ID })))
		for _, x := range []struct {
			name  string
			who   context.Context
			which conference.Owing
			want  []*ent.Question
		}{
			{"the ward's admin", w.admin, conference.Owing{}, []*ent.Question{first, second}},
			{"the city's admin", w.cityAdmin, conference.Owing{}, []*ent.Question{first, second}},
			{"of the ward", w.cityAdmin, conference.Owing{UnitID: &w.ward.ID}, []*ent.Question{first, second}},
			{"of the city", w.admin, conference.Owing{UnitID: &w.city.ID}, []*ent.Question{first, second}},
			{"of the other ward", w.cityAdmin, conference.Owing{UnitID: &w.otherWard.ID}, nil},
			{"of one body", w.admin, conference.Owing{OwnerID: &w.cityCommittee.ID}, []*ent.Question{first}},
			{"the other ward's admin", w.otherWardAdmin, conference.Owing{UnitID: &w.ward.ID}, nil},
		} {
			got := must[*conferencePage](t)(w.Owed(x.who, x.which, page.Args{}))
			if len(got.Nodes) != len(x.want) || must[int](t)(got.TotalCount(x.who)) != len(x.want) {
				t.Errorf("%s: %d", x.name, len(got.Nodes))
				continue
			}
			for i, q := range got.Nodes {
				if q.ID != x.want[i].ID {
					t.Errorf("%s: place %d is %v", x.name, i, q)
				}
			}
		}
		for _, who := range []context.Context{w.citizen, w.visitor} {
			_, err := w.Owed(who, conference.Owing{}, page.Args{})
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
			_, err = w.Unowned(who, c.ID, page.Args{})
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		_, err := w.Unowned(w.otherWardAdmin, c.ID, page.Args{})
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		_, err = w.Unowned(w.otherWardAdmin, w.draft(t).ID, page.Args{})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
	})
}

func TestWhatNobodyOwesAgesFromTheEndOfTheConference(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q, answered, hidden := w.ask(t, w.citizen, c), w.ask(t, w.citizen, c), w.ask(t, w.citizen, c)
		w.answered(t, answered)
		if err := w.hide(w.admin, hidden); err != nil {
			t.Fatal(err)
		}
		days := func(q *ent.Question) int {
			t.Helper()
			n := must[*int](t)(w.WaitingDays(w.admin, w.questionNow(t, q.ID)))
			if n == nil {
				return -1
			}
			return *n
		}
		if days(q) != -1 {
			t.Error("it waits while the conference goes on")
		}
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID})) // Monday
		w.clock.Advance(7 * 24 * time.Hour)
		list := must[*conferencePage](t)(w.Unowned(w.admin, c.ID, page.Args{}))
		if len(list.Nodes) != 1 || list.Nodes[0].ID != q.ID || days(q) != 5 || days(answered) != -1 || days(hidden) != -1 {
			t.Errorf("open are %v, it waits for %d days", list.Nodes, days(q))
		}
		must[*ent.Question](t)(w.Assign(w.admin, w.owing(q, by("2026-03-20"))))
		w.clock.Advance(24 * time.Hour)
		list = must[*conferencePage](t)(w.Unowned(w.admin, c.ID, page.Args{}))
		if len(list.Nodes) != 0 || days(q) != 1 {
			t.Errorf("open are %v, it waits for %d days", list.Nodes, days(q))
		}
	})
}

func TestWhatIsNotAssigned(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		q := w.ask(t, w.citizen, c)
		for _, who := range []context.Context{w.citizen, w.otherWardAdmin, w.visitor} {
			_, err := w.Assign(who, w.owing(q, by("2026-03-20")))
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		for _, x := range []struct {
			change func(*conference.AssignQuestionInput)
			key    fault.Key
			field  string
		}{
			{by("2026-03-01"), "DUE_IN_PAST", "input.answerDueOn"}, {by("2026-02-30"), "BAD_DATE", "input.answerDueOn"},
			{func(in *conference.AssignQuestionInput) { in.OwnerID = w.otherWardCommittee.ID }, "ORGANISATION_ELSEWHERE", "input.ownerId"},
			{func(in *conference.AssignQuestionInput) { in.OwnerID = w.ward.ID }, "UNKNOWN_ORGANISATION", "input.ownerId"},
		} {
			_, err := w.Assign(w.admin, w.owing(q, x.change))
			wantFault(t, err, fault.BadUserInput, x.key, x.field)
		}
		_, err := w.Assign(w.admin, w.owing(w.ask(t, w.citizen, w.announced(t, moderated)), by("2026-03-20")))
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		_, err = w.Assign(w.admin, w.owing(w.answered(t, q), by("2026-03-20")))
		wantFault(t, err, fault.Conflict, "ALREADY_ANSWERED")
		if got := w.questionNow(t, q.ID); got.OwnerID != nil || got.AssignedAt != nil {
			t.Errorf("refused it is %v", got)
		}
	})
}

func TestOfTwentyWhoAssignAtOnceNobodyPutsOffADayUnseen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		q := w.ask(t, w.citizen, w.live(t))
		var assigned, late atomic.Int32
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				day := time.Date(2026, 3, 10+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
				_, err := w.Assign(w.admin, w.owing(q, by(day)))
				switch {
				case err == nil:
					assigned.Add(1)
				case fault.Is(err, fault.Conflict), fault.HasKey(err, "REASON_REQUIRED"):
					late.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		got := w.questionNow(t, q.ID)
		if assigned.Load() < 1 || assigned.Load()+late.Load() != 20 || got.AnswerDueReason != nil || got.Status != question.StatusPUBLISHED {
			t.Errorf("%d assigned it, %d were late: %v", assigned.Load(), late.Load(), got)
		}
		var before string // each day that was told is earlier than the one before, since nobody gave a reason
		for _, e := range w.events(t, q.ID) {
			if e.Name != conference.EventQuestionAssigned {
				continue
			}
			if before != "" && e.Data["dueOn"] > before {
				t.Errorf("%s was put off to %s", before, e.Data["dueOn"])
			}
			before = e.Data["dueOn"]
		}
	})
}

func TestAnAnswerSaysWhetherItWasGivenThere(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, before := w.live(t), w.announced(t)
		there, early, late := w.ask(t, w.citizen, c), w.ask(t, w.citizen, before), w.ask(t, w.citizen, c)
		if !w.answered(t, there).AnsweredThere || w.answered(t, early).AnsweredThere {
			t.Error("there is where the conference goes on")
		}
		must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		if w.answered(t, late).AnsweredThere {
			t.Error("an answer after the end was not given there")
		}
	})
}
