package offline

import (
	"bytes"
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/offlinereceipt"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ReceiptsKept is how long a deed that is sent again gets its first answer, from when it first arrived.
const ReceiptsKept = 30 * 24 * time.Hour

// prunedAtOnce bounds one step of Prune.
const prunedAtOnce = 1000

// asUploads reads what is the person's own, whatever they may read at the moment.
func asUploads(ctx context.Context) context.Context { return access.AsSystem(ctx, "offline") }

// receiptOf is the receipt of the deed, nil when it was not done yet. The id is looked for among those of the account: what
// ids others use makes no difference to anybody. CONFLICT with key CLIENT_ID_REUSED when it was of another deed.
func receiptOf(ctx context.Context, tx *store.Tx, d deed) (*ent.OfflineReceipt, error) {
	row, err := tx.OfflineReceipt.Query().
		Where(offlinereceipt.AccountID(tx.Actor.ID), offlinereceipt.ClientID(d.ClientID)).Only(asUploads(ctx))
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // nothing found is no mistake
	case err == nil && !bytes.Equal(row.Fingerprint, d.digest):
		return nil, fault.New(fault.Conflict, "CLIENT_ID_REUSED").At("input.clientId")
	}
	return row, err
}

// newReceipt is the receipt of the deed as it begins.
func newReceipt(tx *store.Tx, d deed, outcome offlinereceipt.Outcome) *ent.OfflineReceiptCreate {
	return tx.OfflineReceipt.Create().SetAccountID(tx.Actor.ID).SetClientID(d.ClientID).SetFingerprint(d.digest).SetOutcome(outcome).
		SetDeviceTime(d.clock.shows).SetDeviceAt(d.At.UTC().Truncate(time.Microsecond)).SetHappenedAt(d.clock.right(d.At))
}

// Prune forgets receipts older than ReceiptsKept, a bounded number at a time, and says how many.
func (u *Uploads) Prune(ctx context.Context) (int, error) {
	return store.Write(asUploads(ctx), u.store, func(ctx context.Context, tx *store.Tx) (int, error) {
		old, err := tx.OfflineReceipt.Query().Where(offlinereceipt.CreatedAtLT(tx.Now.Add(-ReceiptsKept))).Limit(prunedAtOnce).IDs(ctx)
		if err != nil || len(old) == 0 {
			return 0, err
		}
		return tx.OfflineReceipt.Delete().Where(offlinereceipt.IDIn(old...)).Exec(ctx)
	})
}
