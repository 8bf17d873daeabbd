package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	atlas "ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"

	"gandan/ent/migrate"
)

// A kind is one folder of migrations and the empty database that it is replayed on.
type kind struct {
	folder  string
	dialect string
	scratch func(context.Context) (*entsql.Driver, func() error, error)
	perFile int // changes a file may hold; 0 is any number
}

// A file for MariaDB holds one change, since its DDL commits by itself: a run that is killed then leaves whole files.
var kinds = []kind{
	{folder: "sqlite", dialect: dialect.SQLite, scratch: scratchSQLite},
	{folder: "mysql", dialect: dialect.MySQL, scratch: scratchMariaDB, perFile: 1},
}

// writeNext adds the next migration to the folder and names the files that it wrote: none when nothing changed.
func writeNext(ctx context.Context, kind kind, folder, name string, now time.Time) ([]string, error) {
	before, err := sqlFiles(folder)
	if err != nil {
		return nil, err
	}
	err = diff(ctx, kind, folder, name, forwardOnly{name: name, first: nextVersion(before, now), perFile: kind.perFile})
	if err != nil && !errors.Is(err, atlas.ErrNoPlan) {
		return nil, err
	}
	after, err := sqlFiles(folder)
	return slices.DeleteFunc(after, func(f string) bool { return slices.Contains(before, f) }), err
}

// diff replays the folder on an empty database and writes what the ent schema has beyond it. It answers atlas.ErrNoPlan
// when they agree, and an error when a file was edited after atlas.sum was written.
func diff(ctx context.Context, kind kind, folder, name string, format atlas.Formatter) (err error) {
	drv, drop, err := kind.scratch(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, drop()) }()
	dir, err := sqltool.NewGooseDir(folder)
	if err != nil {
		return err
	}
	planner, err := schema.NewMigrate(drv, schema.WithDir(dir), schema.WithMigrationMode(schema.ModeReplay),
		schema.WithDialect(kind.dialect), schema.WithFormatter(format), schema.WithDropColumn(true),
		schema.WithDropIndex(true), schema.WithErrNoPlan(true))
	if err != nil {
		return err
	}
	return planner.NamedDiff(ctx, name, migrate.Tables...)
}

func sqlFiles(folder string) ([]string, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.sql"))
	for i := range paths {
		paths[i] = filepath.Base(paths[i])
	}
	return paths, err
}
