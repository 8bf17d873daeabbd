package reception_test

import (
	"fmt"
	"testing"
	"time"

	"gandan/ent"
	entreception "gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/reception"
)

func TestPeopleAreCalledByTheirSlotAndThenByNumber(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 3))
		slots, people := w.slots(t, r), w.citizens(t, 4)
		for i, position := range []int{1, 0, 1, 0} { // numbers 1 and 3 come later in the day than 2 and 4
			w.booked(t, people[i], slots[position])
		}
		w.clock.Set(r.StartsAt)
		for _, b := range w.rows(t, r) {
			w.arrived(t, b)
		}
		if got := fmt.Sprint(must[[]int](t)(w.Present(w.visitor, r))); got != "[2 4 1 3]" {
			t.Errorf("everybody sees %s", got)
		}
		for _, want := range []int{2, 4, 1, 3} {
			if b := w.called(t, r); b.Number != want || *w.dayNow(t, r).NowServing != want {
				t.Errorf("number %d was called, shown is %d, want %d", b.Number, *w.dayNow(t, r).NowServing, want)
			}
		}
	})
}

// TestWhoDidNotComeIsWrittenDownByTheClock: whoever came is received after the end, and the day stays open until then.
func TestWhoDidNotComeIsWrittenDownByTheClock(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 1))
		people := w.citizens(t, 3)
		came := w.booked(t, people[0], w.slots(t, r)[0])
		w.booked(t, people[1], w.slots(t, r)[1])
		must[*ent.ReceptionBooking](t)(w.wait(people[2], r, "LAND"))
		w.clock.Set(r.StartsAt)
		w.arrived(t, came)
		w.clock.Set(r.EndsAt.Add(-time.Microsecond))
		w.sweep(t)
		if line := w.line(t, r); line != "ARRIVED BOOKED WAITING" {
			t.Errorf("before the end they are %s", line)
		}
		w.clock.Set(r.EndsAt)
		w.sweep(t)
		w.sweep(t)
		if line, day := w.line(t, r), w.dayNow(t, r); line != "ARRIVED NO_SHOW LAPSED" || day.Status != entreception.StatusPUBLISHED || day.WaitingCount != 0 {
			t.Errorf("after the end they are %s, the day is %s", line, day.Status)
		}
		must[*ent.ReceptionBooking](t)(w.finish(w.called(t, r), receptionbooking.OutcomeANSWERED, ""))
		w.sweep(t)
		if day := w.dayNow(t, r); day.Status != entreception.StatusCLOSED || w.told(t, reception.EventMissed) != 1 || w.told(t, reception.EventClosed) != 1 {
			t.Errorf("once everybody was received the day is %s", day.Status)
		}
	})
}

func TestADayThatEndsEarlyIsCalledOffForThoseWhoseTimeIsNotHeld(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 1))
		people := w.citizens(t, 2)
		w.booked(t, people[0], w.slots(t, r)[0])
		w.booked(t, people[1], w.slots(t, r)[1])
		w.clock.Set(w.slots(t, r)[0].EndsAt)
		must[*ent.Reception](t)(w.Close(w.admin, reception.CloseReceptionInput{ID: r.ID}))
		if line := w.line(t, r); line != "NO_SHOW CANCELLED" || w.told(t, reception.EventBookingOff) != 1 {
			t.Errorf("they are %s", line)
		}
	})
}

// TestAPromiseIsNotLateOverTet promises an answer for the last working day before Tết of 2026, which is from 14 to 22 February.
func TestAPromiseIsNotLateOverTet(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.clock.Set(local(t, "2026-01-26 08:30"))
		in := w.plan(t, 1, 1)
		in.StartsAt, in.EndsAt = local(t, "2026-02-02 08:00"), local(t, "2026-02-02 09:00")
		r, who := w.published(t, in), w.citizens(t, 1)[0]
		w.booked(t, who, w.slots(t, r)[0])
		w.clock.Set(in.StartsAt)
		w.arrived(t, w.rows(t, r)[0])
		b := must[*ent.ReceptionBooking](t)(w.finish(w.called(t, r), receptionbooking.OutcomePROMISED, "2026-02-13"))
		for _, c := range []struct {
			at   string
			late int
		}{
			{"2026-02-13 17:00", 0}, {"2026-02-14 09:00", 0}, {"2026-02-20 09:00", 0}, {"2026-02-22 23:00", 0},
			{"2026-02-23 08:00", 1}, {"2026-02-24 08:00", 2}, {"2026-03-01 08:00", 5},
		} {
			w.clock.Set(local(t, c.at))
			if got := w.OverdueDays(b); got != c.late {
				t.Errorf("on %s it is %d working days late, want %d", c.at, got, c.late)
			}
			for overdue, want := range map[bool]int{true: min(c.late, 1), false: 1 - min(c.late, 1)} {
				list := must[*page.Connection[*ent.ReceptionBooking]](t)(w.Promises(w.admin, w.ward.ID, &overdue, page.Args{}))
				if len(list.Nodes) != want {
					t.Errorf("on %s the list of overdue=%v has %d", c.at, overdue, len(list.Nodes))
				}
			}
		}
		kept := must[*ent.ReceptionBooking](t)(w.Keep(w.admin, reception.KeepReceptionPromiseInput{ID: b.ID, Note: "Đã sửa đường."}))
		if kept.Status != receptionbooking.StatusKEPT || w.OverdueDays(kept) != 0 || w.told(t, reception.EventKept) != 1 {
			t.Errorf("it is %s", kept.Status)
		}
	})
}

func TestTheWrittenNoticeOfAPartyOfficeIsDueInTenWorkingDays(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		due := map[entreception.Host]string{}
		for _, host := range []entreception.Host{entreception.HostPARTY_SECRETARY, entreception.HostCHAIR} {
			w.clock.Set(local(t, "2026-03-02 08:30"))
			in := w.plan(t, 1, 1)
			in.Host = host
			r := w.published(t, in)
			w.booked(t, w.citizens(t, 1)[0], w.slots(t, r)[0])
			w.clock.Set(r.StartsAt)
			w.arrived(t, w.rows(t, r)[0])
			inside := w.called(t, r)
			if on := must[*string](t)(w.NoticeDueOn(w.admin, inside)); on != nil {
				t.Errorf("due on %s before anything was said", *on)
			}
			done := must[*ent.ReceptionBooking](t)(w.finish(inside, receptionbooking.OutcomeANSWERED, ""))
			if on := must[*string](t)(w.NoticeDueOn(w.admin, done)); on != nil {
				due[host] = *on
			}
		}
		if len(due) != 1 || due[entreception.HostPARTY_SECRETARY] != "2026-03-23" {
			t.Errorf("due on %v", due)
		}
	})
}

func TestThoseWithANumberAreToldOfAnotherDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 1))
		people := w.citizens(t, 4)
		first, second := w.booked(t, people[0], w.slots(t, r)[0]), w.booked(t, people[1], w.slots(t, r)[1])
		must[*ent.ReceptionBooking](t)(w.wait(people[2], r, "LAND"))
		if err := w.cancel(people[1], second); err != nil {
			t.Fatal(err)
		}
		moved := must[*ent.Reception](t)(w.Move(w.admin, reception.MoveReceptionInput{ID: r.ID, StartsAt: local(t, "2026-03-12 14:00"), Reason: "Họp"}))
		if slot := w.slots(t, r)[1]; !slot.StartsAt.Equal(local(t, "2026-03-12 14:30")) || !moved.EndsAt.Equal(local(t, "2026-03-12 15:00")) {
			t.Errorf("the second slot begins at %s, the day ends at %s", slot.StartsAt, moved.EndsAt)
		}
		if n := w.told(t, reception.EventRescheduled); n != 2 {
			t.Errorf("%d were told", n)
		}
		if b := w.now(t, first); b.Day != "2026-03-12" {
			t.Errorf("the number counts for %s", b.Day)
		}
		if err := w.cancel(people[0], first); err != nil {
			t.Errorf("who does not like the new day may leave: %v", err)
		}
		w.sound(t, r)
		must[*ent.Reception](t)(w.CallOff(w.admin, reception.CallOffReceptionInput{ID: r.ID, Reason: "Bão"}))
		if line := w.line(t, r); line != "CANCELLED CANCELLED CANCELLED" || w.told(t, reception.EventBookingOff) != 1 {
			t.Errorf("they are %s", line)
		}
		_, err := w.book(people[3], w.slots(t, r)[0], "LAND")
		wantFault(t, err, fault.Conflict, "BOOKING_CLOSED")
	})
}

func TestTheDutyOfAHostIsCounted(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		held := w.published(t, w.plan(t, 1, 1))
		w.published(t, w.plan(t, 1, 1)) // the same day
		later := w.plan(t, 1, 1)
		later.StartsAt, later.EndsAt = local(t, "2026-03-31 23:00"), local(t, "2026-04-01 00:00")
		w.published(t, later)
		off := w.plan(t, 1, 1)
		off.StartsAt, off.EndsAt = local(t, "2026-03-17 08:00"), local(t, "2026-03-17 09:00")
		must[*ent.Reception](t)(w.CallOff(w.admin, reception.CallOffReceptionInput{ID: w.published(t, off).ID, Reason: "Bão"}))
		must[*ent.Reception](t)(w.Plan(w.admin, off)) // a draft
		w.clock.Set(held.StartsAt)
		must[*ent.Reception](t)(w.Close(w.admin, reception.CloseReceptionInput{ID: held.ID}))
		for _, c := range []struct {
			unit                    *ent.Unit
			host                    entreception.Host
			month                   string
			required, planned, held int
		}{
			{w.ward, entreception.HostCHAIR, "2026-03", 4, 2, 1}, // four Thursdays
			{w.ward, entreception.HostCHAIR, "2026-04", 5, 0, 0}, // five
			{w.ward, entreception.HostPARTY_SECRETARY, "2026-03", 2, 0, 0},
			{w.ward, entreception.HostPOLICE, "2026-03", 0, 0, 0},
			{w.city, entreception.HostCHAIR, "2026-03", 1, 0, 0},
			{w.city, entreception.HostPARTY_SECRETARY, "2020-01", 1, 0, 0},
			{w.ward, entreception.HostPARTY_SECRETARY, "2019-01", 0, 0, 0}, // before the rule
		} {
			d := must[*reception.Duty](t)(w.Duty(w.visitor, c.unit.ID, c.host, c.month))
			if d.Required != c.required || d.Planned != c.planned || d.Held != c.held || d.Met != (c.held >= c.required) {
				t.Errorf("%s of %s in %s: %+v", c.host, c.unit.Name, c.month, *d)
			}
		}
		_, err := w.Duty(w.visitor, w.ward.ID, entreception.HostCHAIR, "2026-13")
		wantFault(t, err, fault.BadUserInput, "BAD_MONTH", "month")
		_, err = w.Duty(w.visitor, held.ID, entreception.HostCHAIR, "2026-03")
		wantFault(t, err, fault.BadUserInput, "WRONG_ID_KIND", "unitId")
	})
}
