package graph

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	validation "github.com/vektah/gqlparser/v2/validator/rules"

	"gandan/internal/fault"
)

// ServerOptions say how operations are executed. The zero value is safe: default limits, no introspection, no rate limit.
type ServerOptions struct {
	Limits        Limits
	Introspection bool // let clients read the schema: in development only

	// Charge takes the points of an operation from whoever asks, before it runs; its error is the answer. Nil charges nobody.
	Charge func(ctx context.Context, points int) error

	QueryTimeout    time.Duration // 5 s when zero
	MutationTimeout time.Duration // 10 s when zero; subscriptions have none

	Log *slog.Logger // slog.Default() when nil
}

// NewServer returns the executor of the schema: it parses, validates, measures, runs and presents, for whichever
// transport asks. It is the one place where the limits hold, so they hold alike over HTTP, SSE and WebSocket.
func NewServer(es graphql.ExecutableSchema, o ServerOptions) *executor.Executor {
	o = o.orDefaults()
	exec := executor.New(es)
	exec.SetParserTokenLimit(o.Limits.Tokens)
	exec.SetDisableSuggestion(true)
	exec.SetDefaultRulesFn(rulesWithoutSuggestions)
	known := newDocumentCache(o.Limits.CacheBytes)
	exec.SetQueryCache(known)
	exec.SetErrorPresenter(presenter(o))
	exec.SetRecoverFunc(recovered)
	exec.Use(gate{o, known})
	exec.AroundOperations(idempotency)
	exec.AroundOperations(deadlines(o.QueryTimeout, o.MutationTimeout))
	exec.AroundResponses(fewErrors(o.Limits.Errors))
	exec.AroundResponses(showCost(o.Limits.Cost))
	return exec
}

func (o ServerOptions) orDefaults() ServerOptions {
	o.Limits = o.Limits.orDefaults()
	if o.QueryTimeout == 0 {
		o.QueryTimeout = 5 * time.Second
	}
	if o.MutationTimeout == 0 {
		o.MutationTimeout = 10 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// rulesWithoutSuggestions keeps the schema from being guessed: three more rules than SetDisableSuggestion knows propose
// names that the client did not ask for. A new set each time, because the executor changes what it is given.
func rulesWithoutSuggestions() *validation.Rules {
	set := validation.NewDefaultRules()
	set.ReplaceRule(validation.KnownArgumentNamesRule.Name, validation.KnownArgumentNamesRuleWithoutSuggestions.RuleFunc)
	set.ReplaceRule(validation.KnownTypeNamesRule.Name, validation.KnownTypeNamesRuleWithoutSuggestions.RuleFunc)
	set.ReplaceRule(validation.ValuesOfCorrectTypeRule.Name, validation.ValuesOfCorrectTypeRuleWithoutSuggestions.RuleFunc)
	return set
}

// deadlines gives each query and mutation a time to end in, which the database driver sees too.
func deadlines(query, mutation time.Duration) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		limit := query
		switch graphql.GetOperationContext(ctx).Operation.Operation {
		case ast.Subscription:
			return next(ctx)
		case ast.Mutation:
			limit = mutation
		case ast.Query:
		}
		ctx, cancel := context.WithTimeout(ctx, limit)
		respond := next(ctx)
		return func(ctx context.Context) *graphql.Response {
			defer cancel()
			return respond(ctx)
		}
	}
}

// fewErrors keeps a small document with many mistakes from causing a large answer.
func fewErrors(limit int) graphql.ResponseMiddleware {
	return func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		r := next(ctx)
		if r != nil && len(r.Errors) > limit {
			r.Errors = r.Errors[:limit]
		}
		return r
	}
}

func recovered(_ context.Context, p any) error {
	return fault.Wrap("panic", fmt.Errorf("%v\n%s", p, debug.Stack()))
}
