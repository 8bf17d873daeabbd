package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/go-sql-driver/mysql"
	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// scratchSQLite opens an empty database in a folder of its own; the function it returns closes and removes it.
func scratchSQLite(context.Context) (*entsql.Driver, func() error, error) {
	folder, err := os.MkdirTemp("", "gandan-diff-")
	if err != nil {
		return nil, nil, err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "scratch.db")+"?_pragma=foreign_keys(1)")
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(folder))
	}
	db.SetMaxOpenConns(1)
	drop := func() error { return errors.Join(db.Close(), os.RemoveAll(folder)) }
	return entsql.OpenDB(dialect.SQLite, db), drop, nil
}

// scratchMariaDB makes an empty database with a name of its own; the function it returns drops it.
func scratchMariaDB(ctx context.Context) (*entsql.Driver, func() error, error) {
	config, err := mysql.ParseDSN(cmp.Or(os.Getenv("GANDAN_TEST_MARIADB"), "root@tcp(127.0.0.1:3306)/"))
	if err != nil {
		return nil, nil, errors.New("GANDAN_TEST_MARIADB is not a data source name")
	}
	config.DBName = ""
	server, err := open(config)
	if err != nil {
		return nil, nil, err
	}
	name := "gandan_mig_" + rand.Text()
	create := fmt.Sprintf("CREATE DATABASE `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", name)
	if _, err := server.ExecContext(ctx, create); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("making an empty database: %w", err), server.Close())
	}
	config.DBName, config.ParseTime = name, true
	db, err := open(config)
	drop := func() error {
		_, dropErr := server.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf("DROP DATABASE `%s`", name))
		return errors.Join(db.Close(), dropErr, server.Close())
	}
	return entsql.OpenDB(dialect.MySQL, db), drop, err
}

func open(config *mysql.Config) (*sql.DB, error) {
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}
