package apitest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gandan/ent/outboxevent"
	"gandan/internal/access"
	"gandan/internal/store"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestAPI runs every case on every database. A case is found by its path: -run 'TestAPI/mariadb/helpdesk/claim_race'.
func TestAPI(t *testing.T) {
	cases := caseFiles(t)
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			tp := newTemplate(t, dialect)
			for name, file := range cases {
				t.Run(name, func(t *testing.T) {
					compare(t, strings.TrimSuffix(file, ".graphql")+".golden.json", tp.play(t, readCase(t, file)))
				})
			}
		})
	}
}

// result is what a step shows: the answer and the facts it wrote.
type result struct {
	As       string          `json:"as"`
	Do       string          `json:"do"`
	Case     string          `json:"case,omitempty"`
	Status   int             `json:"status"`
	Response json.RawMessage `json:"response"`
	Facts    []fact          `json:"facts,omitempty"`
}

type fact struct {
	Name    string            `json:"name"`
	Subject string            `json:"subject"`
	Data    map[string]string `json:"data,omitempty"`
}

// play runs the steps in a fresh world. A busy machine can split a batch and never joins two, so a case that went over a budget
// is played once more with far more patience, and that time counts.
func (tp *template) play(t *testing.T, steps []step) []result {
	t.Helper()
	w := tp.fresh(t)
	got := w.play(t, steps)
	if len(w.over) > 0 {
		w = tp.patient(16 * patience).fresh(t)
		got = w.play(t, steps)
	}
	for _, budget := range w.over {
		t.Error(budget)
	}
	return got
}

// play runs the steps in order.
func (w *world) play(t *testing.T, steps []step) []result {
	t.Helper()
	out := make([]result, 0, len(steps))
	for i := range steps {
		out = append(out, w.take(t, &steps[i]))
	}
	return out
}

func (w *world) take(t *testing.T, s *step) result {
	t.Helper()
	w.clock.Advance(s.wait)
	before := w.facts(t)
	w.askSolved(t, s)
	status, body, statements := w.call(t, s)
	if err := w.Relay.Flush(context.Background()); err != nil {
		t.Fatalf("line %d: relaying: %v", s.line, err)
	}
	w.hold(t, s, body)
	w.readSMS(t)
	if budget := budgetOf(s); w.patient && budget > 0 && statements > budget {
		w.over = append(w.over, fmt.Sprintf("line %d: %s took %d statements, its budget is %d", s.line, s.do, statements, budget))
	}
	return result{As: s.as, Do: titleOf(s), Case: s.covers, Status: status, Response: scrub(t, body), Facts: w.facts(t)[len(before):]}
}

// call sends the step over HTTP and counts what it asks the database, without the sign-in.
func (w *world) call(t *testing.T, s *step) (status int, body []byte, statements int) {
	t.Helper()
	if s.send != "" || s.fetch != "" {
		status, body = w.pass(t, s)
		return status, body, 0
	}
	var variables json.RawMessage
	if s.vars != "" {
		variables = json.RawMessage(w.fill(t, s))
	}
	payload, err := json.Marshal(map[string]any{"query": s.document, "variables": variables})
	if err != nil {
		t.Fatalf("line %d: the variables are no JSON: %v", s.line, err)
	}
	ctx, counter := store.CountStatements(context.Background())
	r := httptest.NewRequestWithContext(ctx, "POST", "/graphql", bytes.NewReader(payload))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", s.lang)
	if s.key != "" {
		r.Header.Set("Idempotency-Key", s.key)
	}
	if token := w.token(t, s.as); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
		if _, err := w.Identity.Authenticate(context.Background(), token); err != nil && !strings.HasPrefix(s.as, "bearer ") {
			t.Fatalf("line %d: signing %s in: %v", s.line, s.as, err)
		}
	}
	answer := httptest.NewRecorder()
	w.Handler.ServeHTTP(answer, r)
	return answer.Code, answer.Body.Bytes(), counter.Statements()
}

var repeated = regexp.MustCompile(`\{\{(.+?) × (\d+)\}\}`)

// fill puts what is known into the variables, and texts as often as they are wanted.
func (w *world) fill(t *testing.T, s *step) string {
	t.Helper()
	return w.fillText(t, s, s.vars)
}

func (w *world) fillText(t *testing.T, s *step, text string) string {
	t.Helper()
	for name, value := range w.named {
		text = strings.ReplaceAll(text, "{{"+name+"}}", value)
	}
	text = repeated.ReplaceAllStringFunc(text, func(wanted string) string {
		m := repeated.FindStringSubmatch(wanted)
		times, _ := strconv.Atoi(m[2])
		return strings.Repeat(m[1], times)
	})
	if strings.Contains(text, "{{") {
		t.Fatalf("line %d: something in %s has no value", s.line, text)
	}
	return text
}

// hold keeps values of the answer for later steps.
func (w *world) hold(t *testing.T, s *step, body []byte) {
	t.Helper()
	var answer struct {
		Data map[string]any `json:"data"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("line %d: the answer is no JSON: %v", s.line, err)
	}
	for name, path := range s.keep {
		var at any = answer.Data
		for _, part := range strings.Split(path, ".") {
			at = descend(at, part)
		}
		value, ok := at.(string)
		if !ok {
			t.Fatalf("line %d: the answer has no text at %s: %s", s.line, path, body)
		}
		w.named[name] = value
	}
}

func descend(at any, part string) any {
	switch at := at.(type) {
	case map[string]any:
		return at[part]
	case []any:
		if i := int(part[0] - '0'); i >= 0 && i < len(at) {
			return at[i]
		}
	}
	return nil
}

// facts are those in the outbox, oldest first.
func (w *world) facts(t *testing.T) []fact {
	t.Helper()
	ctx := access.AsSystem(context.Background(), "test")
	rows, err := w.Store.Reader(ctx).OutboxEvent.Query().Order(outboxevent.ByID()).All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]fact, len(rows))
	for i, r := range rows {
		out[i] = fact{Name: r.Name, Subject: r.SubjectID.String(), Data: r.Data}
	}
	return out
}

// compare holds the results against the golden file, the same for every database.
func compare(t *testing.T, file string, got []result) {
	t.Helper()
	text, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(unescape(text), '\n')
	if *update {
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("no golden file (%v); read this and run with -update:\n%s", err, text)
	}
	if !bytes.Equal(want, text) {
		t.Errorf("the answers differ from %s:\n%s", file, difference(string(want), string(text)))
	}
}
