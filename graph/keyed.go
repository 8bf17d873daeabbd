package graph

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"gandan/internal/access"
	"gandan/internal/page"
)

// Answers keeps the first answer of a keyed mutation with its effect and gives it again; internal/idempotency does it.
type Answers interface {
	Once(ctx context.Context, path string, run func(context.Context) (string, error)) (string, error)
}

// errRefused undoes the transaction of a mutation whose resolvers have already said why.
var errRefused = errors.New("graph: the mutation was refused")

// keyed runs a mutation that carries an idempotency key, resolvers of its answer included, in one transaction with the row
// that keeps the answer. The sign-in mutations have no account yet and answer for their own repetition.
func keyed(answers Answers, table map[string]rule, patience time.Duration) graphql.RootFieldMiddleware {
	return func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		root := graphql.GetRootFieldContext(ctx)
		actor, _ := access.From(ctx)
		op := graphql.GetOperationContext(ctx).Operation.Operation
		if access.RequestFrom(ctx).IdempotencyKey == "" || op != ast.Mutation || actor.IsAnonymous() ||
			table[nameOf(ctx, root)].public || answersForItself(root.Field.Name) || strings.HasPrefix(root.Field.Name, "__") {
			return next(ctx)
		}
		var said gqlerror.List
		text, err := answers.Once(ctx, root.Field.Alias, func(ctx context.Context) (string, error) {
			var answer string
			answer, said = attempt(page.WithLoaders(ctx, patience), next)
			if len(said) > 0 {
				return "", errRefused
			}
			return answer, nil
		})
		if err != nil {
			return unanswered(ctx, root, err, said)
		}
		return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, text) })
	}
}

// answersForItself names the mutations of which a key keeps no answer; repeated, they do nothing twice. confirmRequestPhone
// counts tries: a transaction undone with the answer would undo the count too, and whoever sends a key with each guess could
// guess for ever. uploadOffline has a key of its own for each item, commits each by itself, and its RETRY must never be kept.
func answersForItself(mutation string) bool {
	return mutation == "confirmRequestPhone" || mutation == "uploadOffline"
}

// attempt resolves the field with errors of its own: another attempt begins without them.
func attempt(ctx context.Context, next graphql.RootResolver) (string, gqlerror.List) {
	ctx = graphql.WithFreshResponseContext(ctx)
	var out bytes.Buffer
	next(ctx).MarshalGQL(&out)
	return out.String(), graphql.GetErrors(ctx)
}

// unanswered passes on what the resolvers said, or, when they said nothing, why the transaction failed.
func unanswered(ctx context.Context, root *graphql.RootFieldContext, err error, said gqlerror.List) graphql.Marshaler {
	if !errors.Is(err, errRefused) {
		return refuse(ctx, root, err)
	}
	for _, e := range said {
		graphql.AddError(ctx, e)
	}
	return graphql.Null
}
