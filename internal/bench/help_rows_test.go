package bench

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gandan/internal/store"
)

// TestTheScreensOfHelpReadWhatTheyShowAndOneMore holds every statement of the queue, of my requests and of one request to what it
// answers: the database reads no row that is not shown but the one that says whether there are more.
func TestTheScreensOfHelpReadWhatTheyShowAndOneMore(t *testing.T) {
	for _, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			c := newCity(t, d.dsn(t), 0.1, 25*time.Millisecond)
			for _, s := range screens() {
				switch s.document {
				case "volunteer/VolunteerQueue", "citizen/MyHelpRequests", "citizen/HelpRequestDetail":
					t.Run(s.name, func(t *testing.T) { c.requireRows(t, s) })
				}
			}
		})
	}
}

func (c *city) requireRows(t *testing.T, s screen) {
	payload := c.payload(t, s)
	c.show(context.Background(), t, payload, s.as) // now the person is known, as at the second request of a session
	var sent []statement
	c.show(store.TraceStatements(context.Background(), func(query string, args []any) { sent = append(sent, statement{query, args}) }), t, payload, s.as)
	if most := budget(t, s); len(sent) == 0 || len(sent) > most {
		t.Errorf("%d statements, the document allows %d", len(sent), most)
	}
	for _, st := range sent {
		if !strings.HasPrefix(st.query, "SELECT") {
			continue
		}
		if c.Store.Dialect() == "sqlite3" {
			c.requireSearch(t, st)
		} else {
			c.requireRead(t, st)
		}
	}
}

// requireRead measures on MariaDB. A list is read along its index: one entry more than is shown is among those given. A list of each
// of several parents is picked in an index first, kept in a table of the statement's own, and each of its rows is then found by its
// key, with the one request that says whether it may be read.
func (c *city) requireRead(t *testing.T, st statement) {
	t.Helper()
	given, read := c.touched(t, st)
	along, found, kept := read["next"]+read["prev"], read["key"]+read["first"]+read["last"], read["rnd_next"]+read["rnd"]
	parents := strings.Count(st.query, "LIMIT")
	if strings.Contains(st.query, "EXISTS") && strings.Contains(st.query, " AS `p0`") {
		if along > given || found > parents+3*given || kept > parents+2*given+1 {
			t.Errorf("reads %v for %d rows of %d parents:\n%s", read, given, parents, st.query)
		}
		return
	}
	if along+found > given+1 || kept > 0 {
		t.Errorf("reads %v for %d rows:\n%s", read, given, st.query)
	}
}

// requireSearch looks at the plan on SQLite, which tells no numbers: every step enters an index with all that the list is asked by, and
// nothing is sorted, so that it ends with the LIMIT.
func (c *city) requireSearch(t *testing.T, st statement) {
	t.Helper()
	c.planOnSQLite(t, st)
	for _, row := range c.ask(t, "EXPLAIN QUERY PLAN "+st.query, st.args...) {
		detail := row["detail"]
		if !strings.HasPrefix(detail, "SEARCH ") {
			continue
		}
		by := []string{"(id=?", "(unit_id=? AND status=?", "(citizen_id=?", "(status=?", "(help_request_id=?", "(account_id=? "}
		if !slices.ContainsFunc(by, func(s string) bool { return strings.Contains(detail, s) }) {
			t.Errorf("enters by less than the list is asked by: %s\n%s", detail, st.query)
		}
	}
}

// touched is how many rows the statement gives, and what the server read for it, by the kind of reading.
func (c *city) touched(t *testing.T, st statement) (given int, read map[string]int) {
	t.Helper()
	pool, _ := c.Store.DB()
	conn, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(t.Context(), "FLUSH STATUS"); err != nil {
		t.Fatal(err)
	}
	given, read = len(rowsOf(t, conn, st.query, st.args...)), map[string]int{}
	for _, row := range rowsOf(t, conn, "SHOW SESSION STATUS LIKE 'Handler_read_%'") {
		if n, _ := strconv.Atoi(row["Value"]); n > 0 {
			read[strings.TrimPrefix(row["Variable_name"], "Handler_read_")] = n
		}
	}
	return given, read
}
