package access_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gandan/ent/gid"
	"gandan/internal/access"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func account(n byte) gid.ID {
	return gid.Make(gid.Account, time.UnixMilli(0), uint32(n), [6]byte{5: n})
}

const (
	city, ward, sibling = "/01/", "/01/00070/", "/01/00082/"
)

// people of the matrix: everybody lives in the ward unless the name says otherwise.
func people() []struct {
	name  string
	actor access.Actor
} {
	member := func(role access.Role, path string) []access.Membership {
		return []access.Membership{{Role: role, Path: path}}
	}
	return []struct {
		name  string
		actor access.Actor
	}{
		{"visitor", access.Anonymous()},
		{"citizen, the maker", access.Actor{ID: account(1), Home: ward}},
		{"citizen of the ward", access.Actor{ID: account(2), Home: ward}},
		{"citizen of a sibling", access.Actor{ID: account(3), Home: sibling}},
		{"citizen of nowhere yet", access.Actor{ID: account(4)}},
		{"volunteer, the holder", access.Actor{ID: account(5), Home: ward, Members: member(access.Volunteer, ward)}},
		{"volunteer of the ward", access.Actor{ID: account(6), Home: ward, Members: member(access.Volunteer, ward)}},
		{"volunteer of a sibling", access.Actor{ID: account(7), Home: sibling, Members: member(access.Volunteer, sibling)}},
		{"holder whose role ended", access.Actor{ID: account(5), Home: ward}},
		{"admin of the ward", access.Actor{ID: account(8), Home: ward, Members: member(access.Admin, ward)}},
		{"admin of a sibling", access.Actor{ID: account(9), Home: sibling, Members: member(access.Admin, sibling)}},
		{"admin of the city", access.Actor{ID: account(10), Home: ward, Members: member(access.Admin, city)}},
		{"the system", access.SystemActor("test")},
	}
}

func actions() []access.Action {
	var out []access.Action
	seen := map[access.Action]bool{}
	for _, g := range access.Grants() {
		if !seen[g.Action] {
			seen[g.Action] = true
			out = append(out, g.Action)
		}
	}
	return out
}

// TestTheMatrixOfRolesActionsAndTerritoriesIsTheReviewedOne prints, for a row of the ward, of the city and of a sibling ward,
// who may do what. A cell that changes must be read before the file is rewritten with -update.
func TestTheMatrixOfRolesActionsAndTerritoriesIsTheReviewedOne(t *testing.T) {
	var b strings.Builder
	for _, where := range []struct{ name, path string }{{"the ward", ward}, {"the city", city}, {"a sibling", sibling}} {
		for _, action := range actions() {
			fmt.Fprintf(&b, "\n%s on a row of %s\n", action, where.name)
			for _, p := range people() {
				can := access.Can(p.actor, action, access.Object{Path: where.path, Owner: account(1), Holder: account(5)})
				fmt.Fprintf(&b, "  %-5v %s\n", can, p.name)
			}
		}
	}
	compare(t, "testdata/matrix.golden", b.String())
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != got {
		t.Fatalf("the matrix differs from %s (%v); read the difference, then run with -update", file, err)
	}
}

func TestWhatNoGrantAllowsIsRefused(t *testing.T) {
	for _, p := range people()[:12] {
		if access.Can(p.actor, "FLY", access.Object{Path: ward, Owner: p.actor.ID, Holder: p.actor.ID}) || access.MayTry(p.actor, "FLY") {
			t.Errorf("%s may do what stands in no grant", p.name)
		}
	}
}

func TestWhoeverCanMayTry(t *testing.T) {
	for _, action := range actions() {
		for _, p := range people() {
			for _, path := range []string{ward, city, sibling} {
				if access.Can(p.actor, action, access.Object{Path: path, Owner: account(1), Holder: account(5)}) && !access.MayTry(p.actor, action) {
					t.Errorf("%s can %s but may not try", p.name, action)
				}
			}
		}
	}
}

// inside is what the predicate of ent does with an extent.
func inside(e access.Extent, a access.Actor, o access.Object) bool {
	in := e.All || (e.Own && o.Owner == a.ID)
	for _, p := range e.Held {
		in = in || (o.Holder == a.ID && access.Within(o.Path, p))
	}
	for _, p := range e.Paths {
		in = in || access.Within(o.Path, p)
	}
	return in
}

func TestAReadingSeesExactlyTheRowsThatCanAllows(t *testing.T) {
	for _, action := range []access.Action{access.ReadRequest, access.BrowseQueue, access.ActOnRequest, access.ReadQuestion, access.ReadModeration, access.ManageConference} {
		for _, p := range people() {
			for _, path := range []string{ward, city, sibling} {
				o := access.Object{Path: path, Owner: account(1), Holder: account(5)}
				if can, sees := access.Can(p.actor, action, o), inside(access.Scope(p.actor, action), p.actor, o); can != sees {
					t.Errorf("%s, %s in %s: can %v, sees %v", p.name, action, path, can, sees)
				}
			}
		}
	}
}

func TestAUnitIsNotWithinOneWhoseCodeItBeginsWith(t *testing.T) {
	for _, c := range []struct {
		path, root string
		want       bool
	}{{"/01/1/", "/01/1/", true}, {"/01/1/2/", "/01/1/", true}, {"/01/10/", "/01/1/", false}, {"/01/", "/01/1/", false}, {"/01/1/", "", false}} {
		if got := access.Within(c.path, c.root); got != c.want {
			t.Errorf("Within(%q, %q) = %v", c.path, c.root, got)
		}
	}
}
