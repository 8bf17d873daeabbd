package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ariga.io/atlas/sql/migrate"
	atlasmysql "ariga.io/atlas/sql/mysql"
	"ariga.io/atlas/sql/schema"
	atlassqlite "ariga.io/atlas/sql/sqlite"
	"entgo.io/ent/dialect"
	"github.com/go-sql-driver/mysql"
)

// migrationTarget is a place for one new database.
type migrationTarget struct{ dialect, dsn string }

// onBothDatabases runs the test against a place for a new database of each kind.
func onBothDatabases(t *testing.T, test func(t *testing.T, at migrationTarget)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, newSQLiteTarget(t)) })
	t.Run("mariadb", func(t *testing.T) { test(t, newMariaDBTarget(t)) })
}

func newSQLiteTarget(t *testing.T) migrationTarget {
	t.Helper()
	return migrationTarget{dialect.SQLite, filepath.Join(t.TempDir(), "gandan.db")}
}

// newMariaDBTarget names a database that does not exist yet; it is dropped after the test.
func newMariaDBTarget(t *testing.T) migrationTarget {
	t.Helper()
	config, err := mysql.ParseDSN(cmp.Or(os.Getenv("GANDAN_TEST_MARIADB"), "root@tcp(127.0.0.1:3306)/"))
	if err != nil {
		t.Fatal("GANDAN_TEST_MARIADB is not a data source name")
	}
	config.DBName = ""
	server, err := connectMySQL(t.Context(), config)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no MariaDB, and CI needs one: %v", err)
		}
		t.Skipf("no MariaDB answers, so this case is not run: %v", err)
	}
	config.DBName = "gandan_mig_" + strings.ToLower(rand.Text())
	t.Cleanup(func() {
		if _, err := server.ExecContext(context.Background(), "DROP DATABASE IF EXISTS `"+config.DBName+"`"); err != nil {
			t.Error(err)
		}
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return migrationTarget{dialect.MySQL, config.FormatDSN()}
}

// open gives a plain connection with foreign keys as the app has them.
func (at migrationTarget) open(t *testing.T) *sql.DB {
	t.Helper()
	driver, dsn := "mysql", at.dsn
	if at.dialect == dialect.SQLite {
		driver, dsn = "sqlite", fileURI(at.dsn, "_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)")
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func mustExec(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// count is the first column of the first row.
func count(t *testing.T, db *sql.DB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := db.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// inspect reads the tables of ours as they really are.
func inspect(t *testing.T, at migrationTarget, db *sql.DB) []*schema.Table {
	t.Helper()
	open := func(db schema.ExecQuerier) (migrate.Driver, error) { return atlasmysql.Open(db) }
	if at.dialect == dialect.SQLite {
		open = func(db schema.ExecQuerier) (migrate.Driver, error) { return atlassqlite.Open(db) }
	}
	drv, err := open(db)
	if err != nil {
		t.Fatal(err)
	}
	found, err := drv.InspectSchema(t.Context(), "", &schema.InspectOptions{Exclude: []string{gooseTable, logTable}})
	if err != nil {
		t.Fatal(err)
	}
	return found.Tables
}

// fill puts rows into every table, whatever its columns are. The n-th row of each table has the same id, so every reference
// is met.
func fill(t *testing.T, at migrationTarget, db *sql.DB, rows int) {
	t.Helper()
	off, on := "SET FOREIGN_KEY_CHECKS = 0", "SET FOREIGN_KEY_CHECKS = 1"
	if at.dialect == dialect.SQLite {
		off, on = "PRAGMA foreign_keys = 0", "PRAGMA foreign_keys = 1"
	}
	mustExec(t, db, off)
	for _, table := range inspect(t, at, db) {
		for n := range rows {
			insert(t, db, table, n+1)
		}
	}
	mustExec(t, db, on)
}

func insert(t *testing.T, db *sql.DB, table *schema.Table, n int) {
	t.Helper()
	var names, marks []string
	var values []any
	for _, column := range table.Columns {
		names, marks = append(names, "`"+column.Name+"`"), append(marks, "?")
		values = append(values, sample(column, n))
	}
	statement := fmt.Sprintf("INSERT INTO `%s` (%s) VALUES (%s)", table.Name, strings.Join(names, ", "), strings.Join(marks, ", "))
	if _, err := db.ExecContext(t.Context(), statement, values...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func sample(column *schema.Column, n int) any {
	switch kind := column.Type.Type.(type) {
	case *schema.BinaryType:
		return fmt.Appendf(nil, "%016d", n)
	case *schema.EnumType:
		return kind.Values[0]
	case *schema.IntegerType, *schema.DecimalType, *schema.FloatType:
		return n
	case *schema.BoolType:
		return n%2 == 1
	case *schema.TimeType:
		return fmt.Sprintf("2026-01-%02d 08:00:00", n)
	case *schema.JSONType:
		return "[]"
	}
	return fmt.Sprintf("%s-%d", column.Name[:1], n)
}

// contents is every row of every table as text, by table and column.
func contents(t *testing.T, at migrationTarget, db *sql.DB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range inspect(t, at, db) {
		for _, column := range table.Columns {
			all[table.Name+"."+column.Name] = columnValues(t, db, table, column.Name)
		}
	}
	return all
}

func columnValues(t *testing.T, db *sql.DB, table *schema.Table, column string) []string {
	t.Helper()
	order := table.PrimaryKey.Parts[0].C.Name
	rows, err := db.QueryContext(t.Context(), fmt.Sprintf("SELECT `%s` FROM `%s` ORDER BY `%s`", column, table.Name, order))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var values []string
	for rows.Next() {
		var value any
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
		values = append(values, fmt.Sprintf("%s", value))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return values
}
