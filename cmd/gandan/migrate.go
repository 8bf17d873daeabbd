package main

import (
	"context"
	"errors"
	"fmt"

	"entgo.io/ent/dialect"

	"gandan/internal/config"
	"gandan/internal/store"
)

type migrateCmd struct {
	Up     migrateUpCmd     `cmd:"" default:"withargs" help:"Bring the database up to date, as serve does at start."`
	Status migrateStatusCmd `cmd:"" help:"Say what serve would do, and change nothing."`
}

type migrateUpCmd struct {
	config.Database
}

// Run migrates and says so.
func (c *migrateUpCmd) Run(ctx context.Context) (err error) {
	s, err := store.Open(ctx, c.DB, c.Data, store.WallClock{}, &store.RandomIDs{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	_, err = fmt.Println("the database is up to date")
	return err
}

type migrateStatusCmd struct {
	config.Database
}

// Run prints the versions and what is pending.
func (c *migrateStatusCmd) Run(ctx context.Context) error {
	kind, dsn := where(c.Database)
	v, err := store.MigrationStatus(ctx, kind, dsn)
	if err != nil {
		return err
	}
	fmt.Printf("at version %d of %d\n", v.Current, v.Target)
	for _, name := range v.Pending {
		fmt.Println("pending:", name)
	}
	return nil
}

// where is the kind of the database and how to reach it.
func where(c config.Database) (kind, dsn string) {
	if c.DB != "" {
		return dialect.MySQL, c.DB
	}
	return dialect.SQLite, store.SQLiteFile(c.Data)
}
