package demo

import (
	"context"
	"errors"

	"gandan/ent/account"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/app"
	"gandan/internal/store"
)

// Person is somebody of the demo, for printing.
type Person struct{ Phone, Name, Role, Unit string }

// errNoUnits is for a database whose units were imported from other files than ours.
var errNoUnits = errors.New("the demo needs the units that come with the program: Phường Hà Đông and Phường Cầu Giấy of 2025")

// Load tells the story unless it has been told, and says who is in it. Two processes may start together: one of them tells it.
func Load(ctx context.Context, a *app.App) ([]Person, error) {
	ctx = access.AsSystem(ctx, "demo")
	places, err := findPlaces(a)
	if err != nil {
		return nil, err
	}
	err = store.Do(ctx, a.Store, func(ctx context.Context, tx *store.Tx) error {
		// The first thing told is who runs the city; an account alone may come from a token that somebody asked for before.
		told, err := tx.RoleGrant.Query().Where(rolegrant.HasAccountWith(account.Phone(roles[cityAdmin].phone))).Exist(ctx)
		if err != nil || told {
			return err
		}
		return tell(ctx, a, tx, places)
	})
	return cast(places), err
}

// tell tells the story from its beginning. It may run again in a new transaction, so it keeps nothing from the last one.
func tell(ctx context.Context, a *app.App, tx *store.Tx, in places) error {
	now, narrator := tx.Now, tx.Actor
	defer func() { tx.Now, tx.Actor = now, narrator }()
	s := &story{ctx: ctx, app: a, tx: tx, now: now, places: in, people: map[who]access.Actor{}}
	s.settle()
	s.heldCriticism()
	s.wasteDialogue()
	s.villageRules()
	s.liveDialogue()
	s.dialogueElsewhere()
	s.cityDialogue()
	s.proposals()
	s.requests()
	// procedure
	s.procedures()
	// request
	s.grandmother()
	// matching
	s.matching()
	// team
	s.helpTeam()
	// contact
	s.contact()
	// reception
	s.receptions()
	// after
	s.afterHelp()
	s.service() // assistance
	return s.err
}
