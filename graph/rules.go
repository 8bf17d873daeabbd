package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// rule says who may use a root field: everybody, whoever has signed in, or whoever holds a role for the action somewhere.
// What a verb does with one row is the verb's own question; this one is asked before anything is read.
type rule struct {
	public bool
	action access.Action
}

func (r rule) check(a access.Actor) error {
	switch {
	case r.public:
		return nil
	case a.IsAnonymous():
		return fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
	case r.action != "" && !access.MayTry(a, r.action):
		return fault.New(fault.Forbidden, "FORBIDDEN")
	}
	return nil
}

// rules reads the directives of the schema. A root field, a type or a field without a rule is an error: the app does not
// start, and the test that walks the schema says the same.
func rules(schema *ast.Schema) (map[string]rule, error) {
	found, missing := map[string]rule{}, []string{}
	for _, def := range schema.Types {
		if def.BuiltIn || !slices.Contains([]ast.DefinitionKind{ast.Object}, def.Kind) || strings.HasPrefix(def.Name, "__") {
			continue
		}
		root := def == schema.Query || def == schema.Mutation || def == schema.Subscription
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			r, ok := ruleOf(f.Directives)
			if root && ok {
				found[def.Name+"."+f.Name] = r
			}
			if _, onType := ruleOf(def.Directives); !ok && (root || !onType) {
				missing = append(missing, def.Name+"."+f.Name)
			}
			missing = append(missing, unbounded(def, f)...)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		return nil, fmt.Errorf("graph: no rule for %s", strings.Join(missing, ", "))
	}
	return found, nil
}

// ruleOf finds the one rule among the directives.
func ruleOf(list ast.DirectiveList) (rule, bool) {
	for _, d := range list {
		switch d.Name {
		case "public":
			return rule{public: true}, true
		case "signedIn", "scoped":
			return rule{}, true
		case "can":
			action := access.Action(d.Arguments.ForName("do").Value.Raw)
			return rule{action: action}, access.Known(action)
		}
	}
	return rule{}, false
}

// unbounded names a list that is neither a page nor has a bound.
func unbounded(def *ast.Definition, f *ast.FieldDefinition) []string {
	page := strings.HasSuffix(def.Name, "Connection") && (f.Name == "edges" || f.Name == "nodes")
	if f.Type.Elem == nil || page || f.Directives.ForName("bounded") != nil {
		return nil
	}
	return []string{def.Name + "." + f.Name + " (no bound)"}
}

// enforce asks the rule of each root field before it is resolved.
func enforce(table map[string]rule) graphql.RootFieldMiddleware {
	return func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		root := graphql.GetRootFieldContext(ctx)
		if strings.HasPrefix(root.Field.Name, "__") {
			return next(ctx)
		}
		actor, _ := access.From(ctx)
		r, ok := table[nameOf(ctx, root)]
		if !ok {
			return refuse(ctx, root, fault.New(fault.Forbidden, "FORBIDDEN"))
		}
		if err := r.check(actor); err != nil {
			return refuse(ctx, root, err)
		}
		return next(ctx)
	}
}

// enforceSubscriptions asks the rules of a subscription, whose root field takes another way through the executor. Nothing collects
// errors there yet, so a refusal is presented like that of an operation that never began.
func enforceSubscriptions(table map[string]rule, refusal func(context.Context, gqlerror.List) *graphql.Response) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		op := graphql.GetOperationContext(ctx)
		if op.Operation.Operation != ast.Subscription {
			return next(ctx)
		}
		actor, _ := access.From(ctx)
		for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"}) {
			if err := table["Subscription."+f.Name].check(actor); err != nil {
				return graphql.OneShot(refusal(ctx, gqlerror.List{gqlerror.Wrap(err)}))
			}
		}
		return next(ctx)
	}
}

// nameOf is the root field as the table of rules names it.
func nameOf(ctx context.Context, root *graphql.RootFieldContext) string {
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Mutation {
		return "Mutation." + root.Field.Name
	}
	return "Query." + root.Field.Name
}

func refuse(ctx context.Context, root *graphql.RootFieldContext, err error) graphql.Marshaler {
	graphql.AddError(graphql.WithPathContext(ctx, graphql.NewPathWithField(root.Field.Alias)), err)
	return graphql.Null
}
