package store

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"
)

func TestADatabaseOfANewerBinaryIsRefused(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, at migrationTarget) {
		newer := history(t, at.dialect, map[string]string{"1_a.sql": "CREATE TABLE a (id INT);", "2_b.sql": "CREATE TABLE b (id INT);"})
		older := history(t, at.dialect, map[string]string{"1_a.sql": "CREATE TABLE a (id INT);"})
		if err := newer.up(t.Context(), at.dsn); err != nil {
			t.Fatal(err)
		}
		if err := older.up(t.Context(), at.dsn); !errors.Is(err, ErrNewerSchema) {
			t.Fatal("the older binary got", err)
		}
	})
}

func TestADatabaseWithAnotherHistoryIsRefused(t *testing.T) {
	first := map[string]string{"1_a.sql": "CREATE TABLE a (id INT);", "3_c.sql": "CREATE TABLE c (id INT);"}
	for name, second := range map[string]map[string]string{
		"a file was changed":    {"1_a.sql": "CREATE TABLE a (id BIGINT);", "3_c.sql": "CREATE TABLE c (id INT);"},
		"a file came between":   {"1_a.sql": first["1_a.sql"], "2_b.sql": "CREATE TABLE b (id INT);", "3_c.sql": first["3_c.sql"]},
		"a file was renumbered": {"2_a.sql": first["1_a.sql"], "3_c.sql": first["3_c.sql"]},
		"a file is gone":        {"3_c.sql": first["3_c.sql"]},
	} {
		t.Run(name, func(t *testing.T) {
			onBothDatabases(t, func(t *testing.T, at migrationTarget) {
				if err := history(t, at.dialect, first).up(t.Context(), at.dsn); err != nil {
					t.Fatal(err)
				}
				if err := history(t, at.dialect, second).up(t.Context(), at.dsn); !errors.Is(err, ErrOtherHistory) {
					t.Fatal("got", err)
				}
			})
		})
	}
}

func TestADatabaseOfSomethingElseIsRefused(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, at migrationTarget) {
		if err := history(t, at.dialect, nil).up(t.Context(), at.dsn); err != nil { // makes the database and nothing in it
			t.Fatal(err)
		}
		mustExec(t, at.open(t), "CREATE TABLE wp_posts (id INT)")
		if err := Migrate(t.Context(), at.dialect, at.dsn); !errors.Is(err, ErrNotOurs) {
			t.Fatal("got", err)
		}
	})
}

func TestAPlaceWhereNoDatabaseCanBeIsSaidInOneLine(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ dialect, dsn, says string }{
		"a file that is no database":  {dialect.SQLite, text, "no SQLite database"},
		"a folder that is a file":     {dialect.SQLite, filepath.Join(text, "gandan.db"), "making the data folder"},
		"a folder in place of a file": {dialect.SQLite, folder, "is a directory"},
		"a folder nobody may write":   {dialect.SQLite, "/proc/self/gandan.db", "opening the database"}, // not even root
		"a database in memory":        {dialect.SQLite, ":memory:", "must be a file"},
		"an address without a name":   {dialect.MySQL, "root:secret@tcp(127.0.0.1:3306)/", "should look like"},
		"an address that is a URL":    {dialect.MySQL, "mysql://root:secret@127.0.0.1:3306/gandan", "should look like"},
		"a port where nobody listens": {dialect.MySQL, "root:secret@tcp(127.0.0.1:1)/gandan", "127.0.0.1:1 cannot be reached"},
		"a dialect that is unknown":   {"oracle", "x", "oracle"},
	} {
		t.Run(name, func(t *testing.T) {
			err := Migrate(t.Context(), c.dialect, c.dsn)
			requireOneLine(t, err, c.says)
		})
	}
}

func requireOneLine(t *testing.T, err error, says string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), says) {
		t.Fatalf("got %v, which does not say %q", err, says)
	}
	if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "secret") {
		t.Fatalf("got %q", err)
	}
}

func TestAWrongPasswordIsSaidWithoutIt(t *testing.T) {
	at := newMariaDBTarget(t)
	config, err := migrationConfig(at.dsn)
	if err != nil {
		t.Fatal(err)
	}
	config.User, config.Passwd = "nobody_of_ours", "secret"
	requireOneLine(t, Migrate(t.Context(), at.dialect, config.FormatDSN()), "refuses the user")
}

func TestAServerThatAcceptsAndKeepsSilentIsGivenUpInTenSeconds(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	start := time.Now()
	err = Migrate(t.Context(), dialect.MySQL, "root:secret@tcp("+silent.Addr().String()+")/gandan")
	requireOneLine(t, err, "does not answer within")
	if took := time.Since(start); took > 2*connectWithin {
		t.Fatal("it took", took)
	}
}
