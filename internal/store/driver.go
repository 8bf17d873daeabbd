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

// TraceStatements has every statement of the context and its arguments told to fn; the EXPLAIN tests use it.
func TraceStatements(ctx context.Context, fn func(query string, args []any)) context.Context {
	return context.WithValue(ctx, traceKey{}, fn)
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

// driver observes statements and makes the transactions of a read pool and a write pool look like one database to ent.
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

// Tx begins a write transaction.
func (d *driver) Tx(ctx context.Context) (dialect.Tx, error) { return d.BeginTx(ctx, d.opts) }

// BeginTx begins a write transaction on the write pool.
func (d *driver) BeginTx(ctx context.Context, opts *sql.TxOptions) (dialect.Tx, error) {
	tx, err := d.write.BeginTx(ctx, opts)
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
}

func (t *txDriver) Dialect() string { return t.dialect }
func (t *txDriver) Commit() error   { return t.tx.Commit() }
func (t *txDriver) Rollback() error { return t.tx.Rollback() }

func (t *txDriver) Exec(ctx context.Context, query string, args, v any) error {
	observe(ctx, query, args)
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.Conn.Exec(ctx, query, args, v)
}

func (t *txDriver) Query(ctx context.Context, query string, args, v any) error {
	observe(ctx, query, args)
	t.mu.Lock()
	if err := t.Conn.Query(ctx, query, args, v); err != nil {
		t.mu.Unlock()
		return err
	}
	rows := v.(*entsql.Rows) //nolint:forcetypeassert // ent passes nothing else to Query
	rows.ColumnScanner = &heldRows{ColumnScanner: rows.ColumnScanner, release: sync.OnceFunc(t.mu.Unlock)}
	return nil
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
