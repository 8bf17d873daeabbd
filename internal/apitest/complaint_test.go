package apitest_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
)

// canary is a word that no other text holds.
const canary = "Kwyjibo"

// TestNothingOfAComplaintIsKept looks for the words of a complaint in every row of the database and in the whole log, and for
// those of a question, to see that the search finds what is there.
func TestNothingOfAComplaintIsKept(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			var log bytes.Buffer
			w := newTemplate(t, dialect).fresh(t, slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			w.play(t, openConference())
			before := w.rows(t)
			refused := w.take(t, asking("ask-1", canary+" khiếu nại quyết định thu hồi đất", true))
			if !strings.Contains(string(refused.Response), `"COMPLAINT_REDIRECTED"`) || strings.Contains(string(refused.Response), canary) {
				t.Fatalf("answered %s", refused.Response)
			}
			if after := w.rows(t); !slices.Equal(before, after) {
				t.Errorf("the database changed:\n%s", difference(strings.Join(before, "\n"), strings.Join(after, "\n")))
			}
			if strings.Contains(log.String(), canary) {
				t.Errorf("the log holds it: %s", &log)
			}
			if len(refused.Facts) != 0 {
				t.Errorf("told %v", refused.Facts)
			}
			w.take(t, asking("ask-1", canary+" được đặt ở đâu trong phường?", false))
			if kept := strings.Join(w.rows(t), "\n"); !strings.Contains(kept, canary) || !strings.Contains(kept, "ask-1") {
				t.Error("the search does not find what is there, or the key of what was refused cannot be used again")
			}
		})
	}
}

// openConference is the steps to a conference that takes questions, kept as conference.
func openConference() []step {
	return []step{
		{as: "dung", lang: "vi", keep: map[string]string{"conference": "createConference.conference.id"},
			vars: `{"input": {"kind": "DIALOGUE", "title": "Đối thoại", "unitId": "{{ward}}", "startsAt": "2026-03-12T02:00:00Z",
				"endsAt": "2026-03-12T05:00:00Z", "moderation": "AFTER_PUBLICATION"}}`,
			document: `mutation Draft($input: CreateConferenceInput!) { createConference(input: $input) { conference { id } } }`},
		{as: "dung", lang: "vi", vars: `{"id": "{{conference}}"}`,
			document: `mutation Announce($id: ID!) { announceConference(input: {id: $id}) { conference { id } } }`},
	}
}

func asking(key, body string, complaint bool) *step {
	return &step{as: "minh", lang: "vi", key: key,
		vars: fmt.Sprintf(`{"input": {"conferenceId": "{{conference}}", "body": %q, "showName": false, "isComplaint": %t,
			"clientId": "3f0e8c1a-5b7d-4c2e-9a61-0d4b7c8e9f10"}}`, body, complaint),
		document: `mutation Ask($input: AskQuestionInput!) { askQuestion(input: $input) { lookupCode question { id } } }`}
}

// rows is every row of the database but those of the places and what sign-ins leave.
func (w *world) rows(t *testing.T) []string {
	t.Helper()
	ctx := context.Background()
	db, _ := w.Store.DB()
	tables := "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
	if w.Store.Dialect() == "sqlite3" {
		tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
	}
	var out []string
	for _, name := range w.column(ctx, t, tables) {
		if slices.Contains(append(tablesOfPlaces(), "sessions"), name) {
			continue
		}
		found, err := db.QueryContext(ctx, "SELECT * FROM "+name)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := found.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := found.Scan(into...); err != nil {
				t.Fatal(err)
			}
			line := name
			for _, v := range values {
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				line += fmt.Sprint("|", v)
			}
			out = append(out, line)
		}
		if err := found.Err(); err != nil {
			t.Fatal(err)
		}
		_ = found.Close()
	}
	slices.Sort(out)
	return out
}

func (w *world) column(ctx context.Context, t *testing.T, query string) []string {
	t.Helper()
	db, _ := w.Store.DB()
	found, err := db.QueryContext(ctx, query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	var out []string
	for found.Next() {
		var s string
		if err := found.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
