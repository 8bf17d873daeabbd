package lifecycle_test

import (
	"strings"
	"testing"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

type lamp string

const (
	off    lamp = "OFF"
	on     lamp = "ON"
	broken lamp = "BROKEN"
)

// lamps has a verb with two rows and one that leaves the state as it is.
func lamps() lifecycle.Table[lamp] {
	return lifecycle.Table[lamp]{
		{From: []lamp{off}, Verb: "switch", To: on, Action: access.UseAccount, Event: "lamp.on"},
		{From: []lamp{on}, Verb: "switch", To: off, Action: access.UseAccount, Event: "lamp.off"},
		{From: []lamp{off, on}, Verb: "polish", Action: access.UseAccount, Event: "lamp.polished"},
		{From: []lamp{on, off}, Verb: "repair", To: off, Action: access.ManageConference, Event: "lamp.repaired"},
	}
}

func TestAVerbFindsTheArrowOfItsState(t *testing.T) {
	for from, to := range map[lamp]lamp{off: on, on: off} {
		if r, err := lamps().Find(from, "switch"); err != nil || r.To != to {
			t.Errorf("from %s: %s (%v), want %s", from, r.To, err, to)
		}
	}
}

func TestAStateWithoutAnArrowIsAConflictThatNamesIt(t *testing.T) {
	_, err := lamps().Find(broken, "switch")
	if f := fault.Of(err); f == nil || f.Code != fault.Conflict || f.Key != "WRONG_STATE" || f.Args["status"] != "BROKEN" {
		t.Fatalf("got %v, want WRONG_STATE with the state", err)
	}
}

func TestThePossibilitiesGiveTheFirstReasonAgainst(t *testing.T) {
	citizen := access.Actor{ID: gid.ID{15: 1}}
	guard := func(verb string) fault.Key {
		if verb == "polish" {
			return "NO_CLOTH"
		}
		return ""
	}
	cases := map[string]struct {
		actor access.Actor
		state lamp
		want  string
	}{
		"what is allowed, what the domain refuses, what the role refuses": {citizen, on, "switch:yes polish:NO_CLOTH repair:FORBIDDEN"},
		"a state that has no arrow":                                       {citizen, broken, "switch:WRONG_STATE polish:WRONG_STATE repair:FORBIDDEN"},
		"a visitor":                                                       {access.Anonymous(), on, "switch:FORBIDDEN polish:FORBIDDEN repair:FORBIDDEN"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range lamps().Possibilities(c.actor, access.Object{Path: "/01/"}, c.state, guard) {
				answer := "yes"
				if !p.Allowed {
					answer = *p.Reason
				}
				got = append(got, p.Name+":"+answer)
			}
			if strings.Join(got, " ") != c.want {
				t.Fatalf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestTheDrawingHasEveryArrow(t *testing.T) {
	want := "stateDiagram-v2\n    OFF --> ON: switch\n    ON --> OFF: switch\n    OFF --> OFF: polish\n    ON --> ON: polish\n    ON --> OFF: repair\n    OFF --> OFF: repair\n"
	if got := lamps().Mermaid(); got != want {
		t.Fatalf("drew\n%s\nwant\n%s", got, want)
	}
}
