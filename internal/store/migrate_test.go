package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	entschema "entgo.io/ent/dialect/sql/schema"

	"gandan/ent/migrate"
)

func TestAnEmptyDatabaseGetsTheSchemaOfEnt(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, at migrationTarget) {
		if err := Migrate(t.Context(), at.dialect, at.dsn); err != nil {
			t.Fatal(err)
		}
		requireNoDrift(t, at)
		v, err := Version(t.Context(), at.dialect, at.open(t))
		if err != nil || len(v.Pending) > 0 || v.Current != v.Target || v.Current == 0 {
			t.Fatalf("after the migration the version is %+v, %v", v, err)
		}
		if err := Migrate(t.Context(), at.dialect, at.dsn); err != nil {
			t.Fatal("the second start:", err)
		}
	})
}

func TestTheStatusOfADatabaseThatDoesNotExistIsThatAllIsPending(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, at migrationTarget) {
		v, err := MigrationStatus(t.Context(), at.dialect, at.dsn)
		if err != nil || v.Current != 0 || v.Target == 0 || len(v.Pending) == 0 {
			t.Fatalf("status %+v, %v", v, err)
		}
		if _, err := os.Stat(at.dsn); at.dialect == dialect.SQLite && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal("asking for the status made the file")
		}
		if err := Migrate(t.Context(), at.dialect, at.dsn); err != nil {
			t.Fatal(err)
		}
		if v, err = MigrationStatus(t.Context(), at.dialect, at.dsn); err != nil || len(v.Pending) > 0 {
			t.Fatalf("after the migration the status is %+v, %v", v, err)
		}
	})
}

// TestRowsSurviveEachMigration stops at every version there was, fills every table of it and goes on to the newest.
func TestRowsSurviveEachMigration(t *testing.T) {
	for _, name := range []string{dialect.SQLite, dialect.MySQL} {
		all, err := embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, heads := range releasedHeads(all) {
			t.Run(name+"/"+heads.files[len(heads.files)-1].name, func(t *testing.T) {
				at := newSQLiteTarget(t)
				if name == dialect.MySQL {
					at = newMariaDBTarget(t)
				}
				requireRowsSurvive(t, at, heads, all)
			})
		}
	}
}

// releasedHeads are the histories that ended where a call of diff ended: the files of one call share the name given to it.
func releasedHeads(all *migrator) []*migrator {
	var heads []*migrator
	for i := range all.files {
		last := i == len(all.files)-1
		if last || !sameCall(all.files[i].name, all.files[i+1].name) {
			heads = append(heads, &migrator{dialect: all.dialect, folder: all.folder, files: all.files[:i+1]})
		}
	}
	return heads[max(0, len(heads)-2):]
}

// sameCall compares the words before "create", "modify" or "drop", which the statement adds to the name.
func sameCall(a, b string) bool { return callName(a) == callName(b) }

func callName(file string) string {
	_, name, _ := strings.Cut(strings.TrimSuffix(file, ".sql"), "_")
	for _, verb := range []string{"_create_", "_modify_", "_drop_", "_add_"} {
		name, _, _ = strings.Cut(name, verb)
	}
	return name
}

func requireRowsSurvive(t *testing.T, at migrationTarget, old, all *migrator) {
	t.Helper()
	if err := old.up(t.Context(), at.dsn); err != nil {
		t.Fatal(err)
	}
	db := at.open(t)
	fill(t, at, db, 3)
	before := contents(t, at, db)
	if err := all.up(t.Context(), at.dsn); err != nil {
		t.Fatal(err)
	}
	after := contents(t, at, db)
	if len(after) == 0 {
		t.Fatal("there are no tables")
	}
	for column, values := range after {
		if old, kept := before[column]; kept && !slices.Equal(old, values) {
			t.Errorf("%s was %q and is %q", column, old, values)
		}
	}
	requireNoDrift(t, at)
}

// requireNoDrift asks ent what it would change in the live database.
func requireNoDrift(t *testing.T, at migrationTarget) {
	t.Helper()
	var plan bytes.Buffer
	err := migrate.NewSchema(entsql.OpenDB(at.dialect, at.open(t))).
		WriteTo(t.Context(), &plan, entschema.WithDropColumn(true), entschema.WithDropIndex(true))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(plan.String()) {
		if !strings.HasPrefix(line, "BEGIN") && !strings.HasPrefix(line, "COMMIT") {
			t.Errorf("the database differs from ent/schema: %s", line)
		}
	}
}

// TestTheFoldersHoldOnlyForwardTransactions: SQLite would keep half of a file without one, and the way back loses rows.
func TestTheFoldersHoldOnlyForwardTransactions(t *testing.T) {
	for _, name := range []string{dialect.SQLite, dialect.MySQL} {
		folder, err := migrate.Folder(name)
		if err != nil {
			t.Fatal(err)
		}
		names, err := fs.Glob(folder, "*.sql")
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d migrations, %v", name, len(names), err)
		}
		for _, file := range names {
			content, err := fs.ReadFile(folder, file)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{"+goose NO TRANSACTION", "+goose Down"} {
				if strings.Contains(string(content), word) {
					t.Errorf("%s/%s says %q", name, file, word)
				}
			}
		}
	}
}

// history is a made-up folder of migrations.
func history(t *testing.T, name string, files map[string]string) *migrator {
	t.Helper()
	folder := fstest.MapFS{}
	for file, content := range files {
		folder[file] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + content)}
	}
	m, err := newMigrator(name, folder)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
