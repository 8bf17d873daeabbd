package main

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
)

func TestTheLedgersAreAudited(t *testing.T) {
	folder := t.TempDir()
	if status := serve(t, folder, "--demo").stop(t); status != 0 {
		t.Fatalf("the demo ended with status %d", status)
	}
	if got := run(t, folder, "audit", "ledger").done(t); got != "the ledgers are whole: 4 commitments, 8 lines; 0 commitments are older than the ledgers" {
		t.Errorf("said %q", got)
	}
	forge(t, folder, "UPDATE commitment_entries SET due_on = '2030-01-01' WHERE id = (SELECT max(id) FROM commitment_entries)")
	run(t, folder, "audit", "ledger").refused(t, 1, "broken at line 3", "changed after it was written")
	forge(t, folder, "DELETE FROM commitment_entries")
	run(t, folder, "audit", "ledger").refused(t, 1, "broken at line 1", "there are 0 lines and 1 were written")
}

func TestAnAuditChangesNoDatabase(t *testing.T) {
	folder := t.TempDir()
	run(t, folder, "audit", "ledger").refused(t, 1, "run gandan migrate first")
	if left, err := filepath.Glob(filepath.Join(folder, "data", "*")); err != nil || len(left) > 0 {
		t.Errorf("it made %v (%v)", left, err)
	}
	run(t, folder, "audit").refused(t, 1, "ledger")
}

// forge writes to the database past the program.
func forge(t *testing.T, folder, statement string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "data", "*.db"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the database is %v (%v)", files, err)
	}
	db, err := sql.Open("sqlite", files[0])
	if err == nil {
		_, err = db.ExecContext(context.Background(), statement)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
