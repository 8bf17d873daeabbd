package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-sql-driver/mysql"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// openMySQLMigration opens one connection, makes the database when there is none, and waits for its turn.
func openMySQLMigration(ctx context.Context, dsn string) (*migrationSession, error) {
	config, err := migrationConfig(dsn)
	if err != nil {
		return nil, err
	}
	db, err := connectOrCreate(ctx, config)
	if err != nil {
		return nil, err
	}
	lock := namedLock(config.DBName)
	if err := lock.take(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	records, err := database.NewStore(database.DialectMySQL, gooseTable)
	return &migrationSession{
		db:         db,
		records:    records,
		options:    []goose.ProviderOption{goose.WithSessionLocker(lock)},
		tookEffect: tookEffectBefore,
		close:      db.Close, // the server frees the lock of a session that ends
	}, err
}

// migrationConfig bounds what the driver leaves unbounded: the dial, and the wait for a table that a long transaction of an
// older process still uses, during which everyone else would queue behind the migration. A statement itself may take long.
func migrationConfig(dsn string) (*mysql.Config, error) {
	config, err := mysql.ParseDSN(dsn)
	if err != nil || config.DBName == "" {
		// The driver's own words could repeat a part of the password.
		return nil, errors.New("the address of the database is not valid: it should look like user:password@tcp(host:3306)/gandan")
	}
	config.Timeout, config.ReadTimeout, config.WriteTimeout = connectWithin, 0, 0
	config.Logger = &mysql.NopLogger{}
	if config.Params == nil {
		config.Params = map[string]string{}
	}
	config.Params["lock_wait_timeout"] = "30"
	return config, nil
}

func connectOrCreate(ctx context.Context, config *mysql.Config) (*sql.DB, error) {
	db, err := connectMySQL(ctx, config)
	if unknownDatabase(err) {
		if err := createDatabase(ctx, config); err != nil {
			return nil, explainMySQL(config, err)
		}
		db, err = connectMySQL(ctx, config)
	}
	return db, explainMySQL(config, err)
}

func openMySQLReadOnly(ctx context.Context, dsn string) (*sql.DB, error) {
	config, err := migrationConfig(dsn)
	if err != nil {
		return nil, err
	}
	db, err := connectMySQL(ctx, config)
	if unknownDatabase(err) {
		return nil, errNoDatabase
	}
	return db, explainMySQL(config, err)
}

func unknownDatabase(err error) bool {
	var refused *mysql.MySQLError
	return errors.As(err, &refused) && refused.Number == 1049
}

// connectMySQL opens a pool of one connection, so that the lock and the statements share a session.
func connectMySQL(ctx context.Context, config *mysql.Config) (*sql.DB, error) {
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	ctx, cancel := context.WithTimeout(ctx, connectWithin)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// createDatabase compares text byte for byte, as SQLite does; whatever is searched has a folded column.
func createDatabase(ctx context.Context, config *mysql.Config) error {
	server := config.Clone()
	server.DBName = ""
	db, err := connectMySQL(ctx, server)
	if err != nil {
		return err
	}
	name := strings.ReplaceAll(config.DBName, "`", "``")
	_, err = db.ExecContext(ctx, "CREATE DATABASE IF NOT EXISTS `"+name+"` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin") //nolint:gosec // a name cannot be a parameter, and it is quoted
	return errors.Join(err, db.Close())
}

// explainMySQL says in plain words what a person can mend, without the password.
func explainMySQL(config *mysql.Config, err error) error {
	var refused *mysql.MySQLError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("the database at %s does not answer within %s", config.Addr, connectWithin)
	case !errors.As(err, &refused):
		return fmt.Errorf("the database at %s cannot be reached: %w", config.Addr, err)
	case refused.Number == 1045 || refused.Number == 1698:
		return fmt.Errorf("the database at %s refuses the user %q or the password", config.Addr, config.User)
	case refused.Number == 1044:
		return fmt.Errorf("the user %q may not use or make the database %q at %s", config.User, config.DBName, config.Addr)
	}
	return fmt.Errorf("the database at %s: %w", config.Addr, err)
}

// mysqlLock is a lock of the server, held by a session; a session may take it more than once.
type mysqlLock string

// namedLock is one lock for each database of a server. Names longer than 64 characters are refused, hence the checksum.
func namedLock(database string) mysqlLock {
	sum := sha256.Sum256([]byte(database))
	return mysqlLock("gandan_migrate_" + hex.EncodeToString(sum[:12]))
}

func (l mysqlLock) take(ctx context.Context, db querier) error {
	var got sql.NullInt64
	err := db.QueryRowContext(ctx, "SELECT GET_LOCK(?, ?)", string(l), int(lockWithin.Seconds())).Scan(&got)
	switch {
	case err != nil:
		return fmt.Errorf("waiting for the turn to migrate: %w", err)
	case got.Int64 != 1:
		return fmt.Errorf("another process has been migrating the database for %s: try again when it is done", lockWithin)
	}
	return nil
}

// SessionLock makes sure that the session that migrates is the one that has the lock, also after a lost connection.
func (l mysqlLock) SessionLock(ctx context.Context, conn *sql.Conn) error { return l.take(ctx, conn) }

// SessionUnlock gives back what SessionLock took.
func (l mysqlLock) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "DO RELEASE_LOCK(?)", string(l))
	return err
}

// tookEffectBefore recognises that the table, column, index or constraint is there, or gone, already.
func tookEffectBefore(err error) bool {
	var refused *mysql.MySQLError
	return errors.As(err, &refused) &&
		slices.Contains([]uint16{1050, 1051, 1060, 1061, 1091, 1826}, refused.Number)
}
