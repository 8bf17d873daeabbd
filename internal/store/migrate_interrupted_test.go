package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestAStatementThatAnInterruptedRunCarriedOutIsTakenAsDone: MariaDB commits DDL by itself, so a run may end between a
// statement and its record.
func TestAStatementThatAnInterruptedRunCarriedOutIsTakenAsDone(t *testing.T) {
	statements := []string{
		"CREATE TABLE a (id INT PRIMARY KEY)", "ALTER TABLE a ADD COLUMN b INT", "CREATE INDEX a_b ON a (b)",
		"DROP INDEX a_b ON a", "ALTER TABLE a DROP COLUMN b", "CREATE TABLE c (id INT PRIMARY KEY)", "DROP TABLE c",
	}
	files := map[string]string{}
	for i, statement := range statements {
		files[fmt.Sprintf("%d_step.sql", i+1)] = statement + ";"
	}
	for i := 1; i < len(statements); i++ {
		t.Run(statements[i], func(t *testing.T) {
			at := newMariaDBTarget(t)
			m := history(t, at.dialect, files)
			if err := (&migrator{at.dialect, m.folder, m.files[:i]}).up(t.Context(), at.dsn); err != nil {
				t.Fatal(err)
			}
			db := at.open(t)
			if _, err := beginMigration(t.Context(), db, m.files[i]); err != nil {
				t.Fatal(err)
			}
			mustExec(t, db, statements[i])
			if err := m.up(t.Context(), at.dsn); err != nil {
				t.Fatal(err)
			}
			if n := count(t, db, "SELECT COUNT(*) FROM goose_db_version WHERE version_id > 0"); n != len(statements) {
				t.Fatalf("%d of %d are recorded", n, len(statements))
			}
		})
	}
}

func TestATableThatWasThereBeforeIsNotTakenForOurs(t *testing.T) {
	at := newMariaDBTarget(t)
	files := map[string]string{"1_a.sql": "CREATE TABLE a (id INT PRIMARY KEY);"}
	if err := history(t, at.dialect, files).up(t.Context(), at.dsn); err != nil {
		t.Fatal(err)
	}
	mustExec(t, at.open(t), "CREATE TABLE b (something INT)")
	files["2_b.sql"] = "CREATE TABLE b (id INT PRIMARY KEY);"
	if err := history(t, at.dialect, files).up(t.Context(), at.dsn); err == nil {
		t.Fatal("the migration went on")
	}
}

func TestManyMayMigrateANewDatabaseTogether(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, at migrationTarget) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := Migrate(t.Context(), at.dialect, at.dsn); err != nil {
					t.Error("a goroutine:", err)
				}
			})
			all.Go(func() {
				if out, err := migrateInAProcess(t.Context(), at).CombinedOutput(); err != nil {
					t.Errorf("a process: %v\n%s", err, out)
				}
			})
		}
		all.Wait()
		requireEachVersionOnce(t, at)
	})
}

// TestAKilledMigrationIsTakenUpByTheNextProcess kills processes ever later, until one comes to its end.
func TestAKilledMigrationIsTakenUpByTheNextProcess(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, at migrationTarget) {
		kills := 0
		for limit := time.Millisecond; !finishesWithin(t, at, limit); limit += limit/4 + time.Millisecond {
			kills++
		}
		t.Logf("%d processes were killed", kills)
		requireEachVersionOnce(t, at)
	})
}

// finishesWithin kills a process that has been migrating for so long. One that fails by itself fails the test.
func finishesWithin(t *testing.T, at migrationTarget, limit time.Duration) bool {
	t.Helper()
	process := migrateInAProcess(t.Context(), at)
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	said.Scan() // it is about to migrate
	killer := time.AfterFunc(limit, func() { _ = process.Process.Kill() })
	var failure strings.Builder
	for said.Scan() {
		failure.WriteString(said.Text() + "\n")
	}
	err = process.Wait()
	killer.Stop()
	if err != nil && process.ProcessState.Exited() {
		t.Fatalf("after a kill: %v\n%s", err, failure.String())
	}
	return err == nil
}

func requireEachVersionOnce(t *testing.T, at migrationTarget) {
	t.Helper()
	m, err := embedded(at.dialect)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, at.open(t), "SELECT COUNT(*) FROM goose_db_version WHERE version_id > 0"); n != len(m.files) {
		t.Errorf("%d versions are recorded of %d", n, len(m.files))
	}
	requireNoDrift(t, at)
}

const helperDialect, helperDSN = "GANDAN_HELPER_DIALECT", "GANDAN_HELPER_DSN"

// migrateInAProcess runs this test binary once more, as a process that only migrates.
func migrateInAProcess(ctx context.Context, at migrationTarget) *exec.Cmd {
	process := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestMigrateAsAProcess$")
	// The race detector would sleep for a second before the process ends.
	process.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", helperDialect+"="+at.dialect, helperDSN+"="+at.dsn)
	return process
}

// TestMigrateAsAProcess is the body of migrateInAProcess; without its settings it has nothing to do.
func TestMigrateAsAProcess(t *testing.T) {
	if os.Getenv(helperDSN) == "" {
		return
	}
	fmt.Println("about to migrate")
	if err := Migrate(t.Context(), os.Getenv(helperDialect), os.Getenv(helperDSN)); err != nil {
		t.Fatal(err)
	}
}
