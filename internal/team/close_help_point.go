package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// CloseHelpPointInput is which help point closes for good, and why.
type CloseHelpPointInput struct {
	ID     gid.ID
	Reason string
}

// CloseHelpPoint closes a help point at which no shift is planned any more.
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; CONFLICT with keys POINT_CLOSED and POINT_HAS_SHIFTS.
func (s *Service) CloseHelpPoint(ctx context.Context, in CloseHelpPointInput) (*ent.HelpPoint, error) {
	why, err := reason("input.reason", in.Reason)
	if err != nil {
		return nil, err
	}
	return s.forPoint(ctx, in.ID, shut, func(ctx context.Context, tx *store.Tx, u *ent.HelpPointUpdate) error {
		u.SetClosedAt(tx.Now).SetCloseReason(why)
		planned, err := tx.Shift.Query().
			Where(shift.HelpPointID(in.ID), shift.StatusEQ(shift.StatusPLANNED), shift.StartsAtGT(tx.Now)).Exist(asSystem(ctx))
		if err == nil && planned {
			err = fault.New(fault.Conflict, "POINT_HAS_SHIFTS")
		}
		return err
	})
}
