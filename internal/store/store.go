// Package store is the way to the database: it opens and migrates it, gives a scoped client for reading and the one door for
// writing, Write, which retries, translates errors and keeps the outbox.
package store

import (
	"context"
	"database/sql"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/internal/access"
)

// Store is an open database.
type Store struct {
	client    *ent.Client
	driver    *driver
	read      *sql.DB
	write     *sql.DB
	txOptions *sql.TxOptions
	dialect   string
	clock     Clock
	ids       IDs
	poked     chan struct{}
}

// Open migrates the database and opens it. An empty DSN is SQLite in the data folder; else it is one of
// github.com/go-sql-driver/mysql, such as user:pass@tcp(host:3306)/gandan.
func Open(ctx context.Context, dsn, dataFolder string, clock Clock, ids IDs) (*Store, error) {
	s := &Store{clock: clock, ids: ids, poked: make(chan struct{}, 1)}
	open := s.openSQLite
	if dsn != "" {
		open = s.openMySQL
	}
	if err := open(ctx, dsn, dataFolder); err != nil {
		return nil, err
	}
	s.driver = &driver{Driver: entsql.OpenDB(s.dialect, s.read), write: s.write, opts: s.txOptions}
	s.client = ent.NewClient(ent.Driver(s.driver))
	s.client.Use(guard)
	access.ScopeReads(s.client)
	return s, nil
}

// over is the client on the connection of a transaction, with the same hooks and the same scope.
func (s *Store) over(conn *txDriver) *ent.Client {
	c := ent.NewClient(ent.Driver(conn))
	c.Use(guard)
	access.ScopeReads(c)
	return c
}

// Now is the present instant in UTC, cut to the microsecond that every database keeps.
func (s *Store) Now() time.Time { return s.clock.Now().UTC().Truncate(time.Microsecond) }

// Reader is the client for reading: that of the transaction inside Write, else that of the read pool. It refuses writes, and
// every query passes the scope of the context's actor.
func (s *Store) Reader(ctx context.Context) *ent.Client {
	if tx, ok := ctx.Value(txKey{}).(*Tx); ok {
		return tx.Client
	}
	return s.client
}

// Poked says that a fact was written; the relay waits for it.
func (s *Store) Poked() <-chan struct{} { return s.poked }

func (s *Store) poke() {
	select {
	case s.poked <- struct{}{}:
	default: // the relay will look anyway
	}
}

// Dialect is dialect.SQLite or dialect.MySQL.
func (s *Store) Dialect() string { return s.dialect }

// DB gives the plain pools, for health checks, backups and bulk loading, never for requests.
func (s *Store) DB() (read, write *sql.DB) { return s.read, s.write }

// Ready writes and rolls back, so that a read-only or full database shows.
func (s *Store) Ready(ctx context.Context) error {
	tx, err := s.write.BeginTx(ctx, s.txOptions)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	_, err = tx.ExecContext(ctx, "UPDATE units SET updated_at = updated_at WHERE 1 = 0")
	return err
}

// Close closes the pools.
func (s *Store) Close() error {
	if s.write != s.read {
		_ = s.write.Close() // the read pool's error is as good
	}
	return s.read.Close()
}
