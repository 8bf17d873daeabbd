package helpdesk

import (
	"context"
	"errors"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// sweepAtOnce is how many rows one statement of a sweep reads.
const sweepAtOnce = 100

// Sweep does what is due by the clock: holders who do nothing are told and later lose the request, and leads and admins are told
// of what is late. It may run in several processes at once: each step is a transaction of its own that asks again whether it is
// due, and what is done is not done again. A row that fails hinders no other; the errors come together.
func (s *Service) Sweep(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "helpdesk")
	told := known{service: s, leads: map[string][]gid.ID{}, admins: map[string][]gid.ID{}}
	err := errors.Join(s.Adopt(ctx), s.adoptIdle(ctx)) // an older process may have run beside this one for a while
	for _, i := range s.idles() {
		err = errors.Join(err, s.warnIdle(ctx, i), s.releaseIdle(ctx, i, &told))
	}
	for _, level := range []int{LevelLead, LevelAdmin} {
		for _, l := range s.soonest() {
			err = errors.Join(err, s.escalate(ctx, l, level, &told))
		}
	}
	return store.Translate(err)
}

// known remembers during one sweep who is to be told for which unit.
type known struct {
	service       *Service
	leads, admins map[string][]gid.ID
}

func (k *known) at(ctx context.Context, level int, path string) ([]gid.ID, error) {
	memory, find := k.leads, k.service.leadsFor
	if level == LevelAdmin {
		memory, find = k.admins, k.service.adminsFor
	}
	if ids, ok := memory[path]; ok {
		return ids, nil
	}
	ids, err := find(ctx, path)
	if err == nil {
		memory[path] = ids
	}
	return ids, err
}

// eachOf runs the deed for every row of the query, in batches by the column, behind each other: rows that stay where they are do
// not keep the ones behind them from being reached.
func eachOf(ctx context.Context, q *ent.HelpRequestQuery, column string, at func(*ent.HelpRequest) time.Time, deed func(*ent.HelpRequest) error) error {
	var failed error
	order, w := page.Order{List: "sweep", Column: column}, page.Window{Limit: sweepAtOnce}
	for ctx.Err() == nil {
		rows, err := q.Clone().Where(order.Apply(w)).All(ctx)
		if err != nil {
			return errors.Join(failed, err)
		}
		more := len(rows) > w.Limit
		rows = rows[:min(len(rows), w.Limit)]
		for _, r := range rows {
			failed = errors.Join(failed, gone(deed(r)))
		}
		if !more {
			return failed
		}
		last := page.AtTime(at(rows[len(rows)-1]), rows[len(rows)-1].ID)
		w.After = &last
	}
	return failed
}

// gone takes it for no failure that somebody was quicker: another process, or the people themselves.
func gone(err error) error {
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// adoptIdle begins to watch what was held before anybody watched: from now on, so that nobody loses a request unawares.
func (s *Service) adoptIdle(ctx context.Context) error {
	unwatched := helprequest.And(helprequest.StatusIn(heldStates()...), helprequest.IdleSinceIsNil())
	some, err := s.store.Reader(ctx).HelpRequest.Query().Where(unwatched).Exist(ctx)
	if err != nil || !some {
		return err
	}
	return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		return tx.HelpRequest.Update().Where(unwatched).SetIdleSince(tx.Now).Exec(ctx)
	})
}
