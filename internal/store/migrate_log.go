package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
)

// gooseTable holds the versions applied, logTable the files begun with the checksum that each had.
const (
	gooseTable = "goose_db_version"
	logTable   = "gandan_migrations"
)

// A migrationFile is one step of the history of the schema.
type migrationFile struct {
	version int64
	name    string
	sum     string
}

func readMigrations(folder fs.FS) ([]migrationFile, error) {
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return nil, err
	}
	files := make([]migrationFile, 0, len(names))
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return nil, fmt.Errorf("reading migrations: %w", err)
		}
		content, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("reading migrations: %w", err)
		}
		sum := sha256.Sum256(content)
		files = append(files, migrationFile{version: version, name: name, sum: hex.EncodeToString(sum[:])})
	}
	slices.SortFunc(files, func(a, b migrationFile) int { return cmp.Compare(a.version, b.version) })
	return files, nil
}

func prepareMigrationLog(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS "+logTable+" (version BIGINT NOT NULL PRIMARY KEY, checksum VARCHAR(64) NOT NULL)")
	if err != nil {
		return fmt.Errorf("preparing the migration: %w", err)
	}
	return nil
}

// beginMigration notes that the file is begun and tells whether this very file was begun before.
func beginMigration(ctx context.Context, db *sql.DB, file migrationFile) (before bool, err error) {
	var sum string
	err = db.QueryRowContext(ctx, "SELECT checksum FROM "+logTable+" WHERE version = ?", file.version).Scan(&sum)
	switch {
	case err == nil && sum == file.sum:
		return true, nil
	case err == nil:
		_, err = db.ExecContext(ctx, "UPDATE "+logTable+" SET checksum = ? WHERE version = ?", file.sum, file.version)
	case errors.Is(err, sql.ErrNoRows):
		_, err = db.ExecContext(ctx, "INSERT INTO "+logTable+" (version, checksum) VALUES (?, ?)", file.version, file.sum)
	}
	return false, err
}
