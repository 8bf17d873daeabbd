package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// CloseDraftInput is which draft takes no more opinions.
type CloseDraftInput struct {
	ID gid.ID
}

// Close ends the giving of opinions before the day that was named. After that day the draft is closed by itself.
// NOT_FOUND, FORBIDDEN, CONFLICT with key DRAFT_WRONG_STATE.
func (s *Service) Close(ctx context.Context, in CloseDraftInput) (*ent.Draft, error) {
	return s.move(ctx, in.ID, change{
		verb: shut,
		set:  func(tx *store.Tx, _ *ent.Draft, u *ent.DraftUpdate) { u.SetClosedAt(tx.Now) },
	})
}
