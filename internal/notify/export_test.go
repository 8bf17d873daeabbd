package notify

import (
	"context"
	"maps"
	"slices"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/event"
)

// RuleNames are the facts that people are told of.
func RuleNames() []string { return slices.Sorted(maps.Keys(rules())) }

// Tell writes a line of the fact to each of them.
func (s *Service) Tell(ctx context.Context, e event.Event, to ...gid.ID) error {
	lines := make([]line, len(to))
	for i, id := range to {
		lines[i] = line{to: id, about: e.Subject, args: map[string]string{}}
	}
	return s.tell(access.AsSystem(ctx, "notify"), e, distinct(lines, e.Actor))
}

// FollowersOf is followersOf as a rule calls it.
func (s *Service) FollowersOf(ctx context.Context, subject gid.ID) ([]gid.ID, error) {
	return followersOf(ctx, s.store.Reader(ctx), subject)
}

// Binding is binding.
var Binding = binding
