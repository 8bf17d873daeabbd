package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/app"
	"gandan/internal/config"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// city is the whole app on a filled database, and some people and things of it that make the screens work hardest.
type city struct {
	*app.App
	tokens map[string]string // "" is a visitor
	things map[string]string // what {{name}} in variables stands for
}

// dialects are the databases to measure, each with the DSN of an empty database; without a server only SQLite.
var dialects = []struct {
	name string
	dsn  func(testing.TB) string
}{{"sqlite", func(testing.TB) string { return "" }}, {"mariadb", storetest.MariaDB}}

// newCity opens the app with the clock of the tests, fills its database and signs people in. patience is how long loaders wait
// for siblings; 0 is what the app does.
func newCity(t testing.TB, dsn string, scale float64, patience time.Duration) *city {
	t.Helper()
	cfg := config.Serve{
		Listen: "127.0.0.1:0", SMS: "log", OTPPerAddress: 60, Patience: patience, Database: config.Database{Data: t.TempDir(), DB: dsn},
	}
	env := app.Env{Clock: storetest.NewClock(), IDs: &store.RandomIDs{}, Log: slog.New(slog.DiscardHandler), SMS: io.Discard}
	a, err := app.New(context.Background(), cfg, env)
	if err != nil {
		t.Fatalf("opening the app: %v", err)
	}
	t.Cleanup(func() { _ = a.Close() })
	if err := Fill(context.Background(), a.Store, a.Territory, scale, 1, func(string) {}); err != nil {
		t.Fatalf("filling at scale %v: %v", scale, err)
	}
	c := &city{App: a, tokens: map[string]string{}, things: map[string]string{}}
	c.find(t)
	return c
}

// find picks the largest of each: the conference with most questions, the request with most logs, the fullest queue.
func (c *city) find(t testing.TB) {
	t.Helper()
	for name, query := range map[string]string{
		"conference": "SELECT conference_id FROM questions GROUP BY conference_id ORDER BY COUNT(*) DESC, 1 LIMIT 1",
		"request":    "SELECT help_request_id FROM assistance_logs GROUP BY help_request_id ORDER BY COUNT(*) DESC, 1 LIMIT 1",
		"ward":       "SELECT unit_id FROM help_requests WHERE status = 'OPEN' GROUP BY unit_id ORDER BY COUNT(*) DESC, 1 LIMIT 1",
		"host":       "SELECT c.unit_id FROM conferences c JOIN units u ON u.id = c.unit_id WHERE c.status = 'ANNOUNCED' AND u.kind <> 'CITY' GROUP BY c.unit_id ORDER BY COUNT(*) DESC, 1 LIMIT 1",
		"city":       "SELECT id FROM units WHERE code = '01' AND kind = 'CITY'",
	} {
		c.things[name] = c.one(t, query).String()
	}
	for who, query := range map[string]string{
		"asker":     "SELECT citizen_id FROM help_requests GROUP BY citizen_id ORDER BY COUNT(*) DESC, 1 LIMIT 1",
		"citizen":   "SELECT citizen_id FROM help_requests WHERE id = ?",
		"holder":    "SELECT volunteer_id FROM help_requests WHERE id = ?",
		"volunteer": "SELECT account_id FROM role_grants WHERE role = 'VOLUNTEER' AND unit_id = ? ORDER BY 1 LIMIT 1",
		"admin":     "SELECT account_id FROM role_grants WHERE role = 'ADMIN' AND unit_id = ? ORDER BY 1 LIMIT 1",
		"chief":     "SELECT account_id FROM role_grants WHERE role = 'ADMIN' AND unit_id = ? ORDER BY 1 LIMIT 1",
	} {
		of := map[string]string{"citizen": "request", "holder": "request", "volunteer": "ward", "admin": "ward", "chief": "city"}[who]
		c.signIn(t, who, query, of)
	}
}

func (c *city) one(t testing.TB, query string, args ...any) (id gid.ID) {
	t.Helper()
	read, _ := c.Store.DB()
	if err := read.QueryRowContext(context.Background(), query, args...).Scan(&id); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return id
}

// signIn gives somebody a token: the account that the query finds, for the thing it is asked about.
func (c *city) signIn(t testing.TB, who, query, of string) {
	t.Helper()
	var args []any
	if of != "" {
		about, err := gid.Parse(c.things[of])
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, about)
	}
	ctx := access.AsSystem(context.Background(), "bench")
	var a *ent.Account
	a, err := c.Store.Reader(ctx).Account.Get(ctx, c.one(t, query, args...))
	if err == nil {
		c.tokens[who], err = c.Identity.TokenFor(ctx, a.Phone, 24*time.Hour)
	}
	if err != nil {
		t.Fatalf("signing the %s in: %v", who, err)
	}
}

// show sends the document and gives the answer; an error in it fails the test.
func (c *city) show(ctx context.Context, t testing.TB, payload []byte, as string) []byte {
	t.Helper()
	r := httptest.NewRequestWithContext(ctx, "POST", "/graphql", bytes.NewReader(payload))
	r.Header.Set("Content-Type", "application/json")
	if token := c.tokens[as]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer := httptest.NewRecorder()
	c.Handler.ServeHTTP(answer, r)
	if answer.Code != 200 || bytes.Contains(answer.Body.Bytes(), []byte(`"errors"`)) {
		t.Fatalf("%d %s", answer.Code, answer.Body.Bytes())
	}
	return answer.Body.Bytes()
}

// text is the document as it stands in graph/operations.
func (s screen) text(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "graph", "operations", s.document+".graphql"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// payload is the request for a screen; for a second page the first one is read to find its end.
func (c *city) payload(t testing.TB, s screen) []byte {
	t.Helper()
	vars := map[string]any{}
	for name, value := range s.vars {
		if word, ok := value.(string); ok && len(word) > 4 && word[:2] == "{{" {
			value = c.things[word[2:len(word)-2]]
		}
		vars[name] = value
	}
	made := func() []byte {
		b, err := json.Marshal(map[string]any{"query": s.text(t), "variables": vars})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if s.after != nil {
		vars["after"] = endOf(t, c.show(context.Background(), t, made(), s.as), s.after)
	}
	return made()
}

// endOf is the cursor behind the page at a path of the data; there must be another page.
func endOf(t testing.TB, body []byte, path []string) any {
	t.Helper()
	var answer map[string]any
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	at, _ := answer["data"].(map[string]any)
	for _, part := range append(path, "pageInfo") {
		at, _ = at[part].(map[string]any)
	}
	if at["hasNextPage"] != true {
		t.Fatalf("there is no second page: %s", body)
	}
	return at["endCursor"]
}
