package storetest

import (
	"context"
	"os"
	"sync"
	"testing"

	"gandan/internal/store"
)

// copySQLite puts a migrated database into the folder: to migrate one takes longer than most tests.
func copySQLite(t testing.TB, folder string) {
	t.Helper()
	content, err := migratedSQLite()
	if err == nil {
		err = os.WriteFile(store.SQLiteFile(folder), content, 0o600)
	}
	if err != nil {
		t.Fatalf("making a database: %v", err)
	}
}

// migratedSQLite is the file of an empty database, migrated once for this process.
var migratedSQLite = sync.OnceValues(func() (content []byte, err error) {
	folder, err := os.MkdirTemp("", "gandan-template-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	s, err := store.Open(context.Background(), "", folder, NewClock(), &CountingIDs{})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil { // which brings the journal into the file
		return nil, err
	}
	return os.ReadFile(store.SQLiteFile(folder))
})
