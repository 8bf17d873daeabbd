package main

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	atlas "ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect/sql/schema"

	"gandan/ent/migrate"
)

// checkout copies the embedded migrations to a folder of the test's own.
func checkout(t *testing.T, kind kind) string {
	t.Helper()
	embedded, err := migrate.Folder(kind.dialect)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), kind.folder)
	if err := os.CopyFS(folder, embedded); err != nil {
		t.Fatal(err)
	}
	return folder
}

func needMariaDB(t *testing.T, kind kind) {
	t.Helper()
	if kind.folder != "mysql" {
		return
	}
	drv, drop, err := kind.scratch(t.Context())
	if err == nil {
		err = errors.Join(drv.DB().PingContext(t.Context()), drop())
	}
	var unreachable net.Error
	if os.Getenv("CI") != "true" && errors.As(err, &unreachable) {
		t.Skipf("no MariaDB answers, so this case is not run: %v", err)
	}
	if err != nil {
		t.Fatalf("this case needs a MariaDB: %v", err)
	}
}

func onEachKind(t *testing.T, test func(t *testing.T, kind kind)) {
	t.Helper()
	for _, kind := range kinds {
		t.Run(kind.folder, func(t *testing.T) {
			needMariaDB(t, kind)
			test(t, kind)
		})
	}
}

func TestTheFoldersHoldWhatTheSchemaSays(t *testing.T) {
	onEachKind(t, func(t *testing.T, kind kind) {
		folder := checkout(t, kind)
		err := diff(t.Context(), kind, folder, "drift", forwardOnly{name: "drift", first: time.Now()})
		if errors.Is(err, atlas.ErrNoPlan) {
			return
		}
		t.Errorf("ent/schema and ent/migrate/%s differ (run go run ./ent/migrate/diff NAME): %v%s", kind.folder, err, added(t, kind, folder))
	})
}

// added is what the difference would be.
func added(t *testing.T, kind kind, folder string) string {
	t.Helper()
	embedded, err := migrate.Folder(kind.dialect)
	if err != nil {
		t.Fatal(err)
	}
	names, err := sqlFiles(folder)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, name := range names {
		if _, err := fs.Stat(embedded, name); err == nil {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString("\n" + string(content))
	}
	return text.String()
}

func TestNoFileWasEditedAfterItWasWritten(t *testing.T) {
	for _, kind := range kinds {
		folder := checkout(t, kind)
		dir, err := sqltool.NewGooseDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		if err := atlas.Validate(dir); err != nil {
			t.Errorf("ent/migrate/%s: %v", kind.folder, err)
		}
		appendTo(t, filepath.Join(folder, first(t, folder)), "\n-- edited\n")
		if err := atlas.Validate(dir); !errors.Is(err, atlas.ErrChecksumMismatch) {
			t.Errorf("ent/migrate/%s: an edit was not noticed: %v", kind.folder, err)
		}
	}
}

func first(t *testing.T, folder string) string {
	t.Helper()
	names, err := sqlFiles(folder)
	if err != nil || len(names) == 0 {
		t.Fatalf("%d migrations, %v", len(names), err)
	}
	return names[0]
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(content, text...), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestEveryFileForMariaDBHoldsOneStatement: DDL commits by itself there, so a second statement could be left out.
func TestEveryFileForMariaDBHoldsOneStatement(t *testing.T) {
	dir, err := sqltool.NewGooseDir(checkout(t, kinds[1]))
	if err != nil {
		t.Fatal(err)
	}
	files, err := dir.Files()
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		if statements, err := file.Stmts(); err != nil || len(statements) != 1 {
			t.Errorf("%s holds %d statements, %v", file.Name(), len(statements), err)
		}
	}
}

// TestTheMariaDBFolderIsPortable keeps out what MySQL or TiDB read otherwise or not at all.
func TestTheMariaDBFolderIsPortable(t *testing.T) {
	folder := checkout(t, kinds[1])
	names, err := sqlFiles(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{" uuid ", " inet6 ", "uca1400", " DESC", "IF NOT EXISTS", "RETURNING", "CHECK ("} {
			if strings.Contains(string(content), word) {
				t.Errorf("%s says %q", name, word)
			}
		}
	}
}

// TestNoReferenceIsUniqueByAccident: ent makes a reference of a type to itself unique when it has no edge back, so that a
// unit could have one child only.
func TestNoReferenceIsUniqueByAccident(t *testing.T) {
	for _, table := range migrate.Tables {
		for _, key := range table.ForeignKeys {
			if column := key.Columns[0]; column.Unique && !slices.Contains(oneToOne, table.Name+"."+column.Name) {
				t.Errorf("%s.%s is unique: give its edge an edge back, or name it in oneToOne", table.Name, column.Name)
			}
		}
	}
}

// oneToOne are the references of which there may be one only for each row that they point to.
var oneToOne = []string{"help_requests.followed_by_id"}

func TestTheNextMigrationHoldsWhatWasAdded(t *testing.T) {
	onEachKind(t, func(t *testing.T, kind kind) {
		folder := checkout(t, kind)
		table := migrate.Tables[0]
		columns := table.Columns
		defer func() { table.Columns = columns }()
		table.Columns = append(slices.Clone(columns), &schema.Column{Name: "made_up", Type: columns[1].Type, Nullable: true})
		written, err := writeNext(t.Context(), kind, folder, "add_made_up", time.Now())
		if err != nil || len(written) != 1 {
			t.Fatalf("wrote %v, %v", written, err)
		}
		content, err := os.ReadFile(filepath.Join(folder, written[0]))
		if err != nil || !strings.Contains(string(content), "ADD COLUMN `made_up`") {
			t.Fatalf("wrote %s, %v", content, err)
		}
		if again, err := writeNext(t.Context(), kind, folder, "again", time.Now()); err != nil || len(again) > 0 {
			t.Fatalf("the second call wrote %v, %v", again, err)
		}
	})
}

func TestVersionsAscendThoughTheClockDoesNot(t *testing.T) {
	now := time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)
	for files, want := range map[string]string{
		"":                         "20260630120000",
		"20260630115959_a.sql":     "20260630120000",
		"20260630120000_a.sql":     "20260630120001",
		"20270101000059_later.sql": "20270101000100",
		"not_a_version_at_all.sql": "20260630120000",
	} {
		var before []string
		if files != "" {
			before = []string{files}
		}
		if got := nextVersion(before, now).Format(versionLayout); got != want {
			t.Errorf("after %q comes %s, not %s", files, got, want)
		}
	}
}

func TestTheNameOfAMigrationIsChecked(t *testing.T) {
	for _, args := range [][]string{nil, {""}, {"Add Rating"}, {"../x"}, {"a", "b"}, {"-restart"}} {
		if err := run(t.Context(), args, time.Now()); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
}
