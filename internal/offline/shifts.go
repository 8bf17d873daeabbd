package offline

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/shiftsignup"
	"gandan/internal/access"
	"gandan/internal/page"
)

// counting are the states of a sign-up that is on the phone.
func counting() []shiftsignup.Status {
	return []shiftsignup.Status{shiftsignup.StatusSIGNED_UP, shiftsignup.StatusPRESENT, shiftsignup.StatusNO_SHOW}
}

// shifts are the viewer's sign-ups whose shift is to come or ended lately. All of them are read by the start of the shift, so that
// those of years ago are not looked at, and those that changed by the change.
func shifts(ctx context.Context, r *reading, w page.Window) ([]row, error) {
	order := page.Order{Column: shiftsignup.FieldUpdatedAt}
	at := func(s *ent.ShiftSignup) (time.Time, gid.ID) { return s.UpdatedAt, s.ID }
	lately := r.now.Add(-KeepShifts)
	if r.at.full() {
		order.Column = shiftsignup.FieldStartsAt
		at = func(s *ent.ShiftSignup) (time.Time, gid.ID) { return s.StartsAt, s.ID }
	}
	mine := page.Children{
		Table: shiftsignup.Table, Parent: shiftsignup.FieldStatus, Order: order, Window: w,
		Filter: func(s *sql.Selector) {
			s.Where(sql.EQ(s.C(shiftsignup.FieldAccountID), r.viewer.ID)).Where(sql.GT(s.C(shiftsignup.FieldEndsAt), lately))
			if r.at.full() {
				s.Where(sql.GT(s.C(shiftsignup.FieldStartsAt), lately.Add(-longestShift)))
			}
		},
	}
	// The rows are the viewer's own by the first condition.
	found, err := r.db.ShiftSignup.Query().Where(predicate.ShiftSignup(mine.Of(anys(counting())))).All(access.AsSystem(ctx, "offline"))
	return rowsOf(found, order, w, at, func(s *ent.ShiftSignup) func(*Page) {
		return func(p *Page) { p.Shifts = append(p.Shifts, s) }
	}), err
}
