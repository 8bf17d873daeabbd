package offline

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/tombstone"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/page"
	"gandan/internal/store"
)

// On writes the tombstones of a fact, one for each person from whose phone it takes something. The same fact again writes nothing;
// an unknown one is passed over.
func (c *Changes) On(ctx context.Context, e event.Event) error {
	leave, known := leaving()[e.Name]
	if !known {
		return nil
	}
	lost, err := leave(e)
	if err != nil || len(lost) == 0 {
		return err
	}
	return store.Do(access.AsSystem(ctx, "offline"), c.store, func(ctx context.Context, tx *store.Tx) error {
		return bury(ctx, tx, e, lost)
	})
}

// bury writes what is not written yet. Of two relays that write the same at once, the unique rule stops one, which then finds it.
func bury(ctx context.Context, tx *store.Tx, e event.Event, lost []loss) error {
	there, err := tx.Tombstone.Query().Where(tombstone.EventID(e.ID)).Select(tombstone.FieldAccountID).All(ctx)
	if err != nil {
		return err
	}
	written := map[gid.ID]bool{}
	for _, t := range there {
		written[t.AccountID] = true
	}
	var rows []*ent.TombstoneCreate
	for _, l := range lost {
		if !written[l.account] {
			written[l.account] = true
			rows = append(rows, tx.Tombstone.Create().SetID(idOf(e, l, tx.Now)).SetAccountID(l.account).SetEventID(e.ID).
				SetSubjectID(e.Subject).SetReason(tombstone.Reason(l.reason)))
		}
	}
	return tx.Tombstone.CreateBulk(rows...).Exec(ctx)
}

// idOf is the id of a tombstone: of the instant at which it is written, and else of the fact and the person.
func idOf(e event.Event, l loss, now time.Time) gid.ID {
	sum := sha256.Sum256(slices.Concat(e.ID[:], l.account[:]))
	return gid.Make(gid.Tombstone, now, binary.BigEndian.Uint32(sum[:4]), [6]byte(sum[4:10]))
}

// tombstones are the viewer's. Who reads all needs none, and of a request that came back since none is shown.
func tombstones(ctx context.Context, r *reading, w page.Window) ([]row, error) {
	if r.at.full() {
		return nil, nil
	}
	order := page.Order{Column: tombstone.FieldCreatedAt}
	found, err := r.db.Tombstone.Query().Where(tombstone.AccountID(r.viewer.ID), predicate.Tombstone(order.Apply(w))).All(ctx)
	if err != nil {
		return nil, err
	}
	var requests []gid.ID
	for _, t := range found {
		if t.SubjectID.Kind() == gid.HelpRequest {
			requests = append(requests, t.SubjectID)
		}
	}
	back, err := r.back(ctx, requests)
	rows := make([]row, len(found))
	for i, t := range found {
		rows[i] = row{at: t.CreatedAt, id: t.ID}
		if !back[t.SubjectID] {
			rows[i].add = func(p *Page) { p.Tombstones = append(p.Tombstones, goneBy(t)) }
		}
	}
	return rows, err
}

func goneBy(t *ent.Tombstone) *Gone {
	kind := Request
	if t.SubjectID.Kind() == gid.ShiftSignup {
		kind = Shift
	}
	return &Gone{ID: t.SubjectID, Kind: kind, Reason: Reason(t.Reason)}
}
