package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ConfirmHelpInput is whether the help helped.
type ConfirmHelpInput struct {
	ID      gid.ID
	Rating  int
	Comment *string
}

// The bounds of a rating. It is of the service, never of the person who helped.
const (
	leastRating = 1
	mostRating  = 5
)

// Confirm closes a resolved request, by its citizen.
// BAD_USER_INPUT with keys RATING_RANGE and TOO_LONG; NOT_FOUND; FORBIDDEN with key NOT_YOUR_REQUEST; CONFLICT.
func (s *Service) Confirm(ctx context.Context, in ConfirmHelpInput) (*ent.HelpRequest, error) {
	if in.Rating < leastRating || in.Rating > mostRating {
		return nil, fault.Bad("input.rating", "RATING_RANGE").With("min", leastRating).With("max", mostRating)
	}
	comment, err := optional(in.Comment, "input.comment", longestText)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		rated := func(r *ent.HelpRequest) { r.Rating, r.RatingComment = &in.Rating, comment }
		return s.move(ctx, tx, in.ID, VerbConfirm, step{change: rated})
	})
}
