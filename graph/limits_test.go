package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"gandan/internal/fault"
)

func TestEachLimitLetsItsOwnNumberPassAndRefusesOneMore(t *testing.T) {
	l := DefaultLimits()
	for name, c := range map[string]struct {
		limit int
		text  func(n int) string
		key   string
	}{
		"aliases":    {l.Aliases, func(n int) string { return "{me{" + repeat(n, "#:id ") + "}}" }, "ALIAS_LIMIT"},
		"depth":      {l.Depth, func(n int) string { return "{me" + nested((n-2)/2, "{team{lead", "{id}", "}}") + "}" }, "DEPTH_LIMIT"},
		"directives": {l.Directives, func(n int) string { return "{me{" + nested(n, "...@skip(if:false){", "id", "}") + "}}" }, "DIRECTIVE_LIMIT"},
		"fragments": {l.Fragments, func(n int) string {
			return "{me{" + repeat(n, "...F# ") + "}}" + repeat(n, "fragment F# on Person{id}")
		}, "FRAGMENT_LIMIT"},
		"operations":      {l.Operations, func(n int) string { return repeat(n, "query O#{me{id}} ") }, "OPERATION_LIMIT"},
		"root fields":     {l.RootFields, func(n int) string { return "query Oaa{" + strings.Repeat("me{id} ", n) + "}" }, "ROOT_FIELD_LIMIT"},
		"mutations":       {l.Mutations, func(n int) string { return "mutation{" + repeat(n, "#:change{person{id}}") + "}" }, "MUTATION_LIMIT"},
		"sign-ins":        {l.SignIns, func(n int) string { return "mutation{" + repeat(n, "#:verifyOtp{person{id}}") + "}" }, "SIGN_IN_LIMIT"},
		"operation names": {l.NameLength, func(n int) string { return "query " + strings.Repeat("a", n) + "{me{id}}" }, "OPERATION_NAME_LIMIT"},
		"tokens":          {l.Tokens, func(n int) string { return "{listed(of:[" + strings.Repeat("1 ", n-9) + "])}" }, "TOKEN_LIMIT"},
	} {
		t.Run(name, func(t *testing.T) {
			exec := server(ServerOptions{})
			step := 1
			if name == "depth" {
				step = 2
			}
			if got := keyOf(run(t, exec, c.text(c.limit))); got != "" {
				t.Errorf("%d is within the limit, but it was refused with %s", c.limit, got)
			}
			if got := keyOf(run(t, exec, c.text(c.limit+step))); got != c.key {
				t.Errorf("%d is over the limit: got %q, want %s", c.limit+step, got, c.key)
			}
		})
	}
}

// run names the operation where the document has several.
func run(t *testing.T, exec graphql.GraphExecutor, text string) *graphql.Response {
	t.Helper()
	name := ""
	if strings.Contains(text, "Oaa{") {
		name = "Oaa"
	}
	ctx := graphql.StartOperationTrace(t.Context())
	oc, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: text, OperationName: name})
	if len(errs) > 0 {
		return exec.DispatchError(graphql.WithOperationContext(ctx, oc), errs)
	}
	answers, ctx := exec.DispatchOperation(ctx, oc)
	return answers(ctx)
}

func TestADocumentThatIsSlowToValidateIsNotValidated(t *testing.T) {
	for name, text := range map[string]string{
		"one field, often":            "{me{" + strings.Repeat("id ", 900) + "}}",
		"often, in inline fragments":  "{me{" + strings.Repeat("...{id} ", 200) + "}}",
		"often, and not valid either": "{me{" + strings.Repeat("nothing ", 900) + "}}",
	} {
		if got := keyOf(askText(t, server(ServerOptions{}), text)); got != "REPEAT_LIMIT" {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestALimitIsACodedErrorThatNamesItself(t *testing.T) {
	r := askText(t, server(ServerOptions{}), "{me{"+repeat(16, "#:id ")+"}}")
	if len(r.Errors) != 1 || asText(r.Errors[0], "code") != string(fault.LimitExceeded) || !strings.Contains(r.Errors[0].Message, "15") {
		t.Errorf("got %v", r.Errors)
	}
	if r.Data != nil {
		t.Error("a refused operation has no data")
	}
}

func TestSignInsAreCountedThroughFragmentsAndAcrossKinds(t *testing.T) {
	for name, text := range map[string]string{
		"two of different names":   "mutation{requestOtp{person{id}} verifyOtp{person{id}}}",
		"a fragment spread twice":  "mutation{...F ...F} fragment F on Mutation{verifyOtp{person{id}}}",
		"an inline fragment":       "mutation{...on Mutation{verifyOtp{person{id}}} refreshSession{person{id}}}",
		"beside another operation": "query Q{me{id}} mutation Oaa{a:verifyOtp{person{id}} b:verifyOtp{person{id}}}",
	} {
		t.Run(name, func(t *testing.T) {
			if got := keyOf(run(t, server(ServerOptions{}), text)); got != "SIGN_IN_LIMIT" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestASignInMayStandBesideAnotherMutation(t *testing.T) {
	if got := keyOf(askText(t, server(ServerOptions{}), "mutation{verifyOtp{person{id}} change{person{id}}}")); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestDeferIsRefusedBecauseNoTransportSendsParts(t *testing.T) {
	got := keyOf(askText(t, server(ServerOptions{}), "{me{...@defer{id}}}"))
	if got != "DEFER_OFF" && got != "DOCUMENT_INVALID" {
		t.Errorf("got %q", got)
	}
}

// attack is a document whose size grows with n and whose expansion doubles with each step.
func attack(n int, fields string) string {
	var b strings.Builder
	b.WriteString("{me{...F0}}")
	for i := range n {
		fmt.Fprintf(&b, " fragment F%d on Person{%s}", i, strings.ReplaceAll(fields, "#", fmt.Sprint(i+1)))
	}
	fmt.Fprintf(&b, " fragment F%d on Person{id}", n)
	return b.String()
}

func TestFragmentsThatDoubleAreMeasuredInTheTimeOfTheirText(t *testing.T) {
	for n := 10; n <= 60; n += 10 {
		for name, fields := range map[string]string{
			"spread twice":    "...F# ...F#",
			"in two objects":  "a:team{lead{...F#}} b:team{lead{...F#}}",
			"under two pages": "a:friends(first:2){nodes{...F#}} b:friends(first:3){nodes{...F#}}",
		} {
			t.Run(fmt.Sprintf("%s %d times", name, n), func(t *testing.T) {
				doc := document(t, attack(n, fields))
				m := newMeasure(doc)
				m.depth(doc.Operations[0].SelectionSet)
				m.roots(doc.Operations[0].SelectionSet)
				c := &coster{limits: DefaultLimits(), doc: doc, memo: map[spread]int{}}
				c.operation(doc.Operations[0])
				if most := 40 * (n + 2); m.visitedSets > most || c.visited > most {
					t.Errorf("looked at %d sets and %d selections, want at most %d", m.visitedSets, c.visited, most)
				}
			})
		}
	}
}

func TestTheKnownAttackIsRefused(t *testing.T) {
	exec := server(ServerOptions{})
	for n := 31; n <= 60; n++ {
		if got := keyOf(askText(t, exec, attack(n, "...F# ...F#"))); got != "FRAGMENT_LIMIT" {
			t.Fatalf("n=%d: got %q", n, got)
		}
	}
	for n := 10; n <= 29; n++ {
		if got := keyOf(askText(t, exec, attack(n, "a:team{lead{...F#}} b:team{lead{...F#}}"))); got == "" {
			t.Fatalf("n=%d passed", n)
		}
	}
}

func TestTheLimitsHoldForACachedDocumentToo(t *testing.T) {
	exec := server(ServerOptions{})
	text := "query($n:Int){people(first:$n){nodes{friends(first:$n){nodes{friends(first:$n){nodes{id}}}}}}}"
	for _, c := range []struct {
		n    int
		want string
	}{{1, ""}, {100, "COST_LIMIT"}, {1, ""}} {
		r := ask(context.Background(), exec, graphql.RawParams{Query: text, Variables: map[string]any{"n": int64(c.n)}})
		if got := keyOf(r); got != c.want {
			t.Errorf("first: %d: got %q, want %q", c.n, got, c.want)
		}
	}
}
