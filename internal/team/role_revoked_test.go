package team_test

import (
	"context"
	"testing"

	"gandan/ent"
	"gandan/ent/rolegrant"
	"gandan/ent/shiftsignup"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/identity"
	"gandan/internal/store"
	"gandan/internal/team"
)

// TestWhoIsNoVolunteerAnyMoreHoldsNoPlace takes the role of one person back, and one of the two roles of another.
func TestWhoIsNoVolunteerAnyMoreHoldsNoPlace(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		two, later := w.members(t, 2), w.plan(t, 3)
		soon := w.plan(t, 3, func(in *team.PlanShiftInput) { in.StartsAt, in.EndsAt = w.at(1, 8), w.at(1, 9) })
		begun, coming, other := w.signed(t, two[0], soon), w.signed(t, two[0], later), w.signed(t, two[1], later)
		write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.RoleGrant, error) {
			id := actorOf(two[1]).ID
			return tx.RoleGrant.Create().SetAccountID(id).SetRole(rolegrant.RoleVOLUNTEER).SetUnitID(w.city.ID).SetUnitPath(w.city.Path).
				SetHolds(identity.Holds(id, access.Volunteer, w.city.ID)).Save(ctx)
		})
		w.clock.Set(soon.StartsAt)
		w.without(t, two[0])
		for _, who := range two {
			fact := event.Event{Name: identity.EventRoleRevoked, Data: map[string]string{"account": actorOf(who).ID.String(), "role": "VOLUNTEER"}}
			for range 2 {
				if err := w.On(context.Background(), fact); err != nil {
					t.Fatal(err)
				}
			}
		}
		for what, c := range map[string]struct {
			row  *ent.ShiftSignup
			want shiftsignup.Status
		}{"what runs": {begun, shiftsignup.StatusSIGNED_UP}, "what is to come": {coming, shiftsignup.StatusLEFT}, "of who is one still": {other, shiftsignup.StatusSIGNED_UP}} {
			if got := w.signupNow(t, c.row).Status; got != c.want {
				t.Errorf("%s is %s", what, got)
			}
		}
		w.sound(t, later.ID)
	})
}
