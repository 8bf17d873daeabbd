package reception

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/ent/receptionslot"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// lock locks the row of the reception and reads it. It comes before everything else of a transaction but lockSelf.
// NOT_FOUND for a reception that the actor may not read.
func lock(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.Reception, error) {
	if err := tx.Reception.Update().Where(reception.ID(id)).AddLastNumber(0).Exec(ctx); err != nil {
		return nil, err
	}
	return tx.Reception.Get(ctx, id)
}

// lockSelf locks the row of the actor: two numbers of one person at two receptions meet nowhere else.
func lockSelf(ctx context.Context, tx *store.Tx) error {
	return exactly(1)(tx.Account.Update().Where(account.ID(tx.Actor.ID)).SetUpdatedAt(tx.Now).Save(ctx))
}

// managed locks a reception for a deed of an admin of its unit. NOT_FOUND, FORBIDDEN.
func managed(ctx context.Context, tx *store.Tx, id gid.ID, action access.Action) (*ent.Reception, error) {
	r, err := lock(ctx, tx, id)
	if err == nil && !access.Can(tx.Actor, action, access.Object{Path: r.UnitPath}) {
		err = fault.New(fault.Forbidden, "FORBIDDEN")
	}
	return r, err
}

// take takes a place of the slot; false when there is none. It is asked of the row itself when it changes: what was read
// before decides nothing.
func take(ctx context.Context, tx *store.Tx, slot *ent.ReceptionSlot) (bool, error) {
	n, err := tx.ReceptionSlot.Update().Where(receptionslot.ID(slot.ID), hasRoom).AddTaken(1).Save(ctx)
	return n == 1, err
}

func hasRoom(s *sql.Selector) {
	s.Where(sql.ColumnsLT(s.C(receptionslot.FieldTaken), s.C(receptionslot.FieldSeats)))
}

// giveBack makes the place of the booking free.
func giveBack(ctx context.Context, tx *store.Tx, slotID gid.ID) error {
	return exactly(1)(tx.ReceptionSlot.Update().Where(receptionslot.ID(slotID), receptionslot.TakenGT(0)).AddTaken(-1).Save(ctx))
}

// waiting changes how many wait.
func waiting(ctx context.Context, tx *store.Tx, r *ent.Reception, by int) error {
	err := exactly(1)(tx.Reception.Update().Where(reception.ID(r.ID), reception.WaitingCountGTE(-by)).AddWaitingCount(by).Save(ctx))
	r.WaitingCount += by
	return err
}

// row is a booking with the next number of the reception; slot is nil for somebody who waits.
func row(ctx context.Context, tx *store.Tx, r *ent.Reception, slot *ent.ReceptionSlot) (*ent.ReceptionBookingCreate, error) {
	if err := exactly(1)(tx.Reception.Update().Where(reception.ID(r.ID)).AddLastNumber(1).Save(ctx)); err != nil {
		return nil, err
	}
	r.LastNumber++
	id := tx.NewID(gid.ReceptionBooking)
	b := tx.ReceptionBooking.Create().SetID(id).SetReceptionID(r.ID).SetUnitID(r.UnitID).SetUnitPath(r.UnitPath).
		SetNumber(r.LastNumber).SetCode(codeOf(id)).SetDay(dayOf(r)).SetStatus(receptionbooking.StatusWAITING)
	if slot != nil {
		b.SetStatus(receptionbooking.StatusBOOKED).SetSlotID(slot.ID).SetTurn(turnOf(slot, r.LastNumber))
	}
	return b, nil
}

// turnOf is the order of being called: by the time of the slot, then by number.
func turnOf(slot *ent.ReceptionSlot, number int) int { return slot.Position*turnStep + number }
