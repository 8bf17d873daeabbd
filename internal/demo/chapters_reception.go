package demo

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	entreception "gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/calendar"
	"gandan/internal/reception"
)

// receptions are two days of the chair of the ward: one of last week, with a promise, and one of the next, with two numbers.
func (s *story) receptions() {
	last := s.receive(14*day, s.morning(-6))
	b := s.number(citizenMai, 9*day, last, 0, "LAND", "Hỏi về hồ sơ cấp giấy chứng nhận của ngõ 5.")
	s.received(b, s.now.Sub(s.morning(-6)), "Phường sẽ kiểm tra hồ sơ và trả lời bằng văn bản.")

	next := s.receive(3*day, s.morning(7))
	s.number(citizenMai, 2*day, next, 0, "TRAFFIC", "Đề nghị gắn gương ở ngã ba đầu phố.")
	s.number(citizenNam, day, next, 1, "WELFARE", "Hỏi về chế độ cho người cao tuổi.")
}

// receive plans and publishes a day of the chair: two hours of four slots. It gives the slots.
func (s *story) receive(ago time.Duration, starts time.Time) []*ent.ReceptionSlot {
	committee := s.body(ward, organisation.KindPEOPLES_COMMITTEE)
	r := does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Reception, error) {
		return s.app.Days.Plan(ctx, reception.PlanReceptionInput{
			UnitID: s.places[ward].ID, Host: entreception.HostCHAIR, OrganisationID: &committee, HostTitle: "Chủ tịch Ủy ban nhân dân phường",
			Place: "Phòng tiếp công dân, trụ sở phường", Fields: []string{"LAND", "TRAFFIC", "ENVIRONMENT", "WELFARE", "OTHER"},
			StartsAt: starts, EndsAt: starts.Add(2 * time.Hour), SlotMinutes: 30, SeatsPerSlot: 2,
		})
	})
	if s.err != nil {
		return nil
	}
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Reception, error) {
		return s.app.Days.Publish(ctx, reception.PublishReceptionInput{ID: r.ID})
	})
	return does(s, wardAdmin, ago, func(ctx context.Context) ([]*ent.ReceptionSlot, error) { return s.app.Days.Slots(ctx, r) })
}

// number is a place that somebody takes.
func (s *story) number(by who, ago time.Duration, slots []*ent.ReceptionSlot, slot int, field, note string) *ent.ReceptionBooking {
	made := does(s, by, ago, func(ctx context.Context) (*reception.Booked, error) {
		return s.app.Days.Book(ctx, reception.BookReceptionInput{SlotID: slots[slot].ID, Field: field, Note: &note})
	})
	if s.err != nil {
		return nil
	}
	return made.Booking
}

// received has somebody come, be received, and be promised an answer within ten working days; then the day is closed.
func (s *story) received(b *ent.ReceptionBooking, ago time.Duration, words string) {
	if s.err != nil {
		return
	}
	id := b.ReceptionID
	until := s.app.Calendar.AddWorkingDays(calendar.Today(s.now.Add(-ago)), 10).String()
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.ReceptionBooking, error) {
		return s.app.Days.Arrive(ctx, reception.ArriveAtReceptionInput{ReceptionID: id, BookingID: &b.ID})
	})
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.ReceptionBooking, error) {
		return s.app.Days.CallNext(ctx, reception.CallNextAtReceptionInput{ReceptionID: id})
	})
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.ReceptionBooking, error) {
		return s.app.Days.Finish(ctx, reception.FinishReceptionBookingInput{
			ID: b.ID, Outcome: receptionbooking.OutcomePROMISED, PromisedOn: &until, Note: &words,
		})
	})
	s.closeDay(ago-2*time.Hour, id)
}

func (s *story) closeDay(ago time.Duration, id gid.ID) {
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Reception, error) {
		return s.app.Days.Close(ctx, reception.CloseReceptionInput{ID: id})
	})
}
