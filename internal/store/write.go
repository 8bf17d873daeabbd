package store

import (
	"context"
	"math/rand/v2"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/fault"
)

// Tx is one write transaction: the ent client of it, one instant, the source of ids, the actor, and the outbox.
type Tx struct {
	*ent.Client
	Now   time.Time // UTC, cut to microseconds; the same for every row of the transaction
	Actor access.Actor
	store *Store
	conn  *txDriver
	told  bool
	after []func()
	noted error
}

type txKey struct{}

// NewID makes an id of the kind.
func (tx *Tx) NewID(kind gid.Kind) gid.ID { return tx.store.ids.New(kind, tx.Now) }

// Emit writes a fact to the outbox of the same transaction: it is told if and only if the transaction commits.
func (tx *Tx) Emit(ctx context.Context, name string, subject gid.ID, data map[string]string) error {
	if data == nil {
		data = map[string]string{}
	}
	create := tx.OutboxEvent.Create().SetName(name).SetSubjectID(subject).SetData(data).SetAt(tx.Now)
	if !tx.Actor.ID.IsZero() {
		create.SetActorID(tx.Actor.ID)
	}
	tx.told = true
	return create.Exec(ctx)
}

// EmitAll is Emit for several facts at once.
func (tx *Tx) EmitAll(ctx context.Context, facts ...event.Event) error {
	for _, f := range facts {
		if err := tx.Emit(ctx, f.Name, f.Subject, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// How often a transaction is run again when the database asks for it, and how long the first pause is at most.
const (
	attempts   = 12
	firstPause = 2 * time.Millisecond
	longest    = 250 * time.Millisecond
)

// Write runs fn in a transaction and commits it. fn may run several times, so it touches nothing but tx. Inside another
// Write it joins that transaction.
//
// Faults of fn pass as they are; an unknown row becomes NOT_FOUND, a broken unique rule CONFLICT with key ALREADY_DONE,
// a database that does not answer UNAVAILABLE.
func Write[T any](ctx context.Context, s *Store, fn func(context.Context, *Tx) (T, error)) (T, error) {
	if tx, ok := ctx.Value(txKey{}).(*Tx); ok {
		out, err := fn(ctx, tx)
		tx.note(err)
		return out, Translate(err)
	}
	var out T
	var err error
	for attempt := range attempts {
		if out, err = once(ctx, s, fn); err == nil || !worthAnother(err, attempt) || !pause(ctx, attempt) {
			break
		}
	}
	return out, Translate(err)
}

// Do is Write for a callback without a result.
func Do(ctx context.Context, s *Store, fn func(context.Context, *Tx) error) error {
	_, err := Write(ctx, s, func(ctx context.Context, tx *Tx) (struct{}, error) { return struct{}{}, fn(ctx, tx) })
	return err
}

func once[T any](ctx context.Context, s *Store, fn func(context.Context, *Tx) (T, error)) (out T, err error) {
	actor, ok := access.From(ctx)
	if !ok {
		return out, errNoActor
	}
	conn, err := s.driver.begin(ctx)
	if err != nil {
		return out, err
	}
	defer func() {
		if err != nil {
			_ = conn.Rollback() // the first error is the one that counts
		}
	}()
	tx := &Tx{Client: s.over(conn), Now: s.Now(), Actor: actor, store: s, conn: conn}
	out, err = fn(context.WithValue(ctx, txKey{}, tx), tx)
	if err = tx.cause(err); err != nil {
		return out, err
	}
	if err = conn.Commit(); err != nil {
		return out, err
	}
	tx.done()
	return out, nil
}

// AfterCommit has fn run once the transaction is committed; for what is not in the database, such as a cache.
func (tx *Tx) AfterCommit(fn func()) { tx.after = append(tx.after, fn) }

func (tx *Tx) done() {
	if tx.told {
		tx.store.poke()
	}
	for _, fn := range tx.after {
		fn()
	}
}

// note keeps what a joined Write saw, before it became a fault on its way through the resolvers.
func (tx *Tx) note(err error) {
	if tx.noted == nil && Duplicate(err) {
		tx.noted = err
	}
}

// cause is the error that decides about the transaction. A statement the database answered with "run it again" decides even
// if somebody swallowed it: Galera lets such a transaction commit with nothing written.
func (tx *Tx) cause(err error) error {
	if lost := tx.conn.lost(); lost != nil {
		return lost
	}
	if err != nil && tx.noted != nil {
		return tx.noted
	}
	return err
}

// worthAnother says whether running the transaction again may help: always when the database asked for it, a few times
// when a unique rule broke, since fn then finds the row that was not there before.
func worthAnother(err error, attempt int) bool {
	var f *fault.Error
	if asFault(err, &f) {
		return false
	}
	return Retryable(err) || (Duplicate(err) && attempt < 3)
}

func pause(ctx context.Context, attempt int) bool {
	most := min(firstPause<<attempt, longest)
	select {
	case <-ctx.Done():
		return false
	case <-time.After(most/2 + rand.N(most/2)): //nolint:gosec // spreads retries, guards nothing
		return true
	}
}
