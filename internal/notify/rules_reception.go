package notify

import (
	"context"
	"strconv"

	"gandan/ent"
	"gandan/ent/receptionbooking"
	"gandan/internal/event"
)

// receptionRules are the facts of which those who have a number at a reception are told: what happened without them.
func receptionRules() map[string]rule {
	return map[string]rule{
		"reception.booking_placed":      toWhoBooked,
		"reception.booking_rescheduled": toWhoBooked,
		"reception.booking_called_off":  toWhoBooked,
		"reception.booking_lapsed":      toWhoBooked,
		"reception.booking_called":      toWhoBooked,
		"reception.booking_finished":    toWhoBooked,
		"reception.booking_promised":    toWhoBooked,
		"reception.booking_kept":        toWhoBooked,
	}
}

// toWhoBooked tells whoever has the number. Office and time of a reception are public; what the person came about and what
// they were told stays in the app.
func toWhoBooked(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	b, err := db.ReceptionBooking.Query().Where(receptionbooking.ID(e.Subject)).WithReception().WithSlot().Only(ctx)
	if err != nil || b.AccountID == nil {
		return nil, err
	}
	start := b.Edges.Reception.StartsAt
	if b.Edges.Slot != nil {
		start = b.Edges.Slot.StartsAt
	}
	args := map[string]string{"host": b.Edges.Reception.HostTitle, "number": strconv.Itoa(b.Number), "start": moment(start)}
	if b.PromisedOn != nil {
		args["day"] = asWritten(*b.PromisedOn)
	}
	return []line{{to: *b.AccountID, about: b.ID, args: args}}, nil
}
