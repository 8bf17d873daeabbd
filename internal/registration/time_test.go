package registration_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	entconference "gandan/ent/conference"
	entregistration "gandan/ent/registration"
	"gandan/internal/conference"
	"gandan/internal/event"
	"gandan/internal/fault"
	"gandan/internal/registration"
	"gandan/internal/store"
)

func TestAnOfferHoldsForADayButNeverBeyondTheStart(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			before time.Duration // the start
			want   time.Duration // from now; 0 = the seat is given at once
		}{
			"days before":      {ahead, 24 * time.Hour},
			"a day before":     {24 * time.Hour, 24 * time.Hour},
			"ten hours before": {10 * time.Hour, 10 * time.Hour},
			"six hours before": {6 * time.Hour, 0},
			"an hour before":   {time.Hour, 0},
		} {
			t.Run(name, func(t *testing.T) {
				conf, two := w.announced(t, 1), w.citizens(t, 2)
				first, second := w.registered(t, two[0], conf), w.registered(t, two[1], conf)
				w.clock.Set(conf.StartsAt.Add(-c.before))
				w.cancel(t, two[0], first)
				now := w.now(t, second)
				switch {
				case c.want == 0 && now.Status == entregistration.StatusREGISTERED && now.OfferUntil == nil:
				case c.want > 0 && now.Status == entregistration.StatusOFFERED && now.OfferUntil.Sub(w.clock.Now()) == c.want:
				default:
					t.Errorf("it is %s until %v", now.Status, now.OfferUntil)
				}
				w.sound(t, conf.ID)
			})
		}
	})
}

func TestAnOfferThatNobodyTookGoesToTheNext(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, four := w.announced(t, 1), w.citizens(t, 4)
		first := w.registered(t, four[0], c)
		for _, who := range four[1:] {
			w.registered(t, who, c)
		}
		w.cancel(t, four[0], first)
		w.clock.Advance(24*time.Hour - time.Microsecond)
		w.sweep(t)
		if line := w.line(t, c); line != "CANCELLED OFFERED WAITING WAITING" {
			t.Errorf("a moment before they are %s", line)
		}
		w.clock.Advance(time.Microsecond)
		w.sweep(t)
		w.sweep(t)
		if line := w.line(t, c); line != "CANCELLED LAPSED OFFERED WAITING" {
			t.Errorf("they are %s", line)
		}
		w.sound(t, c.ID)
		again := w.registered(t, four[1], c)
		if again.Number != 5 || again.Status != entregistration.StatusWAITING {
			t.Errorf("who let it lapse is number %d, %s", again.Number, again.Status)
		}
		if n := w.told(t, registration.EventLapsed); n != 1 {
			t.Errorf("told of %d that lapsed", n)
		}
	})
}

func TestWithoutTheTaskTheNextDeedFindsTheSeatsInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, four := w.announced(t, 1), w.citizens(t, 4)
		first := w.registered(t, four[0], c)
		w.registered(t, four[1], c)
		w.registered(t, four[2], c)
		w.cancel(t, four[0], first)
		w.clock.Advance(25 * time.Hour)
		late := w.registered(t, four[3], c)
		if line := w.line(t, c); line != "CANCELLED LAPSED OFFERED WAITING" || late.Status != entregistration.StatusWAITING {
			t.Errorf("they are %s", line)
		}
		w.sound(t, c.ID)
	})
}

func TestMoreSeatsGoToThoseWhoWaitFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, 1)
		for _, who := range w.citizens(t, 5) {
			w.registered(t, who, c)
		}
		must[*ent.Conference](t)(w.SetSeats(w.admin, registration.SetSeatsInput{ConferenceID: c.ID, Capacity: ptr(3)}))
		if line := w.line(t, c); line != "REGISTERED OFFERED OFFERED WAITING WAITING" {
			t.Errorf("they are %s", line)
		}
		w.sound(t, c.ID)
		_, err := w.SetSeats(w.admin, registration.SetSeatsInput{ConferenceID: c.ID, Capacity: ptr(2)})
		wantFault(t, err, fault.Conflict, "SEATS_TAKEN")
		must[*ent.Conference](t)(w.SetSeats(w.admin, registration.SetSeatsInput{ConferenceID: c.ID}))
		if line := w.line(t, c); line != "REGISTERED OFFERED OFFERED OFFERED OFFERED" {
			t.Errorf("without a limit they are %s", line)
		}
		w.sound(t, c.ID)
	})
}

func TestSeatsRaisedElsewhereAreFoundByTheTask(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, 1)
		for _, who := range w.citizens(t, 3) {
			w.registered(t, who, c)
		}
		w.change(t, c, func(u *ent.ConferenceUpdateOne) { u.SetCapacity(2) })
		w.sweep(t)
		if line := w.line(t, c); line != "REGISTERED OFFERED WAITING" {
			t.Errorf("they are %s", line)
		}
	})
}

// change does to the row what another domain may do.
func (w *world) change(t *testing.T, c *ent.Conference, set func(*ent.ConferenceUpdateOne)) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		u := tx.Conference.UpdateOneID(c.ID)
		set(u)
		return u.Save(ctx)
	})
}

func TestEachPersonIsRemindedOnceADayBefore(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, people := w.announced(t, 100), w.citizens(t, 230) // more than two batches
		for _, who := range people[:229] {
			w.registered(t, who, c)
		}
		w.clock.Set(c.StartsAt.Add(-24*time.Hour - time.Microsecond))
		w.sweep(t)
		if n := w.told(t, registration.EventReminded); n != 0 {
			t.Errorf("too early %d were reminded", n)
		}
		w.change(t, c, func(u *ent.ConferenceUpdateOne) { u.SetCapacity(1000) })
		w.sweep(t)
		for _, who := range people[100:] {
			r, err := w.ViewerRegistration(who, c)
			if err == nil && r != nil && r.Status == entregistration.StatusOFFERED {
				_, err = w.AcceptOffer(who, registration.AcceptOfferInput{ID: r.ID})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		w.clock.Advance(time.Microsecond)
		atOnce(3, func(int) { // several processes
			if err := w.Sweep(context.Background()); err != nil {
				t.Error(err)
			}
		})
		w.sweep(t)
		if n := w.told(t, registration.EventReminded); n != 229 {
			t.Errorf("%d were reminded", n)
		}
		w.registered(t, people[229], c) // knows what day it is
		w.sweep(t)
		if n := w.told(t, registration.EventReminded); n != 229 {
			t.Errorf("%d were reminded in the end", n)
		}
	})
}

func TestANewDayIsToldAndRemindedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, three := w.announced(t, 1), w.citizens(t, 3)
		for _, who := range three[:2] {
			w.registered(t, who, c)
		}
		w.clock.Set(c.StartsAt.Add(-time.Hour))
		w.sweep(t)
		if n := w.told(t, registration.EventReminded); n != 1 {
			t.Fatalf("%d were reminded of the first day", n)
		}
		w.change(t, c, func(u *ent.ConferenceUpdateOne) {
			u.SetStartsAt(c.StartsAt.Add(ahead)).SetEndsAt(c.EndsAt.Add(ahead)).AddScheduleVersion(1)
		})
		fact := event.Event{Name: "conference.rescheduled", Subject: c.ID}
		for range 2 { // a fact may come twice
			if err := w.On(context.Background(), fact); err != nil {
				t.Fatal(err)
			}
		}
		if n := w.told(t, registration.EventRescheduled); n != 2 {
			t.Errorf("%d were told of the new day", n)
		}
		w.registered(t, three[2], c) // knows it
		w.clock.Set(c.StartsAt.Add(ahead - time.Hour))
		w.sweep(t)
		if told, reminded := w.told(t, registration.EventRescheduled), w.told(t, registration.EventReminded); told != 2 || reminded != 2 {
			t.Errorf("%d were told, and %d reminded in all", told, reminded)
		}
	})
}

func TestAfterTheEndThoseWhoDidNotComeAreANumber(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, five := w.announced(t, 3), w.citizens(t, 5)
		for _, who := range five {
			w.registered(t, who, c)
		}
		w.clock.Advance(ahead)
		w.start(t, c)
		rows := w.rows(t, c)
		must[*ent.Registration](t)(w.CheckIn(w.admin, registration.CheckInInput{ConferenceID: c.ID, Code: rows[0].Code}))
		w.end(t, c)
		_, err := w.CancelRegistration(five[1], registration.CancelRegistrationInput{ID: rows[1].ID})
		wantFault(t, err, fault.Conflict, "REGISTRATION_CLOSED")
		if err := w.On(context.Background(), event.Event{Name: conference.EventEnded, Subject: c.ID}); err != nil {
			t.Fatal(err)
		}
		if line := w.line(t, c); line != "ATTENDED NO_SHOW NO_SHOW LAPSED LAPSED" {
			t.Errorf("they are %s", line)
		}
		w.sound(t, c.ID)
		seating := must[*registration.Seating](t)(w.SeatsOf(w.visitor, w.conferenceNow(t, c)))
		if n := w.Missed(w.admin, seating); n == nil || *n != 2 {
			t.Errorf("an admin learns %v", n)
		}
		for who, ctx := range map[string]context.Context{"a visitor": w.visitor, "a citizen": five[1], "another admin": w.otherWardAdmin} {
			if n := w.Missed(ctx, seating); n != nil {
				t.Errorf("%s learns %d", who, *n)
			}
		}
		if p, err := w.Person(w.admin, w.rows(t, c)[1]); p != nil || err != nil {
			t.Errorf("an admin learns who did not come: %v (%v)", p, err)
		}
		if p, err := w.Person(five[1], w.rows(t, c)[1]); p == nil || err != nil {
			t.Errorf("the person does not: %v", err)
		}
	})
}

func TestACancelledConferenceLetsEverybodyGo(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, 120)
		for _, who := range w.citizens(t, 130) {
			w.registered(t, who, c)
		}
		must[*ent.Conference](t)(w.forum.Cancel(w.admin, conference.CancelConferenceInput{ID: c.ID, Reason: "Bão"}))
		w.sweep(t) // also when the fact was lost
		if line := w.line(t, c); strings.Count(line, "CANCELLED") != 130 {
			t.Errorf("they are %s", line)
		}
		if n, now := w.told(t, registration.EventCalledOff), w.conferenceNow(t, c); n != 130 || now.RegisteredCount != 0 || now.WaitingCount != 0 || now.Status != entconference.StatusCANCELLED {
			t.Errorf("%d were told; %d seats taken, %d wait", n, now.RegisteredCount, now.WaitingCount)
		}
	})
}

func TestEachSittingHasSeatsOfItsOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, four := w.announced(t, 0), w.citizens(t, 4)
		morning, noon := w.sitting(t, c, 1, 0), w.sitting(t, c, 2, 2*time.Hour)
		_, err := w.register(four[0], c)
		wantFault(t, err, fault.BadUserInput, "SITTING_NEEDED", "input.sittingId")
		other := w.sitting(t, w.announced(t, 0), 1, 0)
		_, err = w.Register(four[0], registration.RegisterInput{ConferenceID: c.ID, SittingID: &other.ID})
		wantFault(t, err, fault.BadUserInput, "UNKNOWN_SITTING", "input.sittingId")

		in := func(who context.Context, s *ent.Sitting) *ent.Registration {
			return must[*ent.Registration](t)(w.Register(who, registration.RegisterInput{ConferenceID: c.ID, SittingID: &s.ID}))
		}
		first, second, third := in(four[0], morning), in(four[1], morning), in(four[2], noon)
		_, err = w.Register(four[0], registration.RegisterInput{ConferenceID: c.ID, SittingID: &noon.ID})
		wantFault(t, err, fault.Conflict, "REGISTERED_ELSEWHERE", "input.sittingId")
		if line := w.line(t, c); line != "REGISTERED WAITING REGISTERED" {
			t.Errorf("they are %s", line)
		}
		seating := must[*registration.Seating](t)(w.SeatsOf(w.visitor, w.conferenceNow(t, c)))
		parts := w.SittingsOf(seating)
		if *seating.Capacity != 3 || *seating.Free != 1 || seating.Taken != 2 || seating.Waiting != 1 || len(parts) != 2 || *parts[0].Free != 0 || *parts[1].Free != 1 || parts[0].Waiting != 1 {
			t.Errorf("the seats are %+v", seating)
		}
		w.cancel(t, four[2], third) // frees no seat of the morning
		if got := w.now(t, second).Status; got != entregistration.StatusWAITING {
			t.Errorf("the second of the morning is %s", got)
		}
		w.cancel(t, four[0], first)
		if got := w.now(t, second).Status; got != entregistration.StatusOFFERED {
			t.Errorf("the second of the morning is %s", got)
		}
		w.clock.Set(c.StartsAt)
		w.sweep(t)
		_, err = w.CheckIn(w.admin, registration.CheckInInput{ConferenceID: c.ID, SittingID: &noon.ID, Code: second.Code})
		wantFault(t, err, fault.BadUserInput, "TICKET_ELSEWHERE", "input.code")
	})
}
