package outbox

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/outboxevent"
	"gandan/internal/access"
	"gandan/internal/store"
)

// What is pruned, and how gently.
const (
	keepFor    = 30 * 24 * time.Hour
	pruneEvery = time.Hour
	pruneBatch = 500
	breath     = 20 * time.Millisecond // between batches, for the writers who wait
)

// Prune deletes the relayed facts that are older than thirty days, a bounded number in each transaction, and says how many.
// Unrelayed facts stay, however old.
func (r *Relay) Prune(ctx context.Context) (int, error) {
	ctx = access.AsSystem(ctx, "outbox")
	total := 0
	for {
		n, err := r.pruneBatch(ctx)
		if total += n; err != nil || n < pruneBatch {
			return total, err
		}
		select {
		case <-ctx.Done():
			return total, ctx.Err()
		case <-time.After(breath):
		}
	}
}

func (r *Relay) pruneBatch(ctx context.Context) (int, error) {
	return store.Write(ctx, r.store, func(ctx context.Context, tx *store.Tx) (int, error) {
		// The id begins with the instant it was made at, so that the index that finds unrelayed facts serves this too.
		oldest := gid.Make(gid.OutboxEvent, tx.Now.Add(-keepFor), 0, [6]byte{})
		ids, err := tx.OutboxEvent.Query().Where(relayed(true), outboxevent.IDLT(oldest)).
			Order(ent.Asc(outboxevent.FieldID)).Limit(pruneBatch).IDs(ctx)
		if err != nil || len(ids) == 0 {
			return 0, err
		}
		return tx.OutboxEvent.Delete().Where(outboxevent.IDIn(ids...)).Exec(ctx)
	})
}

func (r *Relay) pruneHourly(ctx context.Context) {
	ticker := time.NewTicker(pruneEvery)
	defer ticker.Stop()
	for {
		if _, err := r.Prune(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "outbox: cannot prune now", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
