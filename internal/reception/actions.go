package reception

import (
	"context"

	"gandan/ent"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// DayActions is what the viewer may do with the reception, and why not: publishReception, moveReception, callOffReception,
// closeReception for an admin, bookReception and waitForReception for everybody who has signed in. A
// visitor gets none.
func (s *Service) DayActions(ctx context.Context, r *ent.Reception) ([]*lifecycle.Possibility, error) {
	viewer, _ := access.From(ctx)
	if viewer.IsAnonymous() {
		return []*lifecycle.Possibility{}, nil
	}
	all, err := s.Slots(ctx, r)
	if err != nil {
		return nil, err
	}
	out := make([]*lifecycle.Possibility, 0, 7)
	for _, verb := range []string{publish, shift, callOff, closing} {
		out = append(out, possibility(verb, s.dayRefusal(viewer, r, verb)))
	}
	free := len(freeSlots(all, s.store.Now())) > 0
	closed := r.Status != reception.StatusPUBLISHED || !s.store.Now().Before(lastStart(all))
	return append(out, possibility("bookReception", placeRefusal(closed, !free, "SLOT_FULL")),
		possibility("waitForReception", placeRefusal(closed, free, "PLACES_FREE"))), nil
}

// dayRefusal is with what the verb would be refused, as far as the reception itself says.
func (s *Service) dayRefusal(viewer access.Actor, r *ent.Reception, verb string) error {
	if !access.Can(viewer, Life().Action(verb), access.Object{Path: r.UnitPath}) {
		return fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if _, err := Life().Find(r.Status, verb); err != nil {
		return err
	}
	begun := !s.store.Now().Before(r.StartsAt)
	switch {
	case verb == publish:
		return s.inTime(r.UnitPath, s.store.Now(), r.StartsAt)
	case verb == shift && begun:
		return fault.New(fault.Conflict, "RECEPTION_BEGUN")
	case verb == closing && !begun:
		return fault.New(fault.Conflict, "RECEPTION_NOT_BEGUN")
	}
	return nil
}

func placeRefusal(closed, other bool, key fault.Key) error {
	switch {
	case closed:
		return fault.New(fault.Conflict, "BOOKING_CLOSED")
	case other:
		return fault.New(fault.Conflict, key)
	}
	return nil
}

// Actions is what the viewer may do with the booking, and why not: cancelBooking, arriveAtReception, finishReceptionBooking,
// keepReceptionPromise.
func (s *Service) Actions(ctx context.Context, b *ent.ReceptionBooking) ([]*lifecycle.Possibility, error) {
	r, err := s.receptionOf(ctx, b.ReceptionID)
	if err != nil {
		return nil, err
	}
	slot, err := s.SlotOf(ctx, b)
	if err != nil {
		return nil, err
	}
	viewer, _ := access.From(ctx)
	out := make([]*lifecycle.Possibility, 0, 4)
	for _, verb := range []string{cancel, arrive, finish, keep} {
		out = append(out, possibility(verb, s.refusal(viewer, r, slot, b, verb)))
	}
	return out, nil
}

// refusal is with what the verb would be refused, nil when it would not.
func (s *Service) refusal(viewer access.Actor, r *ent.Reception, slot *ent.ReceptionSlot, b *ent.ReceptionBooking, verb string) error {
	if !access.Can(viewer, BookingLife().Action(verb), object(b)) {
		return forbidden(verb)
	}
	now := s.store.Now()
	if verb == arrive && !s.doorOpen(r, now) {
		return fault.New(fault.Conflict, "RECEPTION_DOOR_CLOSED")
	}
	arrow := verb
	if verb == finish {
		arrow = withdraw // the widest of its arrows
	}
	if _, err := BookingLife().Find(b.Status, arrow); err != nil {
		return err
	}
	if verb == cancel && b.Status == receptionbooking.StatusBOOKED && slot != nil && !now.Before(slot.StartsAt) {
		return fault.New(fault.Conflict, "SLOT_BEGUN")
	}
	return nil
}

func possibility(verb string, refusal error) *lifecycle.Possibility {
	if refusal == nil {
		return &lifecycle.Possibility{Name: verb, Allowed: true}
	}
	reason := string(fault.Of(refusal).Key)
	return &lifecycle.Possibility{Name: verb, Reason: &reason}
}
