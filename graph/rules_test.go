package graph

import (
	"errors"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"gandan/ent/gid"
	"gandan/graph/generated"
	"gandan/internal/access"
	"gandan/internal/fault"
)

const directives = `
directive @public on OBJECT | FIELD_DEFINITION
directive @signedIn on OBJECT | FIELD_DEFINITION
directive @scoped on OBJECT | FIELD_DEFINITION
directive @can(do: String!) on FIELD_DEFINITION
directive @bounded(max: Int!) on FIELD_DEFINITION
`

func TestEveryFieldOfTheSchemaHasARuleAndEveryListABound(t *testing.T) {
	if _, err := rules(generated.NewExecutableSchema(generated.Config{}).Schema()); err != nil {
		t.Fatal(err)
	}
}

func TestAFieldWithoutARuleIsNamed(t *testing.T) {
	cases := map[string]struct{ sdl, says string }{
		"a query":                   {`type Query { a: Int }`, "Query.a"},
		"a mutation":                {`type Query { a: Int @public } type Mutation { b: Int }`, "Mutation.b"},
		"a subscription":            {`type Query { a: Int @public } type Subscription { c: Int }`, "Subscription.c"},
		"a field of a type":         {`type Query { a: T @public } type T { d: Int }`, "T.d"},
		"an action nobody is given": {`type Query { a: Int @can(do: "FLY") }`, "Query.a"},
		"a list without a bound":    {`type Query { a: [Int!] @public }`, "Query.a (no bound)"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			schema := gqlparser.MustLoadSchema(&ast.Source{Input: directives + c.sdl})
			if _, err := rules(schema); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %v, want %s to be named", err, c.says)
			}
		})
	}
}

func TestARuleRefusesWhoeverItIsNotFor(t *testing.T) {
	citizen := access.Actor{ID: gid.ID{15: 1}}
	volunteer := access.Actor{ID: gid.ID{15: 2}, Members: []access.Membership{{Role: access.Volunteer, Path: "/01/"}}}
	cases := []struct {
		name  string
		rule  rule
		actor access.Actor
		want  fault.Code
	}{
		{"everybody may use what is public", rule{public: true}, access.Anonymous(), ""},
		{"a visitor needs to sign in", rule{}, access.Anonymous(), fault.Unauthenticated},
		{"whoever has signed in may use what needs a sign-in", rule{}, citizen, ""},
		{"a visitor needs to sign in before a role matters", rule{action: access.ClaimRequest}, access.Anonymous(), fault.Unauthenticated},
		{"a citizen may not claim", rule{action: access.ClaimRequest}, citizen, fault.Forbidden},
		{"a volunteer may try to claim", rule{action: access.ClaimRequest}, volunteer, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var f *fault.Error
			err := c.rule.check(c.actor)
			if errors.As(err, &f); (f == nil) != (c.want == "") || f != nil && f.Code != c.want {
				t.Fatalf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestPersonalFieldsCarryALabel: a name or a phone of a person is never shown without saying what kind of data it is and why.
func TestPersonalFieldsCarryALabel(t *testing.T) {
	for _, def := range generated.NewExecutableSchema(generated.Config{}).Schema().Types {
		for _, f := range def.Fields {
			personal := f.Name == "phone" || (f.Name == "displayName" && def.Kind == ast.Object && def.Name != "Author") || f.Name == "citizen" && def.Name == "HelpRequest"
			if personal && def.Kind == ast.Object && f.Directives.ForName("personal") == nil {
				t.Errorf("%s.%s has no @personal", def.Name, f.Name)
			}
		}
	}
}
