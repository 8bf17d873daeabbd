package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/internal/store"
)

// Explain is how the database would run the statement, a line a step, in the words of the database.
func Explain(t testing.TB, s *store.Store, query string, args []any) string {
	t.Helper()
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
