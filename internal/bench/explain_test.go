package bench

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gandan/internal/store"
)

// How many rows a statement may touch for each row it gives, and besides. The joins of a page cost a few rows each; MariaDB
// checks that a log belongs to a request of the viewer by going through the viewer's own requests, five to ten here.
const (
	perRow  = 8
	besides = 80
)

// sorted are the statements that may sort, since what they sort is bounded by something other than a page.
var sorted = map[string]string{
	"FROM `agenda_items`": "the points of one agenda, fifty at most",
	"FROM `role_grants`":  "the roles of one person, fifty at most",
	// No index knows the order of a search: names that begin with the text first.
	"FROM `procedure_words`": "what a text finds among the procedures of the portal, fewer than 6,000",
}

// TestExplainEveryScreen looks at the plan of every statement that the screens send, on a tenth of a city: an index finds the
// rows in their order, and no more are touched than the page needs.
func TestExplainEveryScreen(t *testing.T) {
	for _, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			c := newCity(t, d.dsn(t), 0.1, 25*time.Millisecond)
			for _, s := range screens() {
				t.Run(s.name, func(t *testing.T) { c.explain(t, s) })
			}
		})
	}
}

// statement is one that a screen sent.
type statement struct {
	query string
	args  []any
}

func (c *city) explain(t *testing.T, s screen) {
	payload := c.payload(t, s)
	c.show(context.Background(), t, payload, s.as) // now the person is known, as at the second request of a session
	var sent []statement
	ctx := store.TraceStatements(context.Background(), func(query string, args []any) { sent = append(sent, statement{query, args}) })
	c.show(ctx, t, payload, s.as)
	if most := budget(t, s); len(sent) > most {
		t.Errorf("%d statements, the document allows %d", len(sent), most)
	}
	for _, st := range sent {
		if !strings.HasPrefix(st.query, "SELECT") {
			continue
		}
		if c.Store.Dialect() == "sqlite3" {
			c.planOnSQLite(t, st)
		} else {
			c.planOnMariaDB(t, st)
			if !strings.Contains(st.query, "COUNT(") { // a number is what it is, however many it counts
				c.rowsOnMariaDB(t, s, st)
			}
		}
	}
}

var budgetLine = regexp.MustCompile(`(?m)^# sql: (\d+)$`)

func budget(t *testing.T, s screen) int {
	t.Helper()
	found := budgetLine.FindStringSubmatch(s.text(t))
	if found == nil {
		t.Fatalf("%s names no budget", s.document)
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

// subquery is what "SCAN" may name on SQLite: the few ids that a limited select has picked, or a search has found.
var subquery = regexp.MustCompile(`SCAN (p\d+|picked|found)( |$)`)

func (c *city) planOnSQLite(t *testing.T, st statement) {
	t.Helper()
	for _, row := range c.ask(t, "EXPLAIN QUERY PLAN "+st.query, st.args...) {
		detail := row["detail"]
		switch {
		case strings.HasPrefix(detail, "SCAN ") && !subquery.MatchString(detail), strings.Contains(detail, "AUTOMATIC"):
			t.Errorf("reads a whole table: %s\n%s", detail, st.query)
		case strings.Contains(detail, "TEMP B-TREE") && !mayBeSorted(st.query):
			t.Errorf("sorts: %s\n%s", detail, st.query)
		}
	}
}

func (c *city) planOnMariaDB(t *testing.T, st statement) {
	t.Helper()
	for _, row := range c.ask(t, "EXPLAIN "+st.query, st.args...) {
		derived, extra := strings.HasPrefix(row["table"], "<"), row["Extra"]
		switch {
		case !derived && row["table"] != "" && (row["type"] == "ALL" || row["key"] == ""):
			t.Errorf("reads a whole table: %v\n%s", row, st.query)
		case (strings.Contains(extra, "filesort") || strings.Contains(extra, "temporary")) && !mayBeSorted(st.query):
			t.Errorf("sorts: %v\n%s", row, st.query)
		}
	}
}

func mayBeSorted(query string) bool {
	for statement := range sorted {
		if strings.Contains(query, statement) {
			return true
		}
	}
	return false
}

// rowsOnMariaDB runs the statement and holds the rows that the server touched. Entries of an index that it skipped by a
// condition count too, but for the list of conferences: MariaDB enters that index at the first conference instead of the first
// upcoming one while more than a fifth of all are upcoming, as they are here.
func (c *city) rowsOnMariaDB(t *testing.T, s screen, st statement) {
	t.Helper()
	read, _ := c.Store.DB()
	conn, err := read.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(t.Context(), "FLUSH STATUS"); err != nil {
		t.Fatal(err)
	}
	given := len(rowsOf(t, conn, st.query, st.args...))
	touched := 0
	for _, row := range rowsOf(t, conn, "SHOW SESSION STATUS LIKE 'Handler_%'") {
		n, _ := strconv.Atoi(row["Value"])
		switch name := row["Variable_name"]; {
		case strings.HasPrefix(name, "Handler_read_"):
			touched += n
		case name == "Handler_icp_attempts" && s.document != "public/ConferenceList":
			touched += n
		}
	}
	if most := perRow*given + besides; touched > most {
		t.Errorf("touches %d rows for %d, allowed are %d\n%s", touched, given, most, st.query)
	}
}

func (c *city) ask(t *testing.T, query string, args ...any) []map[string]string {
	t.Helper()
	read, _ := c.Store.DB()
	return rowsOf(t, read, query, args...)
}

// rowsOf is an answer as text; what is null is empty.
func rowsOf(t *testing.T, db interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, query string, args ...any,
) []map[string]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for rows.Next() {
		cells, into := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, name := range names {
			row[name] = textOf(cells[i])
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func textOf(cell any) string {
	switch cell := cell.(type) {
	case nil:
		return ""
	case []byte:
		return string(cell)
	}
	return fmt.Sprint(cell)
}
