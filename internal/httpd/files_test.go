package httpd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// shelf takes and gives one file.
type shelf struct {
	bearer string
	taken  string
	actor  access.Actor
	err    error
}

func (f *shelf) take(w http.ResponseWriter, r *http.Request, bearer string) error {
	f.bearer = bearer
	body, err := io.ReadAll(r.Body)
	if err != nil {
		f.err = err
		return fault.New(fault.BadUserInput, "BODY_INCOMPLETE")
	}
	if f.err != nil {
		return f.err
	}
	f.taken = string(body)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (f *shelf) give(w http.ResponseWriter, r *http.Request) error {
	f.actor, _ = access.From(r.Context())
	if f.err != nil {
		return f.err
	}
	_, err := io.WriteString(w, "content of "+r.PathValue("id"))
	return err
}

func (f *shelf) options(o *Options) { o.Upload, o.Download = f.take, f.give }

func TestFilesGoInAndOutBesideGraphQL(t *testing.T) {
	f := &shelf{}
	e := newEdge(t, f.options)
	if r := e.call(t, http.MethodPut, "/files/7", "bytes", "Authorization: Bearer a.ticket"); r.StatusCode != 204 || f.taken != "bytes" || f.bearer != "a.ticket" {
		t.Errorf("got %d, took %q with %q", r.StatusCode, f.taken, f.bearer)
	}
	if r := e.call(t, http.MethodGet, "/files/7", ""); r.StatusCode != 200 || r.body != "content of 7" || !f.actor.IsAnonymous() || r.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("got %d %s for %v", r.StatusCode, r.body, f.actor)
	}
	if r := e.call(t, http.MethodOptions, "/files/7", ""); r.StatusCode != 204 || !strings.Contains(r.Header.Get("Allow"), "PUT") {
		t.Errorf("a browser that asks first gets %d %s", r.StatusCode, r.Header.Get("Allow"))
	}
	if !strings.Contains(e.log.String(), `/files/{id}`) || strings.Contains(e.log.String(), "a.ticket") {
		t.Errorf("the log holds %s", e.log.String())
	}
}

func TestAFileIsRefusedBeforeItIsTouched(t *testing.T) {
	f := &shelf{}
	e := newEdge(t, f.options)
	for name, c := range map[string]struct {
		method, path, header string
		status               int
		key                  string
	}{
		"in, without a ticket":           {http.MethodPut, "/files/7", "", 401, "UNAUTHENTICATED"},
		"in, with two":                   {http.MethodPut, "/files/7", "Authorization: Basic abc", 401, "BEARER_MALFORMED"},
		"in, with a ticket in the path":  {http.MethodPut, "/files/7?token=a.ticket", "Authorization: Bearer a.ticket", 400, "TOKEN_IN_URL"},
		"out, with a token in the path":  {http.MethodGet, "/files/7?access_token=x", "", 400, "TOKEN_IN_URL"},
		"out, with a token that is none": {http.MethodGet, "/files/7", "Authorization: Bearer nonsense", 401, ""},
		"by another method":              {http.MethodPost, "/files/7", "Authorization: Bearer a.ticket", 405, ""},
		"from deeper down":               {http.MethodGet, "/files/7/../../etc/passwd", "", 404, ""},
	} {
		headers := []string{}
		if c.header != "" {
			headers = append(headers, c.header)
		}
		if r := e.call(t, c.method, c.path, "bytes", headers...); r.StatusCode != c.status || c.key != "" && r.key() != c.key {
			t.Errorf("%s: got %d %s", name, r.StatusCode, r.body)
		}
	}
	if f.taken != "" || f.bearer != "" {
		t.Errorf("took %q with %q", f.taken, f.bearer)
	}
}

func TestTheStatusOfAFileIsThatOfItsFault(t *testing.T) {
	for code, want := range map[fault.Code]int{
		fault.Unauthenticated: 401, fault.Forbidden: 403, fault.NotFound: 404, fault.Conflict: 409, fault.LimitExceeded: 413,
		fault.BadUserInput: 422, fault.RateLimited: 429, fault.Internal: 500, fault.Unavailable: 503,
	} {
		f := &shelf{err: fault.New(code, "NOT_FOUND")}
		e := newEdge(t, f.options)
		if r := e.call(t, http.MethodGet, "/files/7", ""); r.StatusCode != want {
			t.Errorf("%s out: %d", code, r.StatusCode)
		}
		if r := e.call(t, http.MethodPut, "/files/7", "", "Authorization: Bearer a.ticket"); r.StatusCode != want {
			t.Errorf("%s in: %d", code, r.StatusCode)
		}
	}
	e := newEdge(t, (&shelf{err: errors.New("the disk is full")}).options)
	if r := e.call(t, http.MethodGet, "/files/7", ""); r.StatusCode != 500 {
		t.Errorf("a plain error: %d %s", r.StatusCode, r.body)
	}
}

// TestFilesAreChargedLikeOperations: S-23.
func TestFilesAreChargedLikeOperations(t *testing.T) {
	f, spent := &shelf{}, 0
	e := newEdge(t, func(o *Options) {
		f.options(o)
		o.Charge = func(_ context.Context, points int) error {
			if spent += points; spent > 3*filePoints {
				return fault.New(fault.RateLimited, "RATE_LIMITED").Retry(time.Second)
			}
			return nil
		}
	})
	for i, want := range []int{200, 200, 200, 429} {
		if r := e.call(t, http.MethodGet, "/files/7", ""); r.StatusCode != want || want == 429 && r.Header.Get("Retry-After") == "" {
			t.Errorf("file %d: %d %v", i, r.StatusCode, r.Header)
		}
	}
	if r := e.call(t, http.MethodPut, "/files/7", "bytes", "Authorization: Bearer a.ticket"); r.StatusCode != 429 || f.taken != "" {
		t.Errorf("got %d, took %q", r.StatusCode, f.taken)
	}
}

// TestABodyThatComesTooSlowlyIsLetGo: a sender who keeps a connection open byte by byte loses it when the time for a file is over.
func TestABodyThatComesTooSlowlyIsLetGo(t *testing.T) {
	f := &shelf{}
	e, _, _ := serving(t, func(o *Options) {
		f.options(o)
		o.FileTimeout = 300 * time.Millisecond
	})
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(e.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "PUT /files/7 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a.ticket\r\nTransfer-Encoding: chunked\r\n\r\n")
	for range 100 {
		if _, err := io.WriteString(conn, "1\r\nx\r\n"); err != nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	var slow net.Error
	eventually(t, "the body is let go", func() bool { return e.log.String() != "" })
	if !errors.As(f.err, &slow) || !slow.Timeout() || f.taken != "" {
		t.Errorf("it ended with %v, took %q", f.err, f.taken)
	}
}
