package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shiftsignup"
	"gandan/internal/store"
)

// ObjectToNoShowInput is what the person says against it.
type ObjectToNoShowInput struct {
	ID      gid.ID
	Comment string
}

// ObjectToNoShow keeps what the person says against a no-show, once; leads and admins are told and may put it right.
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_SIGNUP; BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; CONFLICT with keys
// WRONG_STATE and ALREADY_OBJECTED.
func (s *Service) ObjectToNoShow(ctx context.Context, in ObjectToNoShowInput) (*ent.ShiftSignup, error) {
	said, err := reason("input.comment", in.Comment)
	if err != nil {
		return nil, err
	}
	return s.forSignup(ctx, in.ID, object, func(ctx context.Context, tx *store.Tx, r *ent.ShiftSignup) error {
		return moveSignup(ctx, tx, r, object, func(u *ent.ShiftSignupUpdate) {
			u.Where(shiftsignup.ObjectedAtIsNil()).SetObjectedAt(tx.Now).SetObjection(said)
		})
	})
}
