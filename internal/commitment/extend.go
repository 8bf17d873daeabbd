package commitment

import (
	"context"

	"gandan/ent"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ExtendCommitmentInput is a later day for a promise, given by itself or in working days from today, and why.
type ExtendCommitmentInput struct {
	ID               gid.ID
	DueOn            string
	DueInWorkingDays *int
	Reason           string
}

// Extend gives an open promise a later day. The day before stays in the ledger, and the public reads the reason.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with keys DUE_ONE_OF, BAD_DATE, BAD_WORKING_DAYS, DUE_IN_PAST, DUE_NOT_LATER,
// REASON_REQUIRED and TOO_LONG.
func (s *Service) Extend(ctx context.Context, in ExtendCommitmentInput) (*ent.Commitment, error) {
	reason, err := words("input.reason", in.Reason, 0, longestReason)
	if err == nil && reason == "" {
		err = fault.Bad("input.reason", "REASON_REQUIRED")
	}
	if err != nil {
		return nil, err
	}
	var due calendar.Date
	return s.move(ctx, in.ID, deed{
		verb: extend, kind: commitmententry.KindEXTENDED, by: admin, words: &reason,
		rule: func(tx *store.Tx, c *ent.Commitment) (err error) {
			due, err = s.dueDay(tx.Now, in.DueOn, in.DueInWorkingDays)
			if err == nil && !due.After(calendar.Date(c.DueOn)) {
				err = fault.Bad(in.field(), "DUE_NOT_LATER").With("day", asWritten(c.DueOn))
			}
			return err
		},
		set: func(_ *store.Tx, u *ent.CommitmentUpdate) { u.SetDueOn(string(due)).AddExtensions(1) },
	})
}

// field is where the input says the day.
func (in ExtendCommitmentInput) field() string {
	if in.DueInWorkingDays != nil {
		return "input.dueInWorkingDays"
	}
	return "input.dueOn"
}
