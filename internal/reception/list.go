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

// Reception is one reception, published or of the admin's units. NOT_FOUND for everybody else.
func (s *Service) Reception(ctx context.Context, id gid.ID) (*ent.Reception, error) {
	r, err := s.store.Reader(ctx).Reception.Get(ctx, id)
	return r, store.Translate(err)
}

// Slot is one slot, as its reception is read. NOT_FOUND.
func (s *Service) Slot(ctx context.Context, id gid.ID) (*ent.ReceptionSlot, error) {
	slot, err := s.store.Reader(ctx).ReceptionSlot.Get(ctx, id)
	return slot, store.Translate(err)
}

// Booking is one booking as its person or an admin of its unit reads it. NOT_FOUND for everybody else.
func (s *Service) Booking(ctx context.Context, id gid.ID) (*ent.ReceptionBooking, error) {
	b, err := s.store.Reader(ctx).ReceptionBooking.Get(ctx, id)
	return b, store.Translate(err)
}

// Filter narrows the calendar of a unit. From is today when it is left out; both days are local and included.
type Filter struct {
	UnitID   gid.ID
	From, To *string
	Host     *reception.Host
}

// Receptions is a page of the calendar of a unit, next first: what is published, and the drafts for its admins.
// NOT_FOUND for an unknown unit; BAD_USER_INPUT with key WRONG_ID_KIND and for the page.
func (s *Service) Receptions(ctx context.Context, f Filter, args page.Args) (*page.Connection[*ent.Reception], error) {
	if f.UnitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	if _, err := s.territory.Unit(f.UnitID); err != nil {
		return nil, err
	}
	from := calendar.Today(s.store.Now())
	if f.From != nil {
		from = calendar.Date(*f.From)
	}
	q := s.store.Reader(ctx).Reception.Query().Where(reception.UnitID(f.UnitID), reception.StartsAtGTE(from.Start()))
	if f.To != nil {
		q.Where(reception.StartsAtLT(calendar.Date(*f.To).End()))
	}
	if f.Host != nil {
		q.Where(reception.HostEQ(*f.Host))
	}
	order := page.Order{List: "receptions", Column: reception.FieldStartsAt}
	c, err := page.Of(ctx, q, args, order, func(r *ent.Reception) page.Cursor { return page.AtTime(r.StartsAt, r.ID) })
	return c, store.Translate(err)
}

// Mine is a page of the bookings of the person who asks, newest first. BAD_USER_INPUT for the page.
func (s *Service) Mine(ctx context.Context, args page.Args) (*page.Connection[*ent.ReceptionBooking], error) {
	actor, _ := access.From(ctx)
	q := s.store.Reader(ctx).ReceptionBooking.Query().Where(receptionbooking.AccountID(actor.ID))
	order := page.Order{List: "reception_bookings.mine", Column: receptionbooking.FieldCreatedAt, Desc: true}
	c, err := page.Of(ctx, q, args, order, func(b *ent.ReceptionBooking) page.Cursor { return page.AtTime(b.CreatedAt, b.ID) })
	return c, store.Translate(err)
}

// Queue is a page of the bookings of a reception for admins of its unit: those with a place in the order of being called, or
// those of one state; those who wait by number. Who did not come or gave it up is in no list.
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with key BOOKING_STATUS_NOT_LISTED, and for the page.
func (s *Service) Queue(ctx context.Context, receptionID gid.ID, status *receptionbooking.Status, args page.Args) (*page.Connection[*ent.ReceptionBooking], error) {
	db := s.store.Reader(ctx)
	r, err := db.Reception.Get(ctx, receptionID)
	if err != nil {
		return nil, store.Translate(err)
	}
	if actor, _ := access.From(ctx); !access.Can(actor, access.ReceivePeople, access.Object{Path: r.UnitPath}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	q := db.ReceptionBooking.Query().Where(receptionbooking.ReceptionID(r.ID))
	order := page.Order{List: "reception_bookings.queue", Column: receptionbooking.FieldTurn}
	key := func(b *ent.ReceptionBooking) page.Cursor { return page.AtInt(*b.Turn, b.ID) }
	switch {
	case status == nil:
		q.Where(receptionbooking.TurnGT(0), receptionbooking.StatusNotIn(unlisted()...))
	case hidden(*status):
		return nil, fault.Bad("status", "BOOKING_STATUS_NOT_LISTED")
	case *status == receptionbooking.StatusWAITING:
		order = page.Order{List: "reception_bookings.waiting", Column: receptionbooking.FieldNumber}
		key = func(b *ent.ReceptionBooking) page.Cursor { return page.AtInt(b.Number, b.ID) }
		fallthrough
	default:
		q.Where(receptionbooking.StatusEQ(*status))
	}
	// The fence was asked above: the rows of one reception need no other, and the index gives their order.
	list, err := page.Of(asSystem(ctx), q, args, order, key)
	return list, store.Translate(err)
}

// unlisted are the states of those of whom admins need no list.
func unlisted() []receptionbooking.Status {
	return []receptionbooking.Status{receptionbooking.StatusNO_SHOW, receptionbooking.StatusCANCELLED, receptionbooking.StatusLAPSED}
}

func hidden(status receptionbooking.Status) bool {
	for _, s := range unlisted() {
		if s == status {
			return true
		}
	}
	return false
}
