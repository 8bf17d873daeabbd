package reception

import (
	"context"

	"gandan/ent/gid"
	"gandan/ent/receptionbooking"
	"gandan/internal/access"
	"gandan/internal/store"
)

// Received says at which of the receptions the actor was received: whoever left before that, or did not come, was not. Those
// who rate a reception are asked for it.
func (s *Service) Received(ctx context.Context, actor access.Actor, ids ...gid.ID) (map[gid.ID]bool, error) {
	rows, err := s.store.Reader(ctx).ReceptionBooking.Query().Where(
		receptionbooking.AccountID(actor.ID), receptionbooking.ReceptionIDIn(ids...),
		receptionbooking.StatusIn(receptionbooking.StatusFINISHED, receptionbooking.StatusPROMISED, receptionbooking.StatusKEPT),
		receptionbooking.OutcomeNEQ(receptionbooking.OutcomeWITHDRAWN),
	).Select(receptionbooking.FieldReceptionID).All(ctx)
	found := make(map[gid.ID]bool, len(rows))
	for _, b := range rows {
		found[b.ReceptionID] = true
	}
	return found, store.Translate(err)
}
