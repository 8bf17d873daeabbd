package storetest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/internal/store"
)

// analysed are the stores whose rows MariaDB has counted.
var analysed sync.Map

// analyse lets MariaDB count the rows once, before the first plan of a store: it counts by itself when it likes, and a test
// that has just filled its tables would get the plans of empty ones.
func analyse(t testing.TB, s *store.Store) {
	t.Helper()
	if _, before := analysed.LoadOrStore(s, true); before || s.Dialect() == dialect.SQLite {
		return
	}
	db, _ := s.DB()
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	run(t, conn, "ANALYZE TABLE "+strings.Join(tablesOf(t, conn), ", "))
}

// Explain is how the database would run the statement, a line a step, in the words of the database. MariaDB plans by what it
// counted before the first one of a store, so a test fills its tables before it asks.
func Explain(t testing.TB, s *store.Store, query string, args []any) string {
	t.Helper()
	analyse(t, s)
	how := "EXPLAIN "
	if s.Dialect() == dialect.SQLite {
		how = "EXPLAIN QUERY PLAN "
	}
	db, _ := s.DB()
	rows, err := db.QueryContext(context.Background(), how+query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	cells, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	var plan strings.Builder
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, cell := range cells {
			if text, ok := cell.([]byte); ok {
				cell = string(text)
			}
			fmt.Fprint(&plan, cell, " ")
		}
		plan.WriteString("\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
