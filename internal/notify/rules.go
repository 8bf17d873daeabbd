package notify

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"gandan/ent"
	"gandan/ent/follow"
	"gandan/ent/gid"
	"gandan/internal/event"
)

// rule finds the lines that a fact calls for. A row that is gone calls for none.
type rule func(ctx context.Context, db *ent.Client, e event.Event) ([]line, error)

// rules says which facts people are told of; each part of the system has a file of its own. The names are those the domains
// define: this package may not import them, its test may.
var rules = sync.OnceValue(func() map[string]rule {
	all := map[string]rule{}
	for _, part := range []map[string]rule{
		announcingRules(), registrationRules(), questionRules(), commitmentRules(), criticismRules(),
		helpdeskRules(), identityRules(), moderationRules(),
		// procedure
		// request
		requestRules(),
		// matching
		matchingRules(),
		// team
		teamRules(),
		// contact
		contactRules(),
		// reception
		receptionRules(),
		// after
		afterRules(),
		assistanceRules(), // assistance
	} {
		maps.Copy(all, part)
	}
	return all
})

// followersOf lists who follows the subject.
func followersOf(ctx context.Context, db *ent.Client, subject gid.ID) ([]gid.ID, error) {
	rows, err := db.Follow.Query().Where(follow.SubjectID(subject)).Select(follow.FieldAccountID).All(ctx)
	followers := make([]gid.ID, len(rows))
	for i, f := range rows {
		followers[i] = f.AccountID
	}
	return followers, err
}

// idIn reads an id out of the data of a fact; zero when it holds none of that name.
func idIn(e event.Event, name string) (gid.ID, error) {
	value, given := e.Data[name]
	if !given {
		return gid.Zero, nil
	}
	id, err := gid.Parse(value)
	if err != nil {
		return gid.Zero, fmt.Errorf("%s of %s: %w", name, e.Name, err)
	}
	return id, nil
}
