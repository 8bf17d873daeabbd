package apitest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gandan/internal/store"
)

// The most statements that an item may take, and the answer with the reading of its state.
const statementsOfItem, statementsOfAnswer = 25, 10

// TestAHundredItemsPassEveryLimit sends the largest upload there is: a hundred logs with the longest notes, by the document of the
// app, through the limits of the edge and of the graph, and then a thousand.
func TestAHundredItemsPassEveryLimit(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			w.clock.Advance(60 * time.Hour)
			request := hold(t, w)
			body := batchOfLogs(t, w, request, 100)
			if len(body) < 400<<10 {
				t.Errorf("the longest upload has only %d KB", len(body)>>10)
			}
			for _, status := range []string{"DONE", "ALREADY_DONE"} {
				answer, statements := w.raw(t, "binh", body)
				if n := strings.Count(answer, `"status":"`+status+`"`); n != 100 {
					t.Fatalf("%d of 100 items are %s: %.600s", n, status, answer)
				}
				if most := 100*statementsOfItem + statementsOfAnswer; statements > most {
					t.Errorf("%d statements, %d are enough", statements, most)
				}
				t.Logf("%d KB of 100 items, %s: %d statements, an answer of %d KB", len(body)>>10, status, statements, len(answer)>>10)
			}
			answer, statements := w.raw(t, "binh", bytes.ReplaceAll(batchOfLogs(t, w, request, 1000), []byte(strings.Repeat("ổ", 2000)), []byte("ổn")))
			if !strings.Contains(answer, `"key":"TOO_MANY_ITEMS"`) || !strings.Contains(answer, "100 mục") || statements != 0 {
				t.Errorf("a thousand items, after %d statements: %.600s", statements, answer)
			}
		})
	}
}

// hold has Bình take a request of Minh's.
func hold(t *testing.T, w *world) string {
	t.Helper()
	ask := step{as: "minh", lang: "vi", keep: map[string]string{"request": "createHelpRequest.helpRequest.id"}, do: "citizen/CreateHelpRequest",
		vars: `{"input": {"unitId": "{{ward}}", "description": "Giúp tôi nộp hồ sơ trực tuyến.", "mode": "AT_HOME", "consentToContact": true}}`}
	claim := step{as: "binh", lang: "vi", do: "volunteer/ClaimHelpRequest", vars: `{"input": {"id": "{{request}}"}}`}
	for _, s := range []*step{&ask, &claim} {
		s.load(t, "this test")
		w.take(t, s)
	}
	return w.named["request"]
}

// batchOfLogs are so many logs of a quarter of an hour each, one after the other until now.
func batchOfLogs(t *testing.T, w *world, request string, n int) []byte {
	t.Helper()
	items := make([]any, n)
	for i := range items {
		items[i] = map[string]any{"clientId": fmt.Sprintf("00000000-0000-4000-8000-%012d", i), "at": w.clock.Now().Add(-time.Duration(n-1-i) * 15 * time.Minute),
			"log": map[string]any{"helpRequestId": request, "kind": "PHONE", "outcome": "CONTINUES", "minutes": 15, "note": strings.Repeat("ổ", 2000)}}
	}
	body, err := json.Marshal(map[string]any{"query": document(t, "volunteer/UploadOffline"),
		"variables": in(map[string]any{"deviceTime": w.clock.Now(), "items": items})})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// raw sends a body as it is and counts the statements behind the sign-in.
func (w *world) raw(t *testing.T, who string, body []byte) (answer string, statements int) {
	t.Helper()
	token := w.token(t, who)
	if _, err := w.Identity.Authenticate(context.Background(), token); err != nil {
		t.Fatal(err)
	}
	ctx, counter := store.CountStatements(context.Background())
	r := httptest.NewRequestWithContext(ctx, "POST", "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	out := httptest.NewRecorder()
	w.Handler.ServeHTTP(out, r)
	return out.Body.String(), counter.Statements()
}
