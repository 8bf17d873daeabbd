package reception

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/ent/receptionslot"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// shownNumbers is how many numbers of those who are there the public sees.
const shownNumbers = 20

// Open says whether people are received now.
func (s *Service) Open(r *ent.Reception) bool {
	now := s.store.Now()
	return r.Status == reception.StatusPUBLISHED && !now.Before(r.StartsAt) && now.Before(r.EndsAt)
}

// Slots are the slots of the reception by time, none of a draft. Those of one response are one statement.
func (s *Service) Slots(ctx context.Context, r *ent.Reception) ([]*ent.ReceptionSlot, error) {
	found, err := page.Maybe(ctx, "reception.slots", r.ID, func(ctx context.Context, ids []gid.ID) (map[gid.ID][]*ent.ReceptionSlot, error) {
		rows, err := s.store.Reader(ctx).ReceptionSlot.Query().Where(receptionslot.ReceptionIDIn(ids...)).
			Order(ent.Asc(receptionslot.FieldReceptionID, receptionslot.FieldPosition)).All(ctx)
		all := make(map[gid.ID][]*ent.ReceptionSlot, len(ids))
		for _, slot := range rows {
			all[slot.ReceptionID] = append(all[slot.ReceptionID], slot)
		}
		return all, store.Translate(err)
	})
	if found == nil {
		found = []*ent.ReceptionSlot{}
	}
	return found, err
}

// Free is how many places can still be booked at the reception.
func (s *Service) Free(ctx context.Context, r *ent.Reception) (int, error) {
	if r.Status != reception.StatusPUBLISHED {
		return 0, nil
	}
	all, err := s.Slots(ctx, r)
	n := 0
	for _, slot := range freeSlots(all, s.store.Now()) {
		n += slot.Seats - slot.Taken
	}
	return n, err
}

// FreeIn is how many places of the slot can still be booked.
func (s *Service) FreeIn(ctx context.Context, slot *ent.ReceptionSlot) (int, error) {
	r, err := s.receptionOf(ctx, slot.ReceptionID)
	if err != nil || r.Status != reception.StatusPUBLISHED || !s.store.Now().Before(slot.StartsAt) {
		return 0, err
	}
	return max(0, slot.Seats-slot.Taken), nil
}

// ReceptionOf is the reception of the booking.
func (s *Service) ReceptionOf(ctx context.Context, b *ent.ReceptionBooking) (*ent.Reception, error) {
	return s.receptionOf(ctx, b.ReceptionID)
}

func (s *Service) receptionOf(ctx context.Context, id gid.ID) (*ent.Reception, error) {
	return page.Load(ctx, "reception.of", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Reception, error) {
		rows, err := s.store.Reader(ctx).Reception.Query().Where(reception.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(r *ent.Reception) gid.ID { return r.ID })
	})
}

// SlotOf is the slot of the booking, nil while somebody waits.
func (s *Service) SlotOf(ctx context.Context, b *ent.ReceptionBooking) (*ent.ReceptionSlot, error) {
	if b.SlotID == nil {
		return nil, nil //nolint:nilnil // no place yet
	}
	return page.Load(ctx, "reception.slot", *b.SlotID, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.ReceptionSlot, error) {
		rows, err := s.store.Reader(ctx).ReceptionSlot.Query().Where(receptionslot.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(slot *ent.ReceptionSlot) gid.ID { return slot.ID })
	})
}

// Present are the numbers of those who are there, in the order of being called: numbers and nothing else, so that everybody
// sees how the queue goes. Those of one response are one statement.
func (s *Service) Present(ctx context.Context, r *ent.Reception) ([]int, error) {
	if r.Status != reception.StatusPUBLISHED {
		return []int{}, nil
	}
	rows, err := page.Maybe(ctx, "reception.present", r.ID, s.present)
	numbers := make([]int, 0, len(rows))
	for _, b := range rows {
		numbers = append(numbers, b.Number)
	}
	return numbers[:min(len(numbers), shownNumbers)], err
}

// present reads the first of those who are there. Nobody but admins reads bookings, so the system does.
func (s *Service) present(ctx context.Context, ids []gid.ID) (map[gid.ID][]*ent.ReceptionBooking, error) {
	parents := make([]any, len(ids))
	for i, id := range ids {
		parents[i] = id
	}
	order, w := page.Order{List: "reception.present", Column: receptionbooking.FieldTurn}, page.Window{Limit: shownNumbers}
	children := page.Children{
		Table: receptionbooking.Table, Parent: receptionbooking.FieldReceptionID, Order: order, Window: w,
		Filter: func(s *sql.Selector) {
			s.Where(sql.EQ(s.C(receptionbooking.FieldStatus), receptionbooking.StatusARRIVED))
		},
	}
	rows, err := s.store.Reader(ctx).ReceptionBooking.Query().Where(predicate.ReceptionBooking(children.Of(parents))).All(asSystem(ctx))
	if err != nil {
		return nil, store.Translate(err)
	}
	return page.Group(rows, order, w, func(b *ent.ReceptionBooking) gid.ID { return b.ReceptionID },
		func(b *ent.ReceptionBooking) page.Cursor { return page.AtInt(*b.Turn, b.ID) }), nil
}

// Organisation is the body whose head receives, nil when none was named.
func (s *Service) Organisation(ctx context.Context, id *gid.ID) (*ent.Organisation, error) {
	if id == nil {
		return nil, nil //nolint:nilnil // nobody was named
	}
	return s.territory.Organisation(ctx, *id)
}

// personField is how access records name the reading of who comes.
const personField = "ReceptionBooking.person"

// Person is who booked: for the person, and for admins of the unit while they need it, from the booking until the person was
// received and a promise was kept. Reading somebody else leaves an access record. Nil for somebody without the app.
func (s *Service) Person(ctx context.Context, b *ent.ReceptionBooking) (*ent.Account, error) {
	viewer, _ := access.From(ctx)
	switch {
	case b.AccountID == nil:
		return nil, nil //nolint:nilnil // nobody knows who it is
	case viewer.ID == *b.AccountID:
		return s.people.Person(ctx, *b.AccountID)
	case needed(b.Status) && access.Can(viewer, access.ReadReceptionBooking, object(b)):
		return s.people.Reveal(ctx, *b.AccountID, personField, b.ID)
	}
	return nil, nil //nolint:nilnil // the viewer is not told
}

// needed says whether an admin still has something to do for the person.
func needed(status receptionbooking.Status) bool {
	switch status {
	case receptionbooking.StatusBOOKED, receptionbooking.StatusARRIVED, receptionbooking.StatusIN_RECEPTION, receptionbooking.StatusPROMISED:
		return true
	default:
		return false
	}
}

// CodeOf is what its person says at the door, nil for everybody else and once they are in.
func (s *Service) CodeOf(ctx context.Context, b *ent.ReceptionBooking) *string {
	viewer, _ := access.From(ctx)
	if b.AccountID == nil || *b.AccountID != viewer.ID || b.Status != receptionbooking.StatusBOOKED {
		return nil
	}
	return &b.Code
}
