package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Promises is a page of the answers that the unit has promised and not given, by the day promised; overdue keeps to those
// whose day has passed, or to those whose day has not. For admins of the unit.
// NOT_FOUND for an unknown unit, FORBIDDEN; BAD_USER_INPUT with key WRONG_ID_KIND and for the page.
func (s *Service) Promises(ctx context.Context, unitID gid.ID, overdue *bool, args page.Args) (*page.Connection[*ent.ReceptionBooking], error) {
	if unitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	if actor, _ := access.From(ctx); !access.Can(actor, access.ReceivePeople, access.Object{Path: u.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	q := s.store.Reader(ctx).ReceptionBooking.Query().
		Where(receptionbooking.UnitID(u.ID), receptionbooking.StatusEQ(receptionbooking.StatusPROMISED))
	switch limit := s.lateBefore().String(); {
	case overdue == nil:
	case *overdue:
		q.Where(receptionbooking.PromisedOnLT(limit))
	default:
		q.Where(receptionbooking.PromisedOnGTE(limit))
	}
	order := page.Order{List: "reception_bookings.promises", Column: receptionbooking.FieldPromisedOn}
	// The fence was asked above, and the index gives the order.
	c, err := page.Of(asSystem(ctx), q, args, order, func(b *ent.ReceptionBooking) page.Cursor { return page.AtText(*b.PromisedOn, b.ID) })
	return c, store.Translate(err)
}

// lateBefore is the last working day up to today: what was promised for a day before it is late.
func (s *Service) lateBefore() calendar.Date {
	today := calendar.Today(s.store.Now())
	if s.calendar.IsWorkingDay(today) {
		return today
	}
	return s.calendar.AddWorkingDays(today, -1)
}

// OverdueDays is by how many working days a promised answer is late, 0 while it is not. It is computed and stored nowhere: over
// Tết nothing becomes late.
func (s *Service) OverdueDays(b *ent.ReceptionBooking) int {
	if b.Status != receptionbooking.StatusPROMISED || b.PromisedOn == nil {
		return 0
	}
	return max(0, s.calendar.WorkingDaysBetween(calendar.Date(*b.PromisedOn), calendar.Today(s.store.Now())))
}

// NoticeDueOn is by when the person must have it in writing that the case was received or passed on: ten working days from
// its receipt where a party office received it (Quy định 11-QĐi/TW; M024). Nil before the person was received, when they left
// or were sent elsewhere, and where no rule sets a number.
func (s *Service) NoticeDueOn(ctx context.Context, b *ent.ReceptionBooking) (*string, error) {
	if b.CalledAt == nil || b.Outcome == nil || *b.Outcome == receptionbooking.OutcomeWITHDRAWN || *b.Outcome == receptionbooking.OutcomeREDIRECTED {
		return nil, nil //nolint:nilnil // nothing is due
	}
	r, err := s.receptionOf(ctx, b.ReceptionID)
	if err != nil {
		return nil, err
	}
	key := otherNotice
	if r.Host == reception.HostPARTY_SECRETARY {
		key = partyNotice
	}
	receipt := calendar.Today(*b.CalledAt)
	days, set := s.rules.Value(key, b.UnitPath, receipt)
	if !set {
		return nil, nil //nolint:nilnil // no rule
	}
	due := s.calendar.AddWorkingDays(receipt, days).String()
	return &due, nil
}
