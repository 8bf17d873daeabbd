package offline

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/tombstone"
	"gandan/internal/access"
	"gandan/internal/store"
)

// pruneBatch is how many rows one transaction deletes.
const pruneBatch = 500

// Prune deletes a batch of the tombstones that no cursor can ask for any more and says how many there were; the app calls it until
// there are none.
func (c *Changes) Prune(ctx context.Context) (int, error) {
	return store.Write(access.AsSystem(ctx, "offline"), c.store, func(ctx context.Context, tx *store.Tx) (int, error) {
		// The id begins with the instant it was made at: the primary key finds the oldest.
		oldest := gid.Make(gid.Tombstone, tx.Now.Add(-pruneAfter), 0, [6]byte{})
		ids, err := tx.Tombstone.Query().Where(tombstone.IDLT(oldest)).Order(ent.Asc(tombstone.FieldID)).Limit(pruneBatch).IDs(ctx)
		if err != nil || len(ids) == 0 {
			return 0, err
		}
		return tx.Tombstone.Delete().Where(tombstone.IDIn(ids...)).Exec(ctx)
	})
}
