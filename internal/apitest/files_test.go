package apitest_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
)

// sample is what a case sends, by name; each has 125 bytes.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	const begin, end, length = "%PDF-1.4\n1 0 obj<</Type/Catalog", ">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", 125
	begins := map[string]string{"pdf": begin, "script": begin + "/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "text": "No PDF at all. "}[name]
	if begins == "" {
		t.Fatalf("there is no sample %q", name)
	}
	return []byte(begins + strings.Repeat(" ", length-len(begins)-len(end)) + end)
}

// pass sends or fetches a file: "# send: pdf to {{path}}" or "# fetch: {{path}}". What it shows of an answer without a JSON body
// is what a client goes by.
func (w *world) pass(t *testing.T, s *step) (status int, body []byte) {
	t.Helper()
	method, path, content := "GET", s.fetch, []byte(nil)
	if s.send != "" {
		name, to, _ := strings.Cut(s.send, " to ")
		method, path, content = "PUT", to, sample(t, name)
	}
	r := httptest.NewRequest(method, w.fillText(t, s, path), bytes.NewReader(content))
	r.Header.Set("Accept-Language", s.lang)
	if token := w.token(t, s.as); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer := httptest.NewRecorder()
	w.Handler.ServeHTTP(answer, r)
	if strings.Contains(answer.Header().Get("Content-Type"), "json") {
		return answer.Code, answer.Body.Bytes()
	}
	shown := map[string]any{}
	for _, name := range []string{"Content-Type", "Content-Disposition", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "ETag", "Last-Modified"} {
		if value := answer.Header().Get(name); value != "" {
			shown[name] = value
		}
	}
	if s.fetch != "" {
		sum := sha256.Sum256(answer.Body.Bytes())
		shown["bytes"], shown["sha256"] = answer.Body.Len(), hex.EncodeToString(sum[:])
	}
	body, err := json.Marshal(shown)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Code, body
}
