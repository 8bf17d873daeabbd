package graph

import (
	"maps"

	"github.com/99designs/gqlgen/graphql"
)

// secrets names, by mutation, the fields of the input that may be found in nothing that is kept: beside an account, a
// fingerprint of a choice among twelve, or of five marks, is the choice.
func secrets() map[string][]string {
	return map[string][]string{
		"castBallot":     {"optionIds"},
		"rateConference": {"score", "reasons"},
		"rateReception":  {"score", "reasons"},
		"confirmHelp":    {"rating", "reasons", "comment"},
	}
}

// discreet is what an operation with such a mutation asks, without what is secret; false when it has none. The same key with
// another choice then counts as the same deed and gives the first answer again, which says nothing of the choice.
func discreet(oc *graphql.OperationContext) (asked []any, secret bool) {
	known := secrets()
	for _, f := range graphql.CollectFields(oc, oc.Operation.SelectionSet, []string{"Mutation"}) {
		args := f.ArgumentMap(oc.Variables)
		if hidden, has := known[f.Name]; has {
			secret = true
			args = without(args, hidden)
		}
		asked = append(asked, []any{f.Alias, f.Name, args})
	}
	return asked, secret
}

// without is a copy of the arguments whose input lacks these fields.
func without(args map[string]any, hidden []string) map[string]any {
	given, _ := args["input"].(map[string]any)
	input := maps.Clone(given)
	for _, name := range hidden {
		delete(input, name)
	}
	return map[string]any{"input": input}
}
