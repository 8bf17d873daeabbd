package store

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
)

// Counter counts the statements of one call; BEGIN and COMMIT are not counted.
type Counter struct{ n atomic.Int64 }

// Statements is how many statements went to the database.
func (c *Counter) Statements() int { return int(c.n.Load()) }

type counterKey struct{}

// CountStatements gives the context a counter: the budget tests and the benchmarks read it.
func CountStatements(ctx context.Context) (context.Context, *Counter) {
	c := &Counter{}
	return context.WithValue(ctx, counterKey{}, c), c
}

type traceKey struct{}

// TraceStatements has every statement of the context and its arguments told to fn, one at a time; the EXPLAIN tests use it.
func TraceStatements(ctx context.Context, fn func(query string, args []any)) context.Context {
	var mu sync.Mutex
	return context.WithValue(ctx, traceKey{}, func(query string, args []any) {
		mu.Lock()
		defer mu.Unlock()
		fn(query, args)
	})
}

func observe(ctx context.Context, query string, args any) {
	if c, ok := ctx.Value(counterKey{}).(*Counter); ok {
		c.n.Add(1)
	}
	if fn, ok := ctx.Value(traceKey{}).(func(string, []any)); ok {
		list, _ := args.([]any)
		fn(query, list)
	}
}

// driver observes the statements of the read pool, and begins transactions on the write pool.
type driver struct {
	dialect.Driver
	write *sql.DB
	opts  *sql.TxOptions
}

func (d *driver) Exec(ctx context.Context, query string, args, v any) error {
	observe(ctx, query, args)
	return d.Driver.Exec(ctx, query, args, v)
}

func (d *driver) Query(ctx context.Context, query string, args, v any) error {
	observe(ctx, query, args)
	return d.Driver.Query(ctx, query, args, v)
}

// Tx is what ent would begin by itself, for a bulk insert for instance. Only Write begins transactions.
func (d *driver) Tx(context.Context) (dialect.Tx, error) { return nil, errOutsideWrite }

func (d *driver) begin(ctx context.Context) (*txDriver, error) {
	tx, err := d.write.BeginTx(ctx, d.opts)
	if err != nil {
		return nil, err
	}
	return &txDriver{Conn: entsql.Conn{ExecQuerier: tx}, tx: tx, dialect: d.Dialect()}, nil
}

// txDriver lets one statement at a time use the connection of a transaction: an answer that is stored with its effect is
// put together by resolvers that run side by side.
type txDriver struct {
	entsql.Conn
	tx      *sql.Tx
	dialect string
	mu      sync.Mutex
	again   error // the first "run it again" of the database
}

// Tx joins: ent wraps some mutations in a transaction of its own, and here they are in one already.
func (t *txDriver) Tx(context.Context) (dialect.Tx, error) { return dialect.NopTx(t), nil }
func (t *txDriver) Dialect() string                        { return t.dialect }
func (t *txDriver) Close() error                           { return nil }
func (t *txDriver) Commit() error                          { return t.tx.Commit() }
func (t *txDriver) Rollback() error                        { return t.tx.Rollback() }

func (t *txDriver) Exec(ctx context.Context, query string, args, v any) error {
	observe(ctx, query, args)
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.remember(t.Conn.Exec(ctx, query, args, v))
}

func (t *txDriver) Query(ctx context.Context, query string, args, v any) error {
	observe(ctx, query, args)
	t.mu.Lock()
	if err := t.remember(t.Conn.Query(ctx, query, args, v)); err != nil {
		t.mu.Unlock()
		return err
	}
	rows := v.(*entsql.Rows) //nolint:forcetypeassert // ent passes nothing else to Query
	rows.ColumnScanner = &heldRows{ColumnScanner: rows.ColumnScanner, release: sync.OnceFunc(t.mu.Unlock)}
	return nil
}

func (t *txDriver) remember(err error) error {
	if t.again == nil && Retryable(err) {
		t.again = err
	}
	return err
}

func (t *txDriver) lost() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.again
}

// heldRows frees the connection when the rows are closed.
type heldRows struct {
	entsql.ColumnScanner
	release func()
}

func (r *heldRows) Close() error {
	defer r.release()
	return r.ColumnScanner.Close()
}
