package httpd

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"gandan/internal/fault"
)

// TestASecretInAPathIsInNoLogAndNoMetric reads an address whose last part only its owner knows.
func TestASecretInAPathIsInNoLogAndNoMetric(t *testing.T) {
	const secret = "k3yThatOnlyOnePersonKnows"
	e := newEdge(t, func(o *Options) {
		o.More = map[string]http.Handler{
			"GET /files/{name}": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = w.Write([]byte(r.PathValue("name")))
			}),
			"GET /broken/{name}": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }),
		}
	})
	for _, path := range []string{"/files/", "/files/a/../", "/broken/", "/unknown/"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, e.url+path+secret, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	metrics, err := http.NewRequestWithContext(t.Context(), http.MethodGet, e.url+"/metrics", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(metrics)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var counted strings.Builder
	if err := answer.Write(&counted); err != nil {
		t.Fatal(err)
	}
	if log := e.log.String(); strings.Contains(log, secret) || !strings.Contains(log, `"route":"/files/{name}"`) {
		t.Errorf("the log says\n%s", log)
	}
	if text := counted.String(); strings.Contains(text, secret) || !strings.Contains(text, `route="/files/{name}"`) {
		t.Error("the metrics name the path, or not the route")
	}
}

// TestWhatAnybodyReadsIsChargedToo: S-23. A calendar is asked for by programs, again and again.
func TestWhatAnybodyReadsIsChargedToo(t *testing.T) {
	left, served := 1, 0
	e := newEdge(t, func(o *Options) {
		o.More = map[string]http.Handler{"GET /calendar/{name}": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { served++ })}
		o.Charge = func(context.Context, int) error {
			if left--; left < 0 {
				return fault.New(fault.RateLimited, "RATE_LIMITED")
			}
			return nil
		}
	})
	for _, want := range []int{http.StatusOK, http.StatusTooManyRequests} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, e.url+"/calendar/ward.ics", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("status %d, want %d", answer.StatusCode, want)
		}
	}
	if served != 1 {
		t.Errorf("%d calendars were made, want 1", served)
	}
}
