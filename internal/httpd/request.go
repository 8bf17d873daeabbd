package httpd

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"runtime/debug"

	"golang.org/x/text/language"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// sane is the form of a request id that we take over from a client or proxy: long enough to be one, nothing to inject.
var sane = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// languages are those the messages exist in; the first is the answer to every other wish.
var languages = language.NewMatcher([]language.Tag{language.Vietnamese, language.English})

// requests gives each request its id, language and address, and writes its one line of log when it is over.
func (s *Server) requests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !sane.MatchString(id) {
			id = s.NewID()
		}
		w.Header().Set("X-Request-Id", id)
		ctx, note := withNote(access.WithRequest(r.Context(), access.Request{
			ID: id, Language: languageOf(r), IP: clientIP(r, s.TrustedProxies),
		}))
		began, rec := s.Now(), &recorder{ResponseWriter: w}
		defer func() { s.account(ctx, r, rec, note, s.Now().Sub(began)) }()
		next.ServeHTTP(rec, r.WithContext(ctx))
	})
}

func languageOf(r *http.Request) string {
	wishes, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wishes) == 0 {
		return "vi"
	}
	_, index, confidence := languages.Match(wishes...)
	if index == 1 && confidence != language.No {
		return "en"
	}
	return "vi"
}

// recovering answers INTERNAL where a handler panics, and logs why.
func (s *Server) recovering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if rec, ok := w.(*recorder); ok && rec.status != 0 {
				s.Log.ErrorContext(r.Context(), "panic after the answer began", "stack", string(debug.Stack()))
				return
			}
			s.refuse(w, r, panicked(p))
		}()
		next.ServeHTTP(w, r)
	})
}

func panicked(p any) error {
	return fault.Wrap("panic", fmt.Errorf("%v\n%s", p, debug.Stack()))
}

// secure sets the headers that every answer carries and answers preflight requests of the allowed origins.
func (s *Server) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		if s.Production {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if r.URL.Path != "/" { // GraphiQL brings its own scripts
			h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		}
		s.allowOrigin(h, r)
		next.ServeHTTP(w, r)
	})
}

// allowOrigin names the origin only when it is on the list: never a star, never what was merely sent.
func (s *Server) allowOrigin(h http.Header, r *http.Request) {
	h.Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if !s.origins[origin] {
		return
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", "X-Request-Id, Retry-After")
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", "GET, POST, PUT")
		h.Set("Access-Control-Allow-Headers",
			"Authorization, Content-Type, Accept-Language, Idempotency-Key, X-Request-Id")
		h.Set("Access-Control-Max-Age", "600")
	}
}

type noteKey struct{}

// note is what a handler learns about its request for the log and the metrics: never a value that a person typed.
type note struct {
	transport string
	operation string // name in the document
	kind      string // query, mutation, subscription
	code      string // of the first error
	actor     string // id of the account
	closed    int    // close code of a WebSocket
}

func withNote(ctx context.Context) (context.Context, *note) {
	n := new(note)
	return context.WithValue(ctx, noteKey{}, n), n
}

func noteOf(ctx context.Context) *note {
	if n, ok := ctx.Value(noteKey{}).(*note); ok {
		return n
	}
	return new(note)
}
