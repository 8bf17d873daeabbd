package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// get asks the server for a path.
func (s *server) get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	return s.ask(t, http.MethodGet, path, "", nil)
}

// post sends a body to the API.
func (s *server) post(t *testing.T, token, body string) (status int, answer string) {
	t.Helper()
	return s.ask(t, http.MethodPost, "/graphql", token, []byte(body))
}

func (s *server) ask(t *testing.T, method, path, token string, body []byte) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, "http://"+s.address+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// envelope is the body that runs a document of graph/operations.
func envelope(t *testing.T, operation string, variables map[string]any) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "graph", "operations", filepath.FromSlash(operation)+".graphql"))
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{"query": string(text), "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// does runs a document and gives its data; with a mistake in the answer the test fails.
func (s *server) does(t *testing.T, token, operation string, variables map[string]any) map[string]any {
	t.Helper()
	_, body := s.post(t, token, envelope(t, operation, variables))
	var a struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || len(a.Errors) > 0 {
		t.Fatalf("%s: %s (%v)", operation, body, err)
	}
	return a.Data
}

// text walks down the data.
func text(data any, path ...string) string {
	for _, p := range path {
		m, _ := data.(map[string]any)
		data = m[p]
	}
	s, _ := data.(string)
	return s
}

func in(fields map[string]any) map[string]any { return map[string]any{"input": fields} }
