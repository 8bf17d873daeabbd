package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// MarkPresentInput is who came.
type MarkPresentInput struct {
	ID      gid.ID
	Comment *string
}

// MarkNoShowInput is who did not come, and what is to be said about it.
type MarkNoShowInput struct {
	ID      gid.ID
	Comment string
}

// MarkPresent writes down that somebody came: by a lead or an admin, from the start until seven days after it. It also puts right
// a no-show that was none.
//
// NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; BAD_USER_INPUT with key TOO_LONG; CONFLICT with keys SHIFT_NOT_BEGUN,
// MARKING_OVER and WRONG_STATE.
func (s *Service) MarkPresent(ctx context.Context, in MarkPresentInput) (*ent.ShiftSignup, error) {
	said, err := comment("input.comment", in.Comment)
	if err != nil {
		return nil, err
	}
	return s.mark(ctx, in.ID, present, said)
}

// MarkNoShow writes down that somebody did not come, with a comment that the person, the leads and admins read, nobody else.
// The keys of MarkPresent, and BAD_USER_INPUT with key REASON_REQUIRED.
func (s *Service) MarkNoShow(ctx context.Context, in MarkNoShowInput) (*ent.ShiftSignup, error) {
	said, err := reason("input.comment", in.Comment)
	if err != nil {
		return nil, err
	}
	return s.mark(ctx, in.ID, noShow, &said)
}

func (s *Service) mark(ctx context.Context, id gid.ID, verb string, said *string) (*ent.ShiftSignup, error) {
	return s.forSignup(ctx, id, verb, func(ctx context.Context, tx *store.Tx, r *ent.ShiftSignup) error {
		return moveSignup(ctx, tx, r, verb, func(u *ent.ShiftSignupUpdate) {
			u.SetMarkedAt(tx.Now).SetMarkedByID(tx.Actor.ID).ClearComment().SetNillableComment(said)
		})
	})
}
