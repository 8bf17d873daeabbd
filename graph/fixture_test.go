package graph

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// fixtureSDL is a small schema with every shape that the limits know.
const fixtureSDL = `
directive @bounded(max: Int!) on FIELD_DEFINITION
interface Node { id: ID! }
type Page { next: Boolean! }
type Team implements Node { id: ID! name: String! members(first: Int, last: Int): People! tags: [Tag!]! badges: [Tag!]! @bounded(max: 30) lead: Person }
type Person implements Node { id: ID! name: String! team: Team friends(first: Int, last: Int): People! }
type People { nodes: [Person!]! edges: [Edge!]! page: Page! total: Int! }
type Edge { node: Person! cursor: String! }
type Tag { id: ID! }
union Found = Team | Person
enum Kind { RED GREEN }
input In { code: String! kind: Kind n: Int }
type Query { me: Person team(id: ID): Team node(id: ID!): Node people(first: Int, last: Int, kind: Kind): People! shelf(first: Int = 50): People! found: [Found!]! word(in: In, text: String, n: Int, on: Boolean): String listed(of: [Int!]): String }
type Result { person: Person }
type Mutation { requestOtp: Result verifyOtp(code: String): Result refreshSession: Result change(in: In): Result }
type Subscription { watched: Person }`

var fixture = gqlparser.MustLoadSchema(&ast.Source{Input: fixtureSDL})

// fakeSchema answers every operation with what run returns.
type fakeSchema struct {
	run func(ctx context.Context) *graphql.Response
}

func (fakeSchema) Schema() *ast.Schema { return fixture }

func (fakeSchema) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (f fakeSchema) Exec(ctx context.Context) graphql.ResponseHandler {
	if f.run == nil {
		return graphql.OneShot(&graphql.Response{Data: json.RawMessage(`{}`)})
	}
	return graphql.OneShot(f.run(ctx))
}

func server(o ServerOptions) *executor.Executor {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return NewServer(fakeSchema{}, o)
}

// ask runs a document and returns its answer, as every transport does.
func ask(ctx context.Context, exec *executor.Executor, p graphql.RawParams) *graphql.Response {
	ctx = graphql.StartOperationTrace(ctx)
	oc, errs := exec.CreateOperationContext(ctx, &p)
	if len(errs) > 0 {
		return exec.DispatchError(graphql.WithOperationContext(ctx, oc), errs)
	}
	answers, ctx := exec.DispatchOperation(ctx, oc)
	return answers(ctx)
}

func askText(t *testing.T, exec *executor.Executor, text string) *graphql.Response {
	t.Helper()
	return ask(t.Context(), exec, graphql.RawParams{Query: text})
}

// keyOf is the key of the first error, empty for an answer without one.
func keyOf(r *graphql.Response) string {
	if len(r.Errors) == 0 {
		return ""
	}
	return asText(r.Errors[0], "key")
}

func asText(e *gqlerror.Error, name string) string {
	b, _ := json.Marshal(e.Extensions[name])
	return strings.Trim(string(b), `"`)
}

func document(t *testing.T, text string) *ast.QueryDocument {
	t.Helper()
	doc, err := gqlparser.LoadQueryWithRules(fixture, text, nil)
	if err != nil {
		t.Fatalf("the document of the test is not valid: %v", err)
	}
	return doc
}

// repeat joins n copies of the text, with # standing for the number of each.
func repeat(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "#", string(rune('a'+i/26))+string(rune('a'+i%26))))
	}
	return b.String()
}

// nested wraps the text n times.
func nested(n int, open, text, end string) string {
	return strings.Repeat(open, n) + text + strings.Repeat(end, n)
}
