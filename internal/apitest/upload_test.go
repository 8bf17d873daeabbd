package apitest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestAPaperTravelsOverARealConnection: without a length, in parts, and not again when it is known.
func TestAPaperTravelsOverARealConnection(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url := w.serve(t)
			host := strings.TrimSuffix(url, "/graphql")
			id := w.conferenceInTheWard(t, url, "AFTER_PUBLICATION")
			paper := append(append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("0123456789abcdef\n"), 100_000)...), "%%EOF\n"...)
			made := must(t, url, w.token(t, "dung"), "admin/Attach", in(map[string]any{"subjectId": id, "name": "a.pdf", "media": "PDF", "size": len(paper)}))
			path, ticket := made.text("attach", "uploadPath"), made.text("attach", "ticket")
			call := func(method string, body io.Reader, headers ...string) (int, []byte, http.Header) {
				t.Helper()
				r, err := http.NewRequest(method, host+path, body)
				if err != nil {
					t.Fatal(err)
				}
				for _, h := range headers {
					name, value, _ := strings.Cut(h, ": ")
					r.Header.Set(name, value)
				}
				response, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				defer response.Body.Close()
				content, err := io.ReadAll(response.Body)
				if err != nil {
					t.Fatal(err)
				}
				return response.StatusCode, content, response.Header
			}
			if status, answer, _ := call("PUT", io.LimitReader(neverEnding{}, 1<<30), "Authorization: Bearer "+ticket); status != 413 {
				t.Errorf("without an end: %d %s", status, answer)
			}
			if status, answer, _ := call("PUT", struct{ io.Reader }{bytes.NewReader(paper)}, "Authorization: Bearer "+ticket); status != 204 {
				t.Fatalf("without a length: %d %s", status, answer)
			}
			status, content, header := call("GET", nil)
			if status != 200 || !bytes.Equal(content, paper) {
				t.Fatalf("got %d, %d bytes", status, len(content))
			}
			if status, part, h := call("GET", nil, "Range: bytes=9-24"); status != 206 || string(part) != "0123456789abcdef" || h.Get("Content-Range") == "" {
				t.Errorf("a part: %d %q", status, part)
			}
			if status, _, _ := call("GET", nil, "If-None-Match: "+header.Get("ETag")); status != 304 {
				t.Errorf("what is known already: %d", status)
			}
			if status, _, h := call("HEAD", nil); status != 200 || h.Get("Content-Length") == "" {
				t.Errorf("its head: %d %v", status, h)
			}
		})
	}
}

// neverEnding is a body that goes on and on.
type neverEnding struct{}

func (neverEnding) Read(b []byte) (int, error) { return len(b), nil }
