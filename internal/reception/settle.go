package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/reception"
	"gandan/ent/receptionbooking"
	"gandan/internal/store"
)

// freeSlots are the slots that have not begun and have a place, by time.
func freeSlots(all []*ent.ReceptionSlot, now time.Time) []*ent.ReceptionSlot {
	var free []*ent.ReceptionSlot
	for _, slot := range all {
		if now.Before(slot.StartsAt) && slot.Taken < slot.Seats {
			free = append(free, slot)
		}
	}
	return free
}

// settle gives the free places of a locked reception to those who wait, first in, first out. They are told and may give the
// place up: an offer that lapses would leave it empty for a while, and this one needs no answer.
func settle(ctx context.Context, tx *store.Tx, r *ent.Reception) error {
	if r.Status != reception.StatusPUBLISHED || r.WaitingCount == 0 {
		return nil
	}
	all, err := slotsOf(ctx, tx, r)
	if err != nil {
		return err
	}
	free := freeSlots(all, tx.Now)
	if len(free) == 0 {
		return nil
	}
	rows, err := in(tx, r, receptionbooking.StatusWAITING).All(asSystem(ctx))
	if err != nil {
		return err
	}
	for _, slot := range free {
		for ; slot.Taken < slot.Seats && len(rows) > 0; rows = rows[1:] {
			if err := give(ctx, tx, r, slot, rows[0]); err != nil {
				return err
			}
			slot.Taken++
		}
	}
	return nil
}

// give gives one place of the slot to somebody who waits.
func give(ctx context.Context, tx *store.Tx, r *ent.Reception, slot *ent.ReceptionSlot, b *ent.ReceptionBooking) error {
	taken, err := take(ctx, tx, slot)
	if err != nil || !taken {
		return err
	}
	if err := waiting(ctx, tx, r, -1); err != nil {
		return err
	}
	_, err = move(ctx, tx, b, place, func(u *ent.ReceptionBookingUpdate) { u.SetSlotID(slot.ID).SetTurn(turnOf(slot, b.Number)) })
	return err
}
