package httpd

import (
	"net/http"
	"time"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// Where files go in and out, apart from GraphQL (S-11), how long one may take and how many do so at once.
const (
	filesPath   = "/files/{id}"
	fileTimeout = time.Minute // 10 MiB over a line of 1.5 Mbit/s
	filesAtOnce = 256
	filePoints  = 50 // what one costs its sender or reader, out of the same budget as operations (S-23)
)

// serveUpload passes the ticket on as it came. It is no access token: whoever takes the file asks who holds it.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	s.passFile(w, r, func() error {
		ticket, err := bearerOf(r.Header.Values("Authorization"))
		if err == nil && ticket == "" {
			err = fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
		}
		if err != nil {
			return err
		}
		return s.charged(r, access.Anonymous(), func(r *http.Request) error { return s.Upload(w, r, ticket) })
	})
}

// serveDownload finds out who asks, as for GraphQL.
func (s *Server) serveDownload(w http.ResponseWriter, r *http.Request) {
	s.passFile(w, r, func() error {
		actor, _, err := s.identify(r)
		if err != nil {
			return err
		}
		if !actor.IsAnonymous() {
			noteOf(r.Context()).actor = actor.ID.String()
		}
		return s.charged(r, actor, func(r *http.Request) error { return s.Download(w, r) })
	})
}

// charged takes the points of a file from whoever asks, or from their address, before anything is looked for.
func (s *Server) charged(r *http.Request, actor access.Actor, pass func(*http.Request) error) error {
	ctx := access.With(r.Context(), actor)
	if s.Charge != nil {
		if err := s.Charge(ctx, filePoints); err != nil {
			return err
		}
	}
	return pass(r.WithContext(ctx))
}

// passFile gives a file its time and its place: files wait for files and never for operations.
func (s *Server) passFile(w http.ResponseWriter, r *http.Request, pass func() error) {
	noteOf(r.Context()).transport = "file"
	until := time.Now().Add(s.FileTimeout) //nolint:forbidigo // deadlines of sockets are in the time of the machine
	conn := http.NewResponseController(w)
	_, _ = conn.SetReadDeadline(until), conn.SetWriteDeadline(until) // a recorder of a test has none
	err := tokenInURL(r)
	if err == nil {
		var leave func()
		if leave, err = s.files.enter(r.Context()); err == nil {
			defer leave()
			err = pass()
		}
	}
	if err != nil {
		s.refuseFile(w, r, err)
	}
}

func (s *Server) refuseFile(w http.ResponseWriter, r *http.Request, err error) {
	answer := s.present(r.Context(), err)
	noteOf(r.Context()).code = codeOf(answer)
	write(w, jsonMedia, statusOfFile(fault.Of(err)), answer, encode(answer))
}

// charging takes the points of a file for what anybody may read without a sign-in, such as a calendar.
func (s *Server) charging(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := s.charged(r, access.Anonymous(), func(r *http.Request) error {
			next.ServeHTTP(w, r)
			return nil
		})
		if err != nil {
			s.refuseFile(w, r, err)
		}
	})
}

// statusOfFile is the status of a refusal: here it means what HTTP says, since there is no GraphQL answer around it.
func statusOfFile(f *fault.Error) int {
	switch f.Code {
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.LimitExceeded:
		return http.StatusRequestEntityTooLarge
	case fault.RateLimited:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.BadUserInput:
		if status, ok := statusOfKey[f.Key]; ok {
			return status
		}
		return http.StatusUnprocessableEntity
	default:
		return http.StatusInternalServerError
	}
}

// preflight answers a browser that asks before it sends a file.
func preflight(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Allow", "GET, PUT, OPTIONS")
	w.WriteHeader(http.StatusNoContent)
}
