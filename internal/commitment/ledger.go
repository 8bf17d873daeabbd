package commitment

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"

	"gandan/ent"
	"gandan/ent/commitmententry"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// open writes the first line of a ledger, which says that the promise was made and until when. One that was recorded before
// there were ledgers has it opened by the next deed, with the instant at which it was recorded.
func open(ctx context.Context, tx *store.Tx, c *ent.Commitment, dueOn string) error {
	return write(ctx, tx, &ent.CommitmentEntry{
		CommitmentID: c.ID, Sequence: 1, Kind: commitmententry.KindRECORDED, DueOn: dueOn, At: c.CreatedAt, By: admin, PreviousHash: promised(c),
	})
}

// add writes the next line of a ledger, under the number that the row of the commitment has reached.
func add(ctx context.Context, tx *store.Tx, c *ent.Commitment, d deed) error {
	last, err := tx.CommitmentEntry.Query().
		Where(commitmententry.CommitmentID(c.ID), commitmententry.Sequence(c.EntryCount-1)).Only(ctx)
	if err != nil {
		return err
	}
	at := d.at
	if at.IsZero() {
		at = tx.Now
	}
	return write(ctx, tx, &ent.CommitmentEntry{
		CommitmentID: c.ID, Sequence: c.EntryCount, Kind: d.kind, DueOn: c.DueOn, Reason: d.words, At: at, By: d.by, PreviousHash: last.Hash,
	})
}

// write gives the line its identity and its hash, and stores it.
func write(ctx context.Context, tx *store.Tx, e *ent.CommitmentEntry) error {
	e.ID, e.CreatedAt, e.UpdatedAt = tx.NewID(gid.CommitmentEntry), tx.Now, tx.Now
	return tx.CommitmentEntry.Create().
		SetID(e.ID).SetCreatedAt(e.CreatedAt).SetUpdatedAt(e.UpdatedAt).SetCommitmentID(e.CommitmentID).SetSequence(e.Sequence).
		SetKind(e.Kind).SetDueOn(e.DueOn).SetNillableReason(e.Reason).SetAt(e.At).SetBy(e.By).
		SetPreviousHash(e.PreviousHash).SetHash(hashOf(e)).
		Exec(ctx)
}

// hashOf is the SHA-256 of all that the line says, the hash before it included. Its form is kept for ever: a ledger is checked
// years after it was written.
func hashOf(e *ent.CommitmentEntry) []byte {
	d := newDigest("gandan ledger line 1")
	d.put(e.PreviousHash, e.ID[:], e.CommitmentID[:])
	d.number(int64(e.Sequence))
	d.put([]byte(e.Kind), []byte(e.DueOn))
	d.optional(e.Reason)
	d.instant(e.At)
	d.put([]byte(e.By))
	d.instant(e.CreatedAt)
	d.instant(e.UpdatedAt)
	return d.h.Sum(nil)
}

// promised is what the first line stands on: a hash of what never changes about the promise. Who asked is no part of it.
func promised(c *ent.Commitment) []byte {
	d := newDigest("gandan promise 1")
	d.put(c.ID[:], c.ConferenceID[:], c.UnitID[:], c.ResponsibleID[:])
	if c.QuestionID != nil {
		d.put(c.QuestionID[:])
	}
	d.put([]byte(c.Text))
	d.instant(c.CreatedAt)
	return d.h.Sum(nil)
}

// digest writes each value behind its length, so that no two lists of values read the same.
type digest struct{ h hash.Hash }

func newDigest(kind string) digest {
	d := digest{sha256.New()}
	d.put([]byte(kind))
	return d
}

func (d digest) put(values ...[]byte) {
	for _, v := range values {
		d.h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(v))))
		d.h.Write(v)
	}
}

func (d digest) number(n int64) { d.put(binary.BigEndian.AppendUint64(nil, uint64(n))) } //nolint:gosec // the same bits

func (d digest) instant(t time.Time) { d.number(t.UnixMicro()) }

// optional tells what is absent from what is empty.
func (d digest) optional(s *string) {
	if s == nil {
		d.put(nil)
		return
	}
	d.put([]byte("given"), []byte(*s))
}
