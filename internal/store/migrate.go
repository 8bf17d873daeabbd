package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"gandan/ent/migrate"
)

// What Migrate and Version refuse, for errors.Is.
var (
	// ErrNewerSchema means that a newer gandan migrated the database.
	ErrNewerSchema = errors.New("the database is newer than this gandan: start the newer one, or restore a backup made before it")
	// ErrOtherHistory means that the migrations applied are not those in this binary.
	ErrOtherHistory = errors.New("the database was migrated by another build of gandan")
	// ErrNotOurs means that the database holds tables of something else.
	ErrNotOurs = errors.New("the database holds tables of something else: give gandan a database of its own")
)

const (
	connectWithin = 10 * time.Second // an unreachable server is said to be so after this
	lockWithin    = 2 * time.Minute  // how long to wait for another process that migrates
)

// Migrate brings the database up to the schema of this binary. Several processes may start together: one migrates while the
// others wait. The DSN is one of github.com/go-sql-driver/mysql for dialect.MySQL,
// whose database is made when the server allows it, and the path of a file for dialect.SQLite.
//
// A file is applied whole or not at all. On MySQL, where DDL commits by itself, an interrupted run is taken up again.
func Migrate(ctx context.Context, name, dsn string) error {
	m, err := embedded(name)
	if err != nil {
		return err
	}
	return m.up(ctx, dsn)
}

// MigrateThrough brings a database as far as an older program did: to the newest migration whose name holds the word. It is where
// tests of upgrades begin.
func MigrateThrough(ctx context.Context, name, dsn, word string) error {
	m, err := embedded(name)
	if err != nil {
		return err
	}
	for i := len(m.files); i > 0; i-- {
		if strings.Contains(m.files[i-1].name, word) {
			m.files = m.files[:i]
			return m.up(ctx, dsn)
		}
	}
	return fmt.Errorf("no migration for the dialect %s is called %s", name, word)
}

// A migrator applies the files of one folder to databases of one dialect.
type migrator struct {
	dialect string
	folder  fs.FS
	files   []migrationFile
}

func embedded(name string) (*migrator, error) {
	folder, err := migrate.Folder(name)
	if err != nil {
		return nil, err
	}
	return newMigrator(name, folder)
}

func newMigrator(name string, folder fs.FS) (*migrator, error) {
	files, err := readMigrations(folder)
	return &migrator{dialect: name, folder: folder, files: files}, err
}

// A migrationSession is the one connection that migrates, and what differs between the databases.
type migrationSession struct {
	db         *sql.DB
	records    database.Store         // where goose keeps the applied versions
	options    []goose.ProviderOption // the lock, when it belongs to the connection
	tookEffect func(error) bool       // whether a statement failed because it had been carried out before
	close      func() error           // also gives the next process its turn
}

func (m *migrator) open(ctx context.Context, dsn string) (*migrationSession, error) {
	if m.dialect == dialect.MySQL {
		return openMySQLMigration(ctx, dsn)
	}
	return openSQLiteMigration(ctx, dsn)
}

// up connects, waits for its turn and applies what is pending.
func (m *migrator) up(ctx context.Context, dsn string) (err error) {
	s, err := m.open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	pending, err := m.pending(ctx, s.db)
	if err != nil || len(pending) == 0 {
		return err
	}
	if err := prepareMigrationLog(ctx, s.db); err != nil {
		return err
	}
	for _, file := range pending {
		if err := m.apply(ctx, s, file); err != nil {
			return fmt.Errorf("applying migration %s: %w", file.name, err)
		}
	}
	return nil
}

// apply writes down that it begins the file before it does, so that the next run can tell a statement that an interrupted
// run carried out from one that clashes with the database.
func (m *migrator) apply(ctx context.Context, s *migrationSession, file migrationFile) error {
	begunBefore, err := beginMigration(ctx, s.db, file)
	if err != nil {
		return err
	}
	options := append([]goose.ProviderOption{goose.WithStore(s.records), goose.WithDisableGlobalRegistry(true)}, s.options...)
	provider, err := goose.NewProvider(goose.DialectCustom, s.db, m.folder, options...)
	if err != nil {
		return err
	}
	_, err = provider.ApplyVersion(ctx, file.version, true)
	if begunBefore && s.tookEffect(err) {
		return s.records.Insert(ctx, s.db, database.InsertRequest{Version: file.version})
	}
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		return partial.Err // without goose's words, which name the version once more
	}
	return err
}
