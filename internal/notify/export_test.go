package notify

import (
	"maps"
	"slices"
)

// RuleNames are the facts that people are told of.
func RuleNames() []string { return slices.Sorted(maps.Keys(rules())) }
