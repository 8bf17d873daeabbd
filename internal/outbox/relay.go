package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/store"
)

// How the relay works. Nobody needs to set these.
const (
	batch    = 100              // facts read, delivered and marked at once
	idle     = time.Second      // between looks at the outbox when nothing pokes
	patience = 30 * time.Second // what one delivery to one subscriber may take
	parting  = 5 * time.Second  // to mark what was delivered when the relay is told to stop
)

// Relay hands the facts of the outbox to the subscribers.
type Relay struct {
	store       *store.Store
	subscribers []event.Subscriber
	log         *slog.Logger
	mu          sync.Mutex // one look at the outbox at a time, so that Run and Flush keep the order
	held        waiting
}

// New makes a relay. Subscribers hear of each fact in the order of the list; a fact that one of them refuses comes to all
// of them again.
func New(s *store.Store, subscribers []event.Subscriber, log *slog.Logger) *Relay {
	return &Relay{store: s, subscribers: subscribers, log: log, held: waiting{}}
}

// Run relays until the context ends, and prunes in the background. What it could not do is logged and tried again.
func (r *Relay) Run(ctx context.Context) error {
	var pruning sync.WaitGroup
	pruning.Go(func() { r.pruneHourly(ctx) })
	defer pruning.Wait()
	for ctx.Err() == nil {
		if err := r.Flush(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "outbox: cannot relay now", "error", err)
		}
		r.wait(ctx)
	}
	return nil
}

func (r *Relay) wait(ctx context.Context) {
	timer := time.NewTimer(idle)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-r.store.Poked():
	case <-timer.C:
	}
}

// Flush relays everything that waits and is not held back. The app calls it once more when it stops, after the last
// request.
func (r *Relay) Flush(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	ctx = access.AsSystem(ctx, "outbox")
	for ctx.Err() == nil {
		more, err := r.relayBatch(ctx)
		if err != nil || !more {
			return err
		}
	}
	return ctx.Err()
}

// relayBatch delivers the next facts and marks them. It reports whether there may be more.
func (r *Relay) relayBatch(ctx context.Context) (more bool, err error) {
	blocked := r.held.blocked(r.store.Now())
	if len(blocked) >= mostHeld {
		return false, nil // so many failures are not the fault of their facts: wait until a pause is over
	}
	rows, err := r.unrelayed(ctx, blocked)
	if err != nil {
		return false, err
	}
	delivered := r.deliverAll(ctx, rows)
	return len(rows) == batch, r.mark(ctx, delivered)
}

func (r *Relay) unrelayed(ctx context.Context, without []gid.ID) ([]*ent.OutboxEvent, error) {
	q := r.store.Reader(ctx).OutboxEvent.Query().Where(relayed(false))
	if len(without) > 0 {
		q.Where(outboxevent.SubjectIDNotIn(without...))
	}
	rows, err := q.Order(ent.Asc(outboxevent.FieldID)).Limit(batch).All(ctx)
	return rows, store.Translate(err)
}

// relayed is "relayed = ?": ent writes a plain comparison with a truth value as NOT relayed, for which SQLite uses no index
// and reads all that was ever relayed.
func relayed(is bool) predicate.OutboxEvent {
	return func(s *sql.Selector) {
		s.Where(sql.P(func(b *sql.Builder) { b.Ident(s.C(outboxevent.FieldRelayed)).WriteOp(sql.OpEQ).Arg(is) }))
	}
}

// deliverAll gives the ids of the facts that every subscriber took. Behind a refused fact the later ones of its subject wait.
func (r *Relay) deliverAll(ctx context.Context, rows []*ent.OutboxEvent) []gid.ID {
	delivered := make([]gid.ID, 0, len(rows))
	refused := map[gid.ID]bool{}
	for _, row := range rows {
		if ctx.Err() != nil {
			break
		}
		if refused[row.SubjectID] {
			continue
		}
		if err := r.deliver(ctx, factOf(row)); err != nil {
			refused[row.SubjectID] = true
			r.hold(ctx, row, err)
			continue
		}
		r.release(ctx, row)
		delivered = append(delivered, row.ID)
	}
	return delivered
}

func (r *Relay) deliver(ctx context.Context, e event.Event) error {
	for _, s := range r.subscribers {
		if err := hand(ctx, s, e); err != nil {
			return fmt.Errorf("%T: %w", s, err)
		}
	}
	return nil
}

// hand delivers one fact to one subscriber, within bounds: neither its patience nor a panic may stop the relay.
func hand(ctx context.Context, s event.Subscriber, e event.Event) (err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return s.On(ctx, e)
}

// mark is done even when the relay is told to stop meanwhile: it spares everybody a second delivery.
func (r *Relay) mark(ctx context.Context, ids []gid.ID) error {
	if len(ids) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), parting)
	defer cancel()
	return store.Do(ctx, r.store, func(ctx context.Context, tx *store.Tx) error {
		return tx.OutboxEvent.Update().Where(outboxevent.IDIn(ids...)).SetRelayed(true).Exec(ctx)
	})
}

func factOf(row *ent.OutboxEvent) event.Event {
	e := event.Event{ID: row.ID, Name: row.Name, Subject: row.SubjectID, Data: row.Data, At: row.At}
	if row.ActorID != nil {
		e.Actor = *row.ActorID
	}
	return e
}

// Oldest is the age of the oldest fact that is not relayed; zero when there is none. The metrics show it.
func (r *Relay) Oldest(ctx context.Context) (time.Duration, error) {
	ctx = access.AsSystem(ctx, "outbox")
	row, err := r.store.Reader(ctx).OutboxEvent.Query().Where(relayed(false)).Order(ent.Asc(outboxevent.FieldID)).First(ctx)
	if ent.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, store.Translate(err)
	}
	return max(0, r.store.Now().Sub(row.At)), nil
}
