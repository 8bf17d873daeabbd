package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"gandan/internal/store"
)

// The pace of what runs beside the requests, and the limits at the edge that the app sets differently from the standard.
const (
	unitsEvery  = 10 * time.Second // another process may have imported units or rules
	tidyEvery   = time.Hour
	settleEvery = 10 * time.Minute // what is shown does not wait for it, those who are told do
	helpEvery   = 3 * time.Minute  // who holds a request and does nothing, and what is late
	seatsEvery  = 10 * time.Second // offers that lapse, reminders
	daysEvery   = time.Minute      // receptions whose day is over
	solvedEvery = 10 * time.Minute // four weeks and ten minutes are four weeks
	turnEvery   = 10 * time.Minute // what begins to hold today
	shiftsEvery = time.Minute      // people are told of the shifts of tomorrow
	tooOld      = 5 * time.Minute  // an unrelayed fact of that age means that the relay stands still

	waiting    = 2048
	waitFor    = 3 * time.Second
	watchEvery = 2 * time.Second // with the 2 s of the actor cache a lost right is lost within 5 s (S-40)
)

// Run relays facts, feeds subscriptions, follows imports and tidies up, until the context ends. It returns nil then.
func (a *App) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all sync.WaitGroup
	parts := map[string]func(context.Context) error{"relay": a.Relay.Run, "live": a.Live.Run, "inboxes": a.inboxes}
	failed := make(chan error, len(parts))
	for name, run := range parts {
		all.Go(func() {
			if err := run(ctx); err != nil && ctx.Err() == nil {
				failed <- fmt.Errorf("%s: %w", name, err)
				cancel()
			}
		})
	}
	all.Go(func() { a.every(ctx, unitsEvery, "units", a.Territory.Refresh) })
	all.Go(func() { a.every(ctx, unitsEvery, "policy", a.Policy.Refresh) })
	all.Go(func() { a.every(ctx, seatsEvery, "seats", a.Seats.Sweep) })
	all.Go(func() { a.every(ctx, tidyEvery, "tidy", a.tidy) })
	all.Go(func() { a.every(ctx, settleEvery, "settle", a.Ledger.Settle) })
	// procedure
	all.Go(func() { a.every(ctx, unitsEvery, "procedures", a.Catalogue.Refresh) })
	all.Go(func() { a.every(ctx, turnEvery, "days of procedures", a.Catalogue.Turn) }) // offline
	// request
	// matching
	all.Go(func() { a.every(ctx, helpEvery, "help", a.Helpdesk.Sweep) })
	// team
	all.Go(func() { a.every(ctx, shiftsEvery, "shifts", a.Teams.Sweep) })
	// contact
	// reception
	all.Go(func() { a.every(ctx, daysEvery, "receptions", a.Days.Sweep) })
	// after
	all.Go(func() { a.every(ctx, solvedEvery, "solved", a.Helpdesk.AskSolved) })
	all.Wait()
	close(failed)
	var err error
	for e := range failed {
		err = errors.Join(err, e)
	}
	return err
}

// inboxes serves those who watch their inbox.
func (a *App) inboxes(ctx context.Context) error { return a.Notify.Run(ctx, a.log) }

// every runs the task until the context ends; a failure is logged once and tried again at the next turn.
func (a *App) every(ctx context.Context, pause time.Duration, name string, task func(context.Context) error) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := task(ctx); err != nil && ctx.Err() == nil {
				a.log.WarnContext(ctx, "background task failed", "task", name, "cause", err)
			}
		}
	}
}

// tidy forgets what has served its purpose.
func (a *App) tidy(ctx context.Context) error {
	err := errors.Join(a.Identity.Purge(ctx), a.Files.Tidy(ctx))
	for _, prune := range []func(context.Context) (int, error){a.Answers.Prune, a.Uploads.Prune, a.Changes.Prune} {
		err = errors.Join(err, untilNone(ctx, prune))
	}
	return err
}

// untilNone prunes batch by batch until there is none left.
func untilNone(ctx context.Context, prune func(context.Context) (int, error)) error {
	for {
		if n, err := prune(ctx); err != nil || n == 0 {
			return err
		}
	}
}

// migrated fails when another process has brought the database to a version this one does not know.
func (a *App) migrated(ctx context.Context) error {
	read, _ := a.Store.DB()
	v, err := store.Version(ctx, a.Store.Dialect(), read)
	if err == nil && (v.Current != v.Target || len(v.Pending) > 0) {
		err = fmt.Errorf("the database is at version %d, this binary knows %d", v.Current, v.Target)
	}
	return err
}

// relayed fails when facts wait too long: subscribers and inboxes would fall behind without anybody noticing.
func (a *App) relayed(ctx context.Context) error {
	age, err := a.Relay.Oldest(ctx)
	if err == nil && age > tooOld {
		err = fmt.Errorf("a fact has waited for %s", age.Round(time.Second))
	}
	return err
}
