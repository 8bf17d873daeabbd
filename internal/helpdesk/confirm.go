package helpdesk

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ServiceReason is why the help was good or not.
type ServiceReason string

// The public list of reasons: each has its opposite, so that the list leads nobody, and none is about a person.
const (
	ClearExplanation   ServiceReason = "CLEAR_EXPLANATION"
	UnclearExplanation ServiceReason = "UNCLEAR_EXPLANATION"
	Quick              ServiceReason = "QUICK"
	Slow               ServiceReason = "SLOW"
	Solved             ServiceReason = "SOLVED"
	NotSolved          ServiceReason = "NOT_SOLVED"
	PapersKnown        ServiceReason = "PAPERS_KNOWN"
	PapersUnknown      ServiceReason = "PAPERS_UNKNOWN"
	EasyToReach        ServiceReason = "EASY_TO_REACH"
	HardToReach        ServiceReason = "HARD_TO_REACH"
)

// ServiceReasons lists them in the order in which they are shown.
func ServiceReasons() []ServiceReason {
	return []ServiceReason{
		ClearExplanation, UnclearExplanation, Quick, Slow, Solved, NotSolved, PapersKnown, PapersUnknown, EasyToReach, HardToReach,
	}
}

// ConfirmHelpInput is whether the help helped.
type ConfirmHelpInput struct {
	ID      gid.ID
	Rating  int
	Comment *string
	Reasons []ServiceReason
}

// The bounds of a rating. It is of the service, never of the person who helped.
const (
	leastRating        = 1
	mostRating         = 5
	mostServiceReasons = 5
)

// Confirm closes a resolved request, by its citizen. The mark and the reasons are counted in the series of the unit and kept
// nowhere else; a request is rated once, so that of one that was reopened the first mark stands.
// BAD_USER_INPUT with keys RATING_RANGE, TOO_MANY_ITEMS, INVALID_VALUE, SAME_REASON and TOO_LONG; NOT_FOUND; FORBIDDEN with key
// NOT_YOUR_REQUEST; CONFLICT.
func (s *Service) Confirm(ctx context.Context, in ConfirmHelpInput) (*ent.HelpRequest, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	comment, err := optional(in.Comment, "input.comment", longestText)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		before := false
		rated := func(r *ent.HelpRequest) { before, r.Rated, r.RatingComment = r.Rated, true, comment }
		r, err := s.move(ctx, tx, in.ID, VerbConfirm, step{change: rated})
		if err != nil || before {
			return r, err
		}
		return r, count(ctx, tx, r, ratingsOf(r.ApplicantKind), append(codes(in.Reasons), scoreMark(in.Rating))...)
	})
}

func (in ConfirmHelpInput) check() error {
	switch {
	case in.Rating < leastRating || in.Rating > mostRating:
		return fault.Bad("input.rating", "RATING_RANGE").With("min", leastRating).With("max", mostRating)
	case len(in.Reasons) > mostServiceReasons:
		return fault.Bad("input.reasons", "TOO_MANY_ITEMS").With("max", mostServiceReasons)
	}
	for i, r := range in.Reasons {
		switch {
		case !slices.Contains(ServiceReasons(), r):
			return fault.Bad("input.reasons", "INVALID_VALUE")
		case slices.Contains(in.Reasons[:i], r):
			return fault.Bad("input.reasons", "SAME_REASON")
		}
	}
	return nil
}
