package team

import (
	"context"
	"time"

	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/internal/store"
)

// A phone keeps sign-ups with their shifts and asks for those that changed by the instant of the sign-up alone. So a sign-up counts as
// changed when its shift does: when somebody else comes or leaves, when the help point moves, when the team is renamed. Nothing
// else of the sign-up changes, so the rows need not be locked first.

// touchSignups marks the sign-ups for the shift as changed.
func touchSignups(ctx context.Context, tx *store.Tx, shiftIDs ...gid.ID) error {
	if len(shiftIDs) == 0 {
		return nil
	}
	return tx.ShiftSignup.Update().
		Where(shiftsignup.ShiftIDIn(shiftIDs...), shiftsignup.StatusIn(shiftsignup.StatusSIGNED_UP, shiftsignup.StatusPRESENT)).Exec(ctx)
}

// touchShifts marks the sign-ups for those of the shifts that are not over.
func touchShifts(ctx context.Context, tx *store.Tx, which ...predicate.Shift) error {
	ids, err := tx.Shift.Query().Where(which...).Where(shift.StartsAtGT(tx.Now.Add(-longestPossible)), shift.EndsAtGT(tx.Now)).IDs(asSystem(ctx))
	if err != nil {
		return err
	}
	return touchSignups(ctx, tx, ids...)
}

// longestPossible is longer than any shift, whatever the policy of its day: it keeps the shifts of years ago from being looked at.
const longestPossible = 24 * time.Hour
