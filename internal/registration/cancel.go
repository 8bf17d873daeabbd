package registration

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/internal/store"
)

// CancelRegistrationInput is which registration to give up.
type CancelRegistrationInput struct{ ID gid.ID }

// CancelRegistration gives up a seat, an offer or a place of the waiting list; the row stays as history. A seat that becomes
// free goes to the one who has waited longest.
//
// NOT_FOUND, FORBIDDEN; CONFLICT with keys REGISTRATION_CLOSED and WRONG_STATE.
func (s *Service) CancelRegistration(ctx context.Context, in CancelRegistrationInput) (*ent.Registration, error) {
	return s.keep(ctx, in.ID, cancel, func(ctx context.Context, tx *store.Tx, h *hall, r *ent.Registration) (*ent.Registration, error) {
		return s.leave(ctx, tx, h, r, cancel)
	})
}

// leave ends a registration by its person's wish and passes the seat on.
func (s *Service) leave(ctx context.Context, tx *store.Tx, h *hall, r *ent.Registration, verb string) (*ent.Registration, error) {
	row, err := arrow(r, verb)
	if err != nil {
		return nil, err
	}
	freed := tally{taken: -1}
	if r.Status == registration.StatusWAITING {
		freed = tally{waiting: -1}
	}
	if err := h.count(ctx, tx, freed); err != nil {
		return nil, err
	}
	left, err := move(ctx, tx, r, row, func(u *ent.RegistrationUpdate) { u.SetCancelledAt(tx.Now).ClearActiveFor() })
	if err != nil {
		return nil, err
	}
	_, err = s.settle(ctx, tx, h)
	return left, err
}
