package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"github.com/go-sql-driver/mysql"

	"gandan/internal/store"
)

// free are migrated, empty databases of this process that no test uses: to migrate one takes longer than most tests. The
// process that comes next drops them.
var free struct {
	sync.Mutex
	dsns   []string
	tables []string // of a migrated database; what has others is not used again
}

var (
	databases atomic.Int64 // numbers the databases of this process
	swept     sync.Once
)

// migratedMariaDB lends a migrated, empty database to the test.
func migratedMariaDB(t testing.TB) string {
	t.Helper()
	free.Lock()
	defer free.Unlock()
	if n := len(free.dsns); n > 0 {
		dsn := free.dsns[n-1]
		free.dsns = free.dsns[:n-1]
		t.Cleanup(func() { giveBack(t, dsn) })
		return dsn
	}
	dsn := newMariaDB(t)
	if err := store.Migrate(context.Background(), dialect.MySQL, dsn); err != nil {
		t.Fatalf("migrating a database: %v", err)
	}
	onServer(t, dsn, func(conn *sql.Conn) { free.tables = tablesOf(t, conn) })
	t.Cleanup(func() { giveBack(t, dsn) })
	return dsn
}

// giveBack empties the database for the next test, and drops one whose schema a test has changed.
func giveBack(t testing.TB, dsn string) {
	free.Lock()
	defer free.Unlock()
	changed := false
	onServer(t, dsn, func(conn *sql.Conn) {
		if changed = changedSchema(t, conn); !changed {
			empty(t, conn)
		}
	})
	if changed {
		dropMariaDB(t, dsn)
		return
	}
	free.dsns = append(free.dsns, dsn)
}

func changedSchema(t testing.TB, conn *sql.Conn) bool {
	triggers := names(t, conn, "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()")
	return len(triggers) > 0 || !slices.Equal(tablesOf(t, conn), free.tables)
}

func tablesOf(t testing.TB, conn *sql.Conn) []string {
	return names(t, conn, "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name")
}

// empty deletes every row but those that say which migrations were applied. A table that had some
// is made anew, or the server would plan the next test by what it counted in this one.
func empty(t testing.TB, conn *sql.Conn) {
	t.Helper()
	run(t, conn, "SET FOREIGN_KEY_CHECKS = 0")
	for _, table := range free.tables {
		if table == "goose_db_version" || strings.HasPrefix(table, "gandan_") {
			continue
		}
		if run(t, conn, "DELETE FROM "+table) > 0 {
			run(t, conn, "TRUNCATE TABLE "+table)
		}
	}
}

// newMariaDB makes an empty database. Its name says whose it is, so that what a killed process left can be found.
func newMariaDB(t testing.TB) string {
	t.Helper()
	cfg, err := mysql.ParseDSN(Server())
	if err != nil {
		t.Fatalf("GANDAN_TEST_MARIADB is not understood: %v", err)
	}
	name := fmt.Sprintf("%s%d_%d", ofThisHost(), os.Getpid(), databases.Add(1))
	cfg.DBName, cfg.Timeout = "", 2*time.Second
	onServer(t, cfg.FormatDSN(), func(conn *sql.Conn) {
		swept.Do(func() { sweep(t, conn) })
		run(t, conn, "DROP DATABASE IF EXISTS "+name)
		run(t, conn, "CREATE DATABASE "+name+" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	})
	cfg.DBName = name
	return cfg.FormatDSN()
}

func dropMariaDB(t testing.TB, dsn string) {
	cfg, err := mysql.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	onServer(t, dsn, func(conn *sql.Conn) { run(t, conn, "DROP DATABASE "+cfg.DBName) })
}

// sweep drops the databases of processes of this host that have ended.
func sweep(t testing.TB, conn *sql.Conn) {
	t.Helper()
	for _, name := range names(t, conn, "SELECT schema_name FROM information_schema.schemata ORDER BY schema_name") {
		number, ours := strings.CutPrefix(name, ofThisHost())
		pid, err := strconv.Atoi(strings.SplitN(number, "_", 2)[0])
		if ours && err == nil && syscall.Kill(pid, 0) == syscall.ESRCH {
			run(t, conn, "DROP DATABASE IF EXISTS "+name)
		}
	}
}

func ofThisHost() string {
	host, _ := os.Hostname() // without a name all such hosts are one
	return fmt.Sprintf("gandan_test_%08x_", crc32.ChecksumIEEE([]byte(host)))
}

// onServer runs do on one connection of its own, and leaves none behind.
func onServer(t testing.TB, dsn string, do func(conn *sql.Conn)) {
	t.Helper()
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(context.Background())
	if err != nil {
		absent(t, err)
	}
	defer func() { _ = conn.Close() }()
	do(conn)
}

// run gives how many rows the statement changed.
func run(t testing.TB, conn *sql.Conn, statement string) int64 {
	t.Helper()
	result, err := conn.ExecContext(context.Background(), statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	changed, err := result.RowsAffected()
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return changed
}

func names(t testing.TB, conn *sql.Conn, query string) (out []string) {
	t.Helper()
	rows, err := conn.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
