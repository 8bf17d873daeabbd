package httpd

import (
	"net/http"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// maxAnswer bounds the answer of a query in bytes. A mutation is answered whatever its size: it has happened.
const maxAnswer = 1 << 20

const allowedMethods = "GET, POST, OPTIONS"

// serveGraphQL is the one address of the API.
func (s *Server) serveGraphQL(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", allowedMethods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	actor, bearer, err := s.identify(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	ctx := access.With(r.Context(), actor)
	if !actor.IsAnonymous() {
		noteOf(ctx).actor = actor.ID.String()
	}
	if r = r.WithContext(ctx); r.Header.Get("Upgrade") != "" {
		s.serveSocket(w, r, bearer)
		return
	}
	s.serveRequest(w, r, bearer)
}

func (s *Server) serveRequest(w http.ResponseWriter, r *http.Request, bearer string) {
	m, err := negotiate(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	p, err := s.readParams(w, r)
	switch {
	case err != nil:
		s.refuse(w, r, err)
	case m == eventsMedia:
		s.serveEvents(w, r, p, bearer)
	default:
		s.serveAnswer(w, r, p, m)
	}
}

// serveAnswer runs a query or mutation and writes its one answer.
func (s *Server) serveAnswer(w http.ResponseWriter, r *http.Request, p *graphql.RawParams, m media) {
	op := s.newOperation(r.Context())
	defer op.close("http")
	op.open(p, overHTTP(r.Method, m))
	answer := op.first()
	if answer == nil {
		answer = s.present(op.ctx, fault.New(fault.Unavailable, "TIMED_OUT"))
	}
	body := encode(answer)
	if len(body) > maxAnswer && op.kind == ast.Query {
		answer = s.present(op.ctx, fault.New(fault.LimitExceeded, "ANSWER_TOO_LARGE").With("limit", maxAnswer>>10))
		body = encode(answer)
	}
	n := noteOf(r.Context())
	n.transport, n.kind, n.operation, n.code = "http", string(op.kind), op.name, codeOf(answer)
	write(w, m, statusOf(answer, m), answer, body)
}

// overHTTP refuses a mutation by GET, which any link could cause, and a subscription that nobody listens to.
func overHTTP(method string, m media) permit {
	return func(kind ast.Operation) error {
		switch {
		case method == http.MethodGet && kind == ast.Mutation:
			return fault.New(fault.BadUserInput, "MUTATION_BY_GET")
		case kind == ast.Subscription && m != eventsMedia:
			return fault.New(fault.BadUserInput, "SUBSCRIPTION_NEEDS_STREAM")
		}
		return nil
	}
}

// refuse answers a request that never became an operation.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	m, nerr := negotiate(r)
	if nerr != nil || m == eventsMedia {
		m = jsonMedia
	}
	answer := s.present(r.Context(), err)
	n := noteOf(r.Context())
	n.code = codeOf(answer)
	write(w, m, statusOf(answer, m), answer, encode(answer))
}

func write(w http.ResponseWriter, m media, status int, answer *graphql.Response, body []byte) {
	h := w.Header()
	h.Set("Content-Type", m.header())
	switch status {
	case http.StatusMethodNotAllowed:
		h.Set("Allow", "GET, POST")
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", "Bearer")
	}
	if after, ok := extension(answer, "retryAfter").(int); ok {
		h.Set("Retry-After", strconv.Itoa(after))
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone needs no answer
}

// statusOfKey are the faults whose status does not depend on what the client accepts.
var statusOfKey = map[fault.Key]int{
	"BODY_TOO_LARGE":            http.StatusRequestEntityTooLarge,
	"NOT_JSON":                  http.StatusUnsupportedMediaType,
	"NOT_ACCEPTABLE":            http.StatusNotAcceptable,
	"SUBSCRIPTION_NEEDS_STREAM": http.StatusNotAcceptable,
	"METHOD_NOT_ALLOWED":        http.StatusMethodNotAllowed,
	"MUTATION_BY_GET":           http.StatusMethodNotAllowed,
	"ORIGIN_FORBIDDEN":          http.StatusForbidden,
	"BAD_JSON":                  http.StatusBadRequest,
	"BAD_URL":                   http.StatusBadRequest,
	"NOT_AN_OBJECT":             http.StatusBadRequest,
	"JSON_TOO_DEEP":             http.StatusBadRequest,
	"JSON_KEY_TWICE":            http.StatusBadRequest,
	"PARAMETER_TWICE":           http.StatusBadRequest,
	"WRONG_TYPE":                http.StatusBadRequest,
	"QUERY_MISSING":             http.StatusBadRequest,
	"BODY_INCOMPLETE":           http.StatusBadRequest,
	"TOKEN_IN_URL":              http.StatusBadRequest,
}

// statusOf is the status of an answer. With data it is 200, whatever failed on the way. A well-formed request whose
// document is not good is 200 for clients of application/json, which expect to find errors in the body, and 400 for others.
func statusOf(answer *graphql.Response, m media) int {
	if answer.Data != nil || len(answer.Errors) == 0 {
		return http.StatusOK
	}
	if status, ok := statusOfKey[keyOf(answer)]; ok {
		return status
	}
	switch fault.Code(codeOf(answer)) {
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.RateLimited:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.Internal:
		return http.StatusInternalServerError
	default: // the others are answers of the API, not failures of the transport
	}
	if m == jsonMedia {
		return http.StatusOK
	}
	return http.StatusBadRequest
}
