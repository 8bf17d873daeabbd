package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"gandan/internal/fault"
)

// gate decides whether an operation may run. It stands behind the document cache, so it decides anew for each caller and
// each set of variables.
type gate struct {
	ServerOptions
	known *documentCache
}

var (
	_ graphql.OperationParameterMutator = gate{}
	_ graphql.OperationContextMutator   = gate{}
)

// ExtensionName is part of gqlgen's interface of extensions.
func (gate) ExtensionName() string { return "Gate" }

// Validate is part of gqlgen's interface of extensions.
func (gate) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters charges for the attempt, so that documents which cannot be parsed are not free, and refuses
// what would be slow to validate. What cannot be parsed here is left for the executor to explain.
func (g gate) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	if err := g.charge(ctx, 1); err != nil {
		return asRefusal(err)
	}
	if _, known := g.known.Get(ctx, p.Query); known {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, g.Limits.Tokens)
	if err != nil {
		return nil //nolint:nilerr // see above
	}
	return asRefusal(g.Limits.checkDocument(doc))
}

// MutateOperationContext refuses what passes a limit and charges for the rest.
func (g gate) MutateOperationContext(ctx context.Context, oc *graphql.OperationContext) *gqlerror.Error {
	oc.DisableIntrospection = !g.Introspection
	return asRefusal(g.admit(ctx, oc))
}

func (g gate) admit(ctx context.Context, oc *graphql.OperationContext) error {
	if err := g.Limits.checkOperation(oc.Doc, oc.Operation); err != nil {
		return err
	}
	if !g.Introspection && asksForSchema(oc.Doc) {
		return fault.New(fault.Forbidden, "INTROSPECTION_OFF")
	}
	if err := checkIdempotencyKey(oc); err != nil {
		return err
	}
	cost := operationCost(g.Limits, oc.Doc, oc.Operation, oc.Variables)
	if cost > g.Limits.Cost {
		return tooMuch("COST_LIMIT", g.Limits.Cost)
	}
	oc.Stats.SetExtension(costExtension, cost)
	return g.charge(ctx, cost)
}

const costExtension = "cost"

// showCost tells a client that asks for it ({"extensions": {"cost": true}}) what its operation costs and how much it may.
func showCost(limit int) graphql.ResponseMiddleware {
	return func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		if graphql.HasOperationContext(ctx) {
			oc := graphql.GetOperationContext(ctx)
			if cost, ok := oc.Stats.GetExtension(costExtension).(int); ok && oc.Extensions[costExtension] == true {
				graphql.RegisterExtension(ctx, costExtension, map[string]int{"requested": cost, "limit": limit})
			}
		}
		return next(ctx)
	}
}

func (g gate) charge(ctx context.Context, points int) error {
	if g.Charge == nil || points == 0 {
		return nil
	}
	return g.Charge(ctx, points)
}

// asksForSchema looks at the whole document: where the schema may not be read, no part of a document has a reason to.
func asksForSchema(doc *ast.QueryDocument) bool {
	for _, op := range doc.Operations {
		if selectsSchema(op.SelectionSet) {
			return true
		}
	}
	for _, f := range doc.Fragments {
		if selectsSchema(f.SelectionSet) {
			return true
		}
	}
	return false
}

func selectsSchema(set ast.SelectionSet) bool {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if introspective(s) || selectsSchema(s.SelectionSet) {
				return true
			}
		case *ast.InlineFragment:
			if selectsSchema(s.SelectionSet) {
				return true
			}
		}
	}
	return false
}

// asRefusal keeps the fault within gqlgen's error for the presenter.
func asRefusal(err error) *gqlerror.Error {
	if err == nil {
		return nil
	}
	return gqlerror.Wrap(err)
}
