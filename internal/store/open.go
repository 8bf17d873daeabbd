package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"entgo.io/ent/dialect"
	"github.com/go-sql-driver/mysql"
	_ "modernc.org/sqlite" // registers the driver "sqlite", which needs no C compiler
)

// Sizes of the pools. SQLite has one writer by nature; a queue in the process is fairer than its busy timeout.
const (
	sqliteReaders = 8
	mysqlConns    = 32
	connLifetime  = 5 * time.Minute
	dialTimeout   = 5 * time.Second
)

// SQLiteFile is where the database of a data folder lies.
func SQLiteFile(dataFolder string) string { return filepath.Join(dataFolder, "gandan.db") }

func (s *Store) openSQLite(ctx context.Context, _, dataFolder string) error {
	if err := os.MkdirAll(dataFolder, 0o700); err != nil {
		return fmt.Errorf("the data folder %s cannot be made: %w", dataFolder, errors.Unwrap(err))
	}
	file := SQLiteFile(dataFolder)
	if err := Migrate(ctx, dialect.SQLite, file); err != nil {
		return err
	}
	s.dialect = dialect.SQLite
	var err error
	if s.write, err = sql.Open("sqlite", sqliteDSN(file, "_txlock", "immediate")); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", sqliteDSN(file, "_pragma", "query_only(1)")); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(sqliteReaders)
	s.read.SetMaxIdleConns(sqliteReaders)
	return s.checkPragmas(ctx)
}

// sqliteDSN adds one parameter to those of every connection. It keeps instants as whole microseconds in UTC: as text their order depends on the driver.
func sqliteDSN(file, name, value string) string {
	q := url.Values{
		"_pragma":    {"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "busy_timeout(5000)"},
		"_inttotime": {"1"}, "_time_integer_format": {"unix_micro"}, "_timezone": {"UTC"},
	}
	q.Add(name, value)
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
}

// checkPragmas makes sure that durability and foreign keys are really on: a wrong DSN would lose writes silently.
func (s *Store) checkPragmas(ctx context.Context) error {
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		var got string
		if err := s.write.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil {
			return fmt.Errorf("asking SQLite for %s: %w", pragma, err)
		}
		if got != want {
			return fmt.Errorf("store: SQLite has %s = %s, not %s", pragma, got, want)
		}
	}
	return nil
}

func (s *Store) openMySQL(ctx context.Context, dsn, _ string) error {
	cfg, err := mysqlConfig(dsn)
	if err != nil {
		return err
	}
	if err := Migrate(ctx, dialect.MySQL, cfg.FormatDSN()); err != nil {
		return err
	}
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return fmt.Errorf("the address of the database is not understood: %w", err)
	}
	s.dialect = dialect.MySQL
	s.read = sql.OpenDB(connector)
	s.read.SetMaxOpenConns(mysqlConns)
	s.read.SetMaxIdleConns(mysqlConns)
	s.read.SetConnMaxLifetime(connLifetime)
	s.write = s.read
	// REPEATABLE READ answers from an old snapshot and loses updates silently on servers before 11.6.2.
	s.txOptions = &sql.TxOptions{Isolation: sql.LevelReadCommitted}
	return nil
}

// mysqlConfig sets what the system relies on, whatever the DSN says: UTC, found rows (an update that changes nothing still
// counts, as on SQLite), strict mode.
func mysqlConfig(dsn string) (*mysql.Config, error) {
	cfg, err := mysql.ParseDSN(dsn)
	if err != nil {
		return nil, errors.New("the address of the database is not understood: it looks like user:password@tcp(host:3306)/gandan")
	}
	if cfg.DBName == "" {
		return nil, errors.New("the address of the database names no database: it looks like user:password@tcp(host:3306)/gandan")
	}
	cfg.ParseTime, cfg.Loc, cfg.ClientFoundRows, cfg.InterpolateParams = true, time.UTC, true, true
	cfg.Collation = "utf8mb4_bin"
	if cfg.Timeout == 0 {
		cfg.Timeout = dialTimeout
	}
	if cfg.Params == nil {
		cfg.Params = map[string]string{}
	}
	cfg.Params["time_zone"] = "'+00:00'"
	cfg.Params["sql_mode"] = "'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,ONLY_FULL_GROUP_BY'"
	return cfg, nil
}
