package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// LeaveShiftInput is which sign-up is given up.
type LeaveShiftInput struct{ ID gid.ID }

// LeaveShift gives up the actor's place until the shift begins; it stays as history and the place is free at once.
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_SIGNUP; CONFLICT with keys WRONG_STATE and SHIFT_BEGAN.
func (s *Service) LeaveShift(ctx context.Context, in LeaveShiftInput) (*ent.ShiftSignup, error) {
	return s.forSignup(ctx, in.ID, leave, func(ctx context.Context, tx *store.Tx, r *ent.ShiftSignup) error {
		return leaveOne(ctx, tx, r)
	})
}
