package offline_test

import (
	"slices"
	"testing"

	"gandan/internal/helpdesk"
	"gandan/internal/offline"
	"gandan/internal/team"
)

// TestEveryArrowThatLeavesAPhoneLeavesATombstone walks the tables of transitions: an arrow from a state in which something is on a phone
// to one in which it is not, or to another holder, tells a fact that this package hears. A new arrow does not slip by.
func TestEveryArrowThatLeavesAPhoneLeavesATombstone(t *testing.T) {
	want := map[string]bool{helpdesk.RequestAssigned: true, helpdesk.CompanionSet: true} // other people, in the same states
	for _, row := range helpdesk.Life() {
		for _, from := range row.From {
			stays := row.To == "" || slices.Contains(offline.KeptStates(), string(row.To))
			if slices.Contains(offline.KeptStates(), string(from)) && !stays {
				want[row.Event] = true
			}
		}
	}
	for _, row := range team.SignupLife() {
		for _, from := range row.From {
			stays := row.To == "" || slices.Contains(offline.CountingStates(), string(row.To))
			if slices.Contains(offline.CountingStates(), string(from)) && !stays {
				want[row.Event] = true
			}
		}
	}
	heard := offline.Leaving()
	for name := range want {
		if !slices.Contains(heard, name) {
			t.Errorf("%s leaves no tombstone", name)
		}
	}
	for _, name := range heard {
		if !want[name] {
			t.Errorf("%s is heard, and no arrow of the domains tells it", name)
		}
	}
}
