package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"entgo.io/ent/dialect"
)

// querier is what *sql.DB, *sql.Conn and *sql.Tx share.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Versions says where the schema of a database stands against this binary.
type Versions struct {
	Current int64    // the newest migration applied; 0 for an empty database
	Target  int64    // the newest migration of this binary
	Pending []string // the files still to be applied, oldest first
}

// Version reads where the schema of an open database stands. It changes nothing and is cheap enough for a readiness check.
// A database that this binary must not use is answered with ErrNewerSchema, ErrOtherHistory or ErrNotOurs.
func Version(ctx context.Context, name string, db *sql.DB) (Versions, error) {
	m, err := embedded(name)
	if err != nil {
		return Versions{}, err
	}
	return m.version(ctx, db)
}

// MigrationStatus is Version for a database that is not open. It makes nothing: one that does not exist has all files pending.
func MigrationStatus(ctx context.Context, name, dsn string) (v Versions, err error) {
	m, err := embedded(name)
	if err != nil {
		return Versions{}, err
	}
	open := openSQLiteReadOnly
	if name == dialect.MySQL {
		open = openMySQLReadOnly
	}
	db, err := open(ctx, dsn)
	if errors.Is(err, errNoDatabase) {
		return m.versions(nil), nil
	}
	if err != nil {
		return Versions{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return m.version(ctx, db)
}

var errNoDatabase = errors.New("there is no database yet")

func (m *migrator) version(ctx context.Context, db querier) (Versions, error) {
	applied, err := m.applied(ctx, db)
	if err != nil {
		return Versions{}, err
	}
	v := m.versions(applied)
	return v, m.compare(applied, v)
}

func (m *migrator) versions(applied map[int64]string) Versions {
	v := Versions{}
	for version := range applied {
		v.Current = max(v.Current, version)
	}
	for _, file := range m.files {
		v.Target = file.version
		if _, done := applied[file.version]; !done {
			v.Pending = append(v.Pending, file.name)
		}
	}
	return v
}

func (m *migrator) pending(ctx context.Context, db querier) ([]migrationFile, error) {
	v, err := m.version(ctx, db)
	return slices.DeleteFunc(slices.Clone(m.files), func(f migrationFile) bool {
		return !slices.Contains(v.Pending, f.name)
	}), err
}

// compare refuses a history that is not a beginning of ours.
func (m *migrator) compare(applied map[int64]string, v Versions) error {
	if v.Current > v.Target {
		return fmt.Errorf("%w (it is at version %d, this one knows %d)", ErrNewerSchema, v.Current, v.Target)
	}
	known := 0
	for _, file := range m.files {
		sum, done := applied[file.version]
		switch {
		case !done && file.version < v.Current:
			return fmt.Errorf("%w: %s is missing from it", ErrOtherHistory, file.name)
		case done && sum != "" && sum != file.sum:
			return fmt.Errorf("%w: %s was changed after it was applied", ErrOtherHistory, file.name)
		case done:
			known++
		}
	}
	if known < len(applied) {
		return fmt.Errorf("%w: it has %d migrations that this one lacks", ErrOtherHistory, len(applied)-known)
	}
	return nil
}

// applied reads the versions applied, each with the checksum of its file.
func (m *migrator) applied(ctx context.Context, db querier) (map[int64]string, error) {
	ours, others, err := m.countTables(ctx, db)
	if err != nil {
		return nil, fmt.Errorf("reading the version of the schema: %w", err)
	}
	switch {
	case ours < 2 && others > 0:
		return nil, ErrNotOurs
	case ours < 2:
		return map[int64]string{}, nil
	}
	applied, err := readApplied(ctx, db)
	if err != nil {
		return nil, fmt.Errorf("reading the version of the schema: %w", err)
	}
	return applied, nil
}

func readApplied(ctx context.Context, db querier) (_ map[int64]string, err error) {
	rows, err := db.QueryContext(ctx, "SELECT v.version_id, COALESCE(l.checksum, '') FROM "+gooseTable+" v LEFT JOIN "+logTable+
		" l ON l.version = v.version_id WHERE v.is_applied AND v.version_id > 0")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	applied := map[int64]string{}
	for rows.Next() {
		var version int64
		var sum string
		if err := rows.Scan(&version, &sum); err != nil {
			return nil, err
		}
		applied[version] = sum
	}
	return applied, rows.Err()
}

// countTables tells the two tables of the migrations from all others.
func (m *migrator) countTables(ctx context.Context, db querier) (ours, others int, err error) {
	query := "SELECT COUNT(CASE WHEN name IN (?, ?) THEN 1 END), COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	if m.dialect == dialect.MySQL {
		query = "SELECT COUNT(CASE WHEN table_name IN (?, ?) THEN 1 END), COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
	}
	err = db.QueryRowContext(ctx, query, gooseTable, logTable).Scan(&ours, &others)
	return ours, others - ours, err
}
