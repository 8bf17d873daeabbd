// Package storetest opens databases for tests: a SQLite file of the test's own, and MariaDB when a server answers.
package storetest

import (
	"context"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent/gid"
	"gandan/internal/store"
)

// Clock stands still until a test moves it.
type Clock struct{ at atomic.Pointer[time.Time] }

// NewClock stands at 08:30 in Hà Nội on Monday, 2 March 2026, a working day.
func NewClock() *Clock {
	c := &Clock{}
	c.Set(time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC))
	return c
}

// Now is where the clock stands.
func (c *Clock) Now() time.Time { return *c.at.Load() }

// Set moves the clock to an instant.
func (c *Clock) Set(t time.Time) { c.at.Store(&t) }

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }

// CountingIDs makes the same ids in every run: the counter is the only thing that changes.
type CountingIDs struct{ n atomic.Uint32 }

// New makes the next id of the kind.
func (g *CountingIDs) New(kind gid.Kind, at time.Time) gid.ID {
	return gid.Make(kind, at, g.n.Add(1), [6]byte{})
}

// Restart begins to count behind n.
func (g *CountingIDs) Restart(n uint32) { g.n.Store(n) }

// Each runs the test on SQLite and on MariaDB, each on an empty, migrated database.
func Each(t *testing.T, test func(t *testing.T, s *store.Store, clock *Clock)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		clock := NewClock()
		test(t, Open(t, "", clock, &CountingIDs{}), clock)
	})
	t.Run("mariadb", func(t *testing.T) {
		clock := NewClock()
		test(t, Open(t, migratedMariaDB(t), clock, &CountingIDs{}), clock)
	})
}

// Open opens a migrated database and closes it with the test. Without a DSN it is a SQLite file of the test's own.
func Open(t testing.TB, dsn string, clock store.Clock, ids store.IDs) *store.Store {
	t.Helper()
	folder := t.TempDir()
	if dsn == "" {
		copySQLite(t, folder)
	}
	s, err := store.Open(context.Background(), dsn, folder, clock, ids)
	if err != nil {
		t.Fatalf("opening the database: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Server is the DSN of the MariaDB server for tests, without a database: GANDAN_TEST_MARIADB, else root on 127.0.0.1:3306.
func Server() string {
	if dsn := os.Getenv("GANDAN_TEST_MARIADB"); dsn != "" {
		return dsn
	}
	return "root@tcp(127.0.0.1:3306)/"
}

// MariaDB makes an empty database and gives its DSN. Without a server the test is skipped with one visible line; under
// CI=true that is a failure.
func MariaDB(t testing.TB) string {
	t.Helper()
	dsn := newMariaDB(t)
	t.Cleanup(func() { dropMariaDB(t, dsn) })
	return dsn
}

func absent(t testing.TB, err error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("CI needs a MariaDB server: %v", err)
	}
	t.Skipf("SKIPPED on MariaDB: no server answers (%v)", err)
}
