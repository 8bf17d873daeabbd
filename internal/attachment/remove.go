package attachment

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

const longestReason = 500 // characters

// RemoveAttachmentInput is what to take away, and why.
type RemoveAttachmentInput struct {
	ID     gid.ID
	Reason string
}

// Remove takes an attachment away: its bytes are deleted, that it was there and why it went stays for the admins of the unit.
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG.
func (s *Service) Remove(ctx context.Context, in RemoveAttachmentInput) (*ent.Attachment, error) {
	reason := text.Clean(in.Reason)
	switch n := text.Length(reason); {
	case n < 1:
		return nil, fault.Bad("input.reason", "TOO_SHORT").With("min", 1)
	case n > longestReason:
		return nil, fault.Bad("input.reason", "TOO_LONG").With("max", longestReason)
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Attachment, error) {
		var key string
		removed, err := move(ctx, tx, in.ID, remove, func(a *ent.Attachment, u *ent.AttachmentUpdate) {
			key = keyOf(a.ID, a.Sha256)
			u.SetRemovedAt(tx.Now).SetRemovalReason(reason)
		})
		if err == nil && removed.StoredAt != nil {
			tx.AfterCommit(func() { s.discard(ctx, key) })
		}
		return removed, err
	})
}

// discard deletes bytes that no row speaks of. Where that fails, Tidy does it.
func (s *Service) discard(ctx context.Context, key string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), reachable)
	defer cancel()
	_ = s.bucket.Delete(ctx, key) // Tidy comes by
}
