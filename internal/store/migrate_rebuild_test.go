package store

import (
	"strings"
	"testing"

	"github.com/pressly/goose/v3"
)

// parentAndChildren and rebuildParent are what atlas writes for SQLite, in small.
const (
	parentAndChildren = `
CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE kept (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents (id) ON DELETE SET NULL);
CREATE TABLE owned (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents (id) ON DELETE CASCADE);
INSERT INTO parents VALUES (1, 'one'), (2, 'two');
INSERT INTO kept VALUES (1, 1), (2, 2);
INSERT INTO owned VALUES (1, 1), (2, 2);
`
	rebuildParent = `
PRAGMA foreign_keys = off;
CREATE TABLE new_parents (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
INSERT INTO new_parents (id, name) SELECT id, name FROM parents;
DROP TABLE parents;
ALTER TABLE new_parents RENAME TO parents;
PRAGMA foreign_keys = on;
`
	countReferences = "SELECT (SELECT COUNT(parent_id) FROM kept) + (SELECT COUNT(parent_id) FROM owned)"
)

// TestATableMadeAnewLosesReferencesOnAConnectionOfTheApp shows why the runner has a connection of its own. When this fails,
// SQLite or goose has changed and openSQLiteMigration may become simpler.
func TestATableMadeAnewLosesReferencesOnAConnectionOfTheApp(t *testing.T) {
	at := newSQLiteTarget(t)
	db := at.open(t)
	m := history(t, at.dialect, map[string]string{"1_start.sql": parentAndChildren, "2_rebuild.sql": rebuildParent})
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, m.folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, countReferences); n != 0 {
		t.Fatalf("%d references survived", n)
	}
}

func TestATableMadeAnewKeepsEveryReference(t *testing.T) {
	at := newSQLiteTarget(t)
	m := history(t, at.dialect, map[string]string{"1_start.sql": parentAndChildren, "2_rebuild.sql": rebuildParent})
	if err := m.up(t.Context(), at.dsn); err != nil {
		t.Fatal(err)
	}
	db := at.open(t)
	if n := count(t, db, countReferences); n != 4 {
		t.Fatalf("%d of 4 references survived", n)
	}
	if _, err := db.ExecContext(t.Context(), "INSERT INTO kept VALUES (3, 99)"); err == nil {
		t.Fatal("the rebuilt table no longer guards references to it")
	}
}

func TestAMigrationThatBreaksAReferenceIsUndoneWhole(t *testing.T) {
	at := newSQLiteTarget(t)
	start := map[string]string{"1_start.sql": parentAndChildren}
	if err := history(t, at.dialect, start).up(t.Context(), at.dsn); err != nil {
		t.Fatal(err)
	}
	start["2_careless.sql"] = "CREATE TABLE more (id INTEGER);\nDELETE FROM parents WHERE id = 2;\n"
	err := history(t, at.dialect, start).up(t.Context(), at.dsn)
	if err == nil || !strings.Contains(err.Error(), "1 rows of kept pointing to rows of parents") {
		t.Fatal("got", err)
	}
	db := at.open(t)
	if n := count(t, db, "SELECT COUNT(*) FROM parents"); n != 2 {
		t.Fatalf("%d of 2 parents are left", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'more'"); n != 0 {
		t.Fatal("half of the migration stayed")
	}
	start["2_careless.sql"] = "CREATE TABLE more (id INTEGER);\n"
	if err := history(t, at.dialect, start).up(t.Context(), at.dsn); err != nil {
		t.Fatal("the mended migration:", err)
	}
}
