package apitest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// eventually is how long a test waits for what must happen, on a machine that is busy with other tests.
const eventually = 20 * time.Second

// serve opens the world on a real listener with its background work, and gives its address.
func (w *world) serve(t *testing.T) string {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 2)
	go func() { done <- w.Run(ctx) }()
	go func() { done <- w.Handler.Serve(ctx, ln) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-done, <-done); err != nil {
			t.Errorf("stopping: %v", err)
		}
	})
	return "http://" + ln.Addr().String() + "/graphql"
}

// document reads one of graph/operations.
func document(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(operations, name+".graphql"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// answer is a response as a client reads it.
type answer struct {
	Data   map[string]any `json:"data"`
	Errors []struct {
		Message    string         `json:"message"`
		Extensions map[string]any `json:"extensions"`
	} `json:"errors"`
}

// refused reports whether the answer is a refusal with that code and key.
func (a answer) refused(code, key string) bool {
	return len(a.Errors) == 1 && a.Errors[0].Extensions["code"] == code && a.Errors[0].Extensions["key"] == key
}

// at walks down the data.
func (a answer) at(path ...string) any {
	var v any = a.Data
	for _, p := range path {
		v = descend(v, p)
	}
	return v
}

func (a answer) text(path ...string) string { s, _ := a.at(path...).(string); return s }

// post sends a document over a real connection.
func post(url, token, key, document string, variables any) (answer, []byte, error) {
	var a answer
	payload, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return a, nil, err
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, bytes.NewReader(payload))
	if err != nil {
		return a, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return a, nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return a, nil, err
	}
	err = json.Unmarshal(body, &a)
	return a, body, err
}

// must sends a document and fails the test unless it is answered without an error.
func must(t testing.TB, url, token, name string, input any) answer {
	t.Helper()
	a, body, err := post(url, token, "", document(t, name), input)
	if err != nil || len(a.Errors) > 0 {
		t.Fatalf("%s: %v %s", name, err, body)
	}
	return a
}

// in wraps an input as the documents take it.
func in(fields map[string]any) map[string]any { return map[string]any{"input": fields} }
