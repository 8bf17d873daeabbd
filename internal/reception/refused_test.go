package reception_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/receptionbooking"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/reception"
)

func TestAPlanThatCannotBeIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, c := range map[string]struct {
			spoil func(in *reception.PlanReceptionInput)
			field string
			key   fault.Key
		}{
			"no title":      {func(in *reception.PlanReceptionInput) { in.HostTitle = " " }, "input.hostTitle", "TOO_SHORT"},
			"a long name":   {func(in *reception.PlanReceptionInput) { in.HostName = ptr(strings.Repeat("a", 101)) }, "input.hostName", "TOO_LONG"},
			"no place":      {func(in *reception.PlanReceptionInput) { in.Place = "" }, "input.place", "TOO_SHORT"},
			"no field":      {func(in *reception.PlanReceptionInput) { in.Fields = nil }, "input.fields", "OUT_OF_RANGE"},
			"unknown field": {func(in *reception.PlanReceptionInput) { in.Fields = []string{"POLITICS"} }, "input.fields", "UNKNOWN_FIELD"},
			"a field twice": {func(in *reception.PlanReceptionInput) { in.Fields = []string{"LAND", "LAND"} }, "input.fields", "SAME_FIELD"},
			"in the past":   {func(in *reception.PlanReceptionInput) { in.StartsAt = w.clock.Now() }, "input.startsAt", "RECEPTION_IN_PAST"},
			"backwards":     {func(in *reception.PlanReceptionInput) { in.EndsAt = in.StartsAt }, "input.endsAt", "ENDS_BEFORE_START"},
			"too long":      {func(in *reception.PlanReceptionInput) { in.EndsAt = in.StartsAt.Add(13 * time.Hour) }, "input.endsAt", "RECEPTION_TOO_LONG"},
			"over midnight": {func(in *reception.PlanReceptionInput) {
				in.StartsAt = in.StartsAt.Add(12 * time.Hour)
				in.EndsAt = in.StartsAt.Add(5 * time.Hour)
			}, "input.endsAt", "RECEPTION_OVER_MIDNIGHT"},
			"short slots":    {func(in *reception.PlanReceptionInput) { in.SlotMinutes = 9 }, "input.slotMinutes", "OUT_OF_RANGE"},
			"long slots":     {func(in *reception.PlanReceptionInput) { in.SlotMinutes = 61 }, "input.slotMinutes", "OUT_OF_RANGE"},
			"longer than it": {func(in *reception.PlanReceptionInput) { in.EndsAt = in.StartsAt.Add(20 * time.Minute) }, "input.slotMinutes", "SLOT_TOO_LONG"},
			"no seats":       {func(in *reception.PlanReceptionInput) { in.SeatsPerSlot = 0 }, "input.seatsPerSlot", "OUT_OF_RANGE"},
			"many places": {func(in *reception.PlanReceptionInput) {
				in.SeatsPerSlot, in.SlotMinutes, in.EndsAt = 20, 10, in.StartsAt.Add(2*time.Hour)
			}, "input.seatsPerSlot", "TOO_MANY_PLACES"},
			"no such body": {func(in *reception.PlanReceptionInput) { in.OrganisationID = &w.ward.ID }, "input.organisationId", "UNKNOWN_ORGANISATION"},
			"no such unit": {func(in *reception.PlanReceptionInput) { in.UnitID = gid.Make(gid.Unit, w.clock.Now(), 9, [6]byte{9}) }, "input.unitId", "UNKNOWN_UNIT"},
		} {
			in := w.plan(t, 1, 1)
			c.spoil(&in)
			if _, err := w.Plan(w.admin, in); !fault.Is(err, fault.BadUserInput) || !fault.HasKey(err, c.key) || fault.Of(err).Field != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, who := range []context.Context{w.otherAdmin, w.stranger} {
			_, err := w.Plan(who, w.plan(t, 1, 1))
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
	})
}

func TestADayIsPublishedThreeDaysAhead(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := must[*ent.Reception](t)(w.Plan(w.admin, w.plan(t, 1, 1)))
		if _, err := w.Reception(w.stranger, r.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a draft is read by others: %v", err)
		}
		_, err := w.Publish(w.otherAdmin, reception.PublishReceptionInput{ID: r.ID})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		w.clock.Set(local(t, "2026-03-07 00:00"))
		_, err = w.Publish(w.admin, reception.PublishReceptionInput{ID: r.ID})
		wantFault(t, err, fault.Conflict, "RECEPTION_NOTICE_TOO_SHORT")
		w.clock.Set(local(t, "2026-03-06 23:59"))
		must[*ent.Reception](t)(w.Publish(w.admin, reception.PublishReceptionInput{ID: r.ID}))
		_, err = w.Publish(w.admin, reception.PublishReceptionInput{ID: r.ID})
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		_, err = w.CallOff(w.otherAdmin, reception.CallOffReceptionInput{ID: r.ID, Reason: "Bão"})
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		_, err = w.CallOff(w.admin, reception.CallOffReceptionInput{ID: r.ID, Reason: " "})
		wantFault(t, err, fault.BadUserInput, "REASON_REQUIRED", "input.reason")
		_, err = w.Move(w.admin, reception.MoveReceptionInput{ID: r.ID, StartsAt: local(t, "2026-03-08 08:00"), Reason: "Họp"})
		wantFault(t, err, fault.Conflict, "RECEPTION_NOTICE_TOO_SHORT")
		_, err = w.Move(w.admin, reception.MoveReceptionInput{ID: r.ID, StartsAt: local(t, "2026-03-20 23:30"), Reason: "Họp"})
		wantFault(t, err, fault.BadUserInput, "RECEPTION_OVER_MIDNIGHT", "input.startsAt")
		_, err = w.Move(w.admin, reception.MoveReceptionInput{ID: r.ID, StartsAt: local(t, "2026-03-01 08:00"), Reason: "Họp"})
		wantFault(t, err, fault.BadUserInput, "RECEPTION_IN_PAST", "input.startsAt")
	})
}

func TestABookingIsRefusedWithItsReason(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 1))
		slots, people := w.slots(t, r), w.citizens(t, 3)
		one := w.booked(t, people[0], slots[0])
		_, err := w.book(people[1], slots[0], "LAND")
		wantFault(t, err, fault.Conflict, "SLOT_FULL")
		_, err = w.wait(people[1], r, "LAND")
		wantFault(t, err, fault.Conflict, "PLACES_FREE")
		_, err = w.book(people[0], slots[1], "LAND")
		wantFault(t, err, fault.Conflict, "LIMIT_A_FIELD")
		_, err = w.book(people[1], slots[1], "HEALTH")
		wantFault(t, err, fault.BadUserInput, "FIELD_NOT_HERE", "input.field")
		_, err = w.Book(people[1], reception.BookReceptionInput{SlotID: slots[1].ID, Field: "LAND", Note: ptr(strings.Repeat("a", 501))})
		wantFault(t, err, fault.BadUserInput, "TOO_LONG", "input.note")
		_, err = w.book(people[1], &ent.ReceptionSlot{ID: gid.Make(gid.ReceptionSlot, w.clock.Now(), 9, [6]byte{9})}, "LAND")
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		wantFault(t, w.cancel(people[1], one), fault.NotFound, "NOT_FOUND")
		wantFault(t, w.cancel(w.otherAdmin, one), fault.NotFound, "NOT_FOUND")
		wantFault(t, w.cancel(w.admin, one), fault.Forbidden, "NOT_YOUR_BOOKING")
		if _, err := w.book(w.stranger, slots[1], "LAND"); err != nil {
			t.Errorf("reception is for everybody, wherever they live: %v", err)
		}
		if _, err := w.book(w.visitor, slots[1], "LAND"); err == nil {
			t.Error("a visitor books")
		}
		w.clock.Set(slots[0].StartsAt)
		wantFault(t, w.cancel(people[0], one), fault.Conflict, "SLOT_BEGUN")
		_, err = w.book(people[2], slots[0], "LAND")
		wantFault(t, err, fault.Conflict, "SLOT_BEGUN")
	})
}

func TestAtMostAHundredWait(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 1))
		for _, slot := range w.slots(t, r) {
			must[*ent.ReceptionBooking](t)(w.BookForSomebody(w.admin, reception.BookForSomebodyInput{SlotID: slot.ID, Field: "LAND"}))
		}
		people := w.citizens(t, 101)
		for _, who := range people[:100] {
			must[*ent.ReceptionBooking](t)(w.wait(who, r, "LAND"))
		}
		_, err := w.wait(people[100], r, "LAND")
		wantFault(t, err, fault.Conflict, "WAITING_FULL")
	})
}

func TestTheDoorAsksWhoAndWhen(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, other := w.published(t, w.plan(t, 1, 2)), w.published(t, w.plan(t, 1, 2))
		b := w.booked(t, w.citizens(t, 1)[0], w.slots(t, r)[0])
		in := reception.ArriveAtReceptionInput{ReceptionID: r.ID, BookingID: &b.ID}
		_, err := w.Arrive(w.admin, in)
		wantFault(t, err, fault.Conflict, "RECEPTION_DOOR_CLOSED")
		w.clock.Set(r.StartsAt.Add(-2 * time.Hour))
		_, err = w.Arrive(w.admin, reception.ArriveAtReceptionInput{ReceptionID: r.ID})
		wantFault(t, err, fault.BadUserInput, "BOOKING_OR_CODE")
		_, err = w.Arrive(w.admin, reception.ArriveAtReceptionInput{ReceptionID: other.ID, Code: &b.Code})
		wantFault(t, err, fault.BadUserInput, "UNKNOWN_BOOKING_CODE", "input.code")
		_, err = w.Arrive(w.admin, reception.ArriveAtReceptionInput{ReceptionID: other.ID, BookingID: &b.ID})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		_, err = w.Arrive(w.otherAdmin, in)
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		typed := " " + strings.ToLower(b.Code[:4]) + "-" + b.Code[4:]
		must[*ent.ReceptionBooking](t)(w.Arrive(w.admin, reception.ArriveAtReceptionInput{ReceptionID: r.ID, Code: &typed}))
		_, err = w.Arrive(w.admin, in)
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		_, err = w.CallNext(w.admin, reception.CallNextAtReceptionInput{ReceptionID: r.ID})
		wantFault(t, err, fault.Conflict, "RECEPTION_NOT_BEGUN")
		_, err = w.Close(w.admin, reception.CloseReceptionInput{ID: r.ID})
		wantFault(t, err, fault.Conflict, "RECEPTION_NOT_BEGUN")
		w.clock.Set(r.StartsAt)
		_, err = w.Close(w.admin, reception.CloseReceptionInput{ID: r.ID})
		wantFault(t, err, fault.Conflict, "STILL_RECEIVING")
		w.called(t, r)
		_, err = w.CallOff(w.admin, reception.CallOffReceptionInput{ID: r.ID, Reason: "Bão"})
		wantFault(t, err, fault.Conflict, "STILL_RECEIVING")
	})
}

func TestAnOutcomeFitsWhatIsSaidOfIt(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 1))
		b := w.booked(t, w.citizens(t, 1)[0], w.slots(t, r)[0])
		w.clock.Set(r.StartsAt)
		w.arrived(t, b)
		w.called(t, r)
		for name, c := range map[string]struct {
			in  reception.FinishReceptionBookingInput
			key fault.Key
		}{
			"no day":          {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomePROMISED}, "PROMISE_DAY_REQUIRED"},
			"a day too many":  {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomeANSWERED, PromisedOn: ptr("2026-03-20")}, "PROMISE_DAY_UNNEEDED"},
			"today":           {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomePROMISED, PromisedOn: ptr("2026-03-09")}, "PROMISE_NOT_AHEAD"},
			"a Sunday":        {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomePROMISED, PromisedOn: ptr("2026-03-15")}, "PROMISE_NO_WORKING_DAY"},
			"far away":        {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomePROMISED, PromisedOn: ptr("2026-06-08")}, "PROMISE_TOO_FAR"},
			"to nobody":       {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomeFORWARDED}, "FORWARD_TO_REQUIRED"},
			"to a unit":       {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomeFORWARDED, ForwardedToID: &w.ward.ID}, "UNKNOWN_ORGANISATION"},
			"a body too many": {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomeANSWERED, ForwardedToID: &w.ward.ID}, "FORWARD_TO_UNNEEDED"},
			"a complaint":     {reception.FinishReceptionBookingInput{Outcome: receptionbooking.OutcomeREDIRECTED, Note: ptr("Tố cáo ông A")}, "REDIRECTED_WITHOUT_NOTE"},
		} {
			c.in.ID = b.ID
			if _, err := w.Finish(w.admin, c.in); !fault.Is(err, fault.BadUserInput) || !fault.HasKey(err, c.key) {
				t.Errorf("%s: %v", name, err)
			}
		}
		in := reception.FinishReceptionBookingInput{ID: b.ID, Outcome: receptionbooking.OutcomeANSWERED}
		_, err := w.Finish(w.otherAdmin, in)
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		must[*ent.ReceptionBooking](t)(w.Finish(w.admin, in))
		_, err = w.Finish(w.admin, in)
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
		_, err = w.Keep(w.admin, reception.KeepReceptionPromiseInput{ID: b.ID, Note: " "})
		wantFault(t, err, fault.BadUserInput, "REQUIRED", "input.note")
	})
}

// TestNoWordOfAComplaintIsKept reads every text that the tables hold of a booking.
func TestNoWordOfAComplaintIsKept(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r, words := w.published(t, w.plan(t, 1, 3)), "Tôi tố cáo cán bộ phường"
		people := w.citizens(t, 2)
		made := must[*reception.Booked](t)(w.Book(people[0], reception.BookReceptionInput{SlotID: w.slots(t, r)[0].ID, Field: "LAND", Note: &words, IsComplaint: true}))
		if made.Booking.Note != nil || made.Guidance == nil || !strings.Contains(*made.Guidance, "tiếp công dân") {
			t.Errorf("kept %v, told %v", made.Booking.Note, made.Guidance)
		}
		later := must[*reception.Booked](t)(w.Book(people[1], reception.BookReceptionInput{SlotID: w.slots(t, r)[0].ID, Field: "LAND", Note: &words}))
		if later.Guidance != nil || later.Booking.Note == nil {
			t.Error("what is said to be no complaint is kept, without guidance")
		}
		w.clock.Set(r.StartsAt)
		for _, b := range w.rows(t, r) {
			w.arrived(t, b)
		}
		for range 2 {
			must[*ent.ReceptionBooking](t)(w.finish(w.called(t, r), receptionbooking.OutcomeREDIRECTED, ""))
		}
		db, _ := w.store.DB()
		for _, query := range []string{"SELECT COUNT(*) FROM reception_bookings WHERE note IS NOT NULL OR answer IS NOT NULL", "SELECT COUNT(*) FROM outbox_events WHERE data LIKE '%cáo%'"} {
			var n int
			if err := db.QueryRowContext(context.Background(), query).Scan(&n); err != nil || n != 0 {
				t.Errorf("%s: %d rows (%v)", query, n, err)
			}
		}
	})
}

// TestANameIsShownWhileItIsNeeded reads it as an admin, state by state.
func TestANameIsShownWhileItIsNeeded(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		shown := map[string]bool{"booked": true, "booked, at the door": true, "arrived": true, "in reception": true, "promised": true}
		for state, bring := range w.states(t) {
			w.clock.Set(local(t, "2026-03-02 08:30"))
			who, b := bring()
			if person := must[*ent.Account](t)(w.Person(w.admin, b)); (person != nil) != shown[state] {
				t.Errorf("%s: an admin sees %v", state, person)
			}
			if person := must[*ent.Account](t)(w.Person(who, b)); person == nil {
				t.Errorf("%s: the person does not see themselves", state)
			}
			if _, err := w.Booking(w.otherAdmin, b.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: the admin of another ward reads it: %v", state, err)
			}
			if code := w.CodeOf(w.admin, b); code != nil {
				t.Errorf("%s: an admin reads the code", state)
			}
		}
		n := must[int](t)(w.store.Reader(w.system).AccessRecord.Query().Count(w.system))
		if n != len(shown) {
			t.Errorf("%d readings were written down", n)
		}
	})
}

func TestTheQueueIsForAdminsOfTheUnit(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		r := w.published(t, w.plan(t, 1, 1))
		for _, who := range []context.Context{w.stranger, w.otherAdmin} {
			_, err := w.Queue(who, r.ID, nil, page.Args{})
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
			_, err = w.Promises(who, w.ward.ID, nil, page.Args{})
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
		_, err := w.Queue(w.admin, r.ID, ptr(receptionbooking.StatusNO_SHOW), page.Args{})
		wantFault(t, err, fault.BadUserInput, "BOOKING_STATUS_NOT_LISTED", "status")
		must[*ent.ReceptionBooking](t)(w.BookForSomebody(w.admin, reception.BookForSomebodyInput{SlotID: w.slots(t, r)[0].ID, Field: "LAND"}))
		b := w.rows(t, r)[0]
		if b.AccountID != nil || b.Note != nil || len(b.Code) != 8 {
			t.Errorf("of somebody without the app is kept %+v", b)
		}
		_, err = w.BookForSomebody(w.otherAdmin, reception.BookForSomebodyInput{SlotID: w.slots(t, r)[1].ID, Field: "LAND"})
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
	})
}
