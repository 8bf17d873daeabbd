package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3/database"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// openSQLiteMigration opens a connection of its own with foreign keys off: SQLite changes a table by making it anew, and
// dropping the old one would carry out ON DELETE on the rows that point to it. Switching them off inside a migration is too
// late, since the pragma does nothing in a transaction.
func openSQLiteMigration(ctx context.Context, dsn string) (*migrationSession, error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return nil, err
	}
	if err := makeDatabaseFile(path); err != nil {
		return nil, err
	}
	unlock, err := lockFile(ctx, path)
	if err != nil {
		return nil, err
	}
	db, err := openForMigration(ctx, path)
	if err != nil {
		return nil, errors.Join(err, unlock())
	}
	records, err := database.NewStore(database.DialectSQLite3, gooseTable)
	return &migrationSession{
		db:         db,
		records:    checkedRecords{records},
		tookEffect: func(error) bool { return false }, // DDL is part of the transaction
		close:      func() error { return errors.Join(db.Close(), unlock()) },
	}, err
}

func openForMigration(ctx context.Context, path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", fileURI(path, "_pragma=busy_timeout(10000)&_pragma=foreign_keys(0)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate"))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, explainSQLite(err)), db.Close())
	}
	return db, nil
}

func openSQLiteReadOnly(ctx context.Context, dsn string) (*sql.DB, error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, errNoDatabase
	}
	db, err := sql.Open("sqlite", fileURI(path, "mode=ro&_pragma=busy_timeout(10000)"))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, explainSQLite(err)), db.Close())
	}
	return db, nil
}

// sqlitePath accepts a path or a file: URI and refuses a database in memory, which no second connection could see.
func sqlitePath(dsn string) (string, error) {
	path, _, _ := strings.Cut(strings.TrimPrefix(dsn, "file:"), "?")
	if path == "" || strings.Contains(dsn, ":memory:") || strings.Contains(dsn, "mode=memory") {
		return "", errors.New("a SQLite database must be a file")
	}
	if !strings.HasPrefix(dsn, "file:") {
		return dsn, nil
	}
	plain, err := url.PathUnescape(path)
	if err != nil {
		return "", fmt.Errorf("the path of the database is not valid: %w", err)
	}
	return plain, nil
}

// fileURI quotes what would end the path early, such as a question mark.
func fileURI(path, query string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query
}

// makeDatabaseFile has the operating system say what is wrong with the place, which it says better than SQLite does, and
// keeps others on the machine from reading the database.
func makeDatabaseFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	return f.Close()
}

// lockFile waits for its turn among processes: it holds the write lock of an empty database beside the real one, which the
// operating system gives back when the process ends, however it ends.
func lockFile(ctx context.Context, path string) (unlock func() error, err error) {
	timeout := fmt.Sprintf("_pragma=busy_timeout(%d)&_txlock=immediate", lockWithin.Milliseconds())
	db, err := sql.Open("sqlite", fileURI(path+".lock", timeout))
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", path, explainSQLite(err)), db.Close())
	}
	return func() error { return errors.Join(tx.Rollback(), db.Close()) }, nil
}

// explainSQLite says in plain words what a person can mend.
func explainSQLite(err error) error {
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return err
	}
	switch lite.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("another process holds it: %w", err)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("this is no SQLite database, or a damaged one: %w", err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("the file or its folder cannot be written: %w", err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full: %w", err)
	}
	return err
}

// checkedRecords refuses to record a version whose migration left a row pointing nowhere. Recording is the last statement
// of the migration's transaction, so the whole migration is undone.
type checkedRecords struct{ database.Store }

// Insert records the version.
func (r checkedRecords) Insert(ctx context.Context, db database.DBTxConn, req database.InsertRequest) error {
	if err := checkForeignKeys(ctx, db); err != nil {
		return err
	}
	return r.Store.Insert(ctx, db, req)
}

func checkForeignKeys(ctx context.Context, db database.DBTxConn) error {
	var table, parent string
	var broken int
	err := db.QueryRowContext(ctx, `SELECT "table", "parent", COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1`).
		Scan(&table, &parent, &broken)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("checking foreign keys: %w", err)
	}
	return fmt.Errorf("it would leave %d rows of %s pointing to rows of %s that do not exist", broken, table, parent)
}
