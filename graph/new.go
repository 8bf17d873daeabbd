package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"

	"gandan/graph/generated"
	"gandan/internal/page"
)

// New is the whole graph: the schema over the services, within the limits, with a rule for every field.
// An error means that a field has no rule; the app then does not start.
func New(services *Resolver, answers Answers, patience time.Duration, o ServerOptions) (*executor.Executor, error) {
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: services})
	table, err := rules(schema.Schema())
	if err != nil {
		return nil, err
	}
	exec := NewServer(schema, o)
	exec.AroundOperations(enforceSubscriptions(table, exec.DispatchError))
	exec.AroundResponses(batches(patience))
	exec.AroundRootFields(enforce(table))
	exec.AroundRootFields(batchesOfMutations(patience))
	exec.AroundRootFields(keyed(answers, table, patience))
	return exec, nil
}

// batches gives each response loaders of its own.
func batches(patience time.Duration) graphql.ResponseMiddleware {
	return func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		return next(page.WithLoaders(ctx, patience))
	}
}

// batchesOfMutations gives each mutation of a document loaders of its own: what was read for the answer of the one before may
// have changed since.
func batchesOfMutations(patience time.Duration) graphql.RootFieldMiddleware {
	return func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		if graphql.GetOperationContext(ctx).Operation.Operation == ast.Mutation {
			ctx = page.WithLoaders(ctx, patience)
		}
		return next(ctx)
	}
}
