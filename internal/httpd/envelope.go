package httpd

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/99designs/gqlgen/graphql"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// readParams takes the GraphQL request out of the HTTP request.
func (s *Server) readParams(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, error) {
	switch r.Method {
	case http.MethodGet:
		return paramsOfQuery(r)
	case http.MethodPost:
		if !isJSON(r) {
			return nil, fault.New(fault.BadUserInput, "NOT_JSON")
		}
		body, err := s.readBody(w, r)
		if err != nil {
			return nil, err
		}
		return paramsOf(body, r.Header)
	}
	return nil, fault.New(fault.BadUserInput, "METHOD_NOT_ALLOWED")
}

// readBody reads no more than a request needs. A body that announces more is not read at all.
func (s *Server) readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	most := s.mostBody(r)
	tooLarge := fault.New(fault.LimitExceeded, "BODY_TOO_LARGE").With("limit", most>>10)
	if r.ContentLength > most {
		w.Header().Set("Connection", "close")
		return nil, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if tooMany := new(http.MaxBytesError); errors.As(err, &tooMany) {
		return nil, tooLarge
	}
	if err != nil {
		return nil, fault.New(fault.BadUserInput, "BODY_INCOMPLETE")
	}
	return body, nil
}

// mostBody is what a request may hold. Who has signed in may send what piled up without a signal, and we know whom to ask.
func (s *Server) mostBody(r *http.Request) int64 {
	if actor, _ := access.From(r.Context()); actor.IsAnonymous() {
		return s.MaxBody
	}
	return max(s.MaxBody, s.MaxQueue)
}

// paramsOf reads the envelope. A null counts as absent, an unknown key is left alone, a value of the wrong type is refused.
func paramsOf(body []byte, header http.Header) (*graphql.RawParams, error) {
	object, err := strictObject(body)
	if err != nil {
		return nil, err
	}
	p := &graphql.RawParams{Headers: header}
	for name, into := range map[string]any{
		"query": &p.Query, "operationName": &p.OperationName, "variables": &p.Variables, "extensions": &p.Extensions,
	} {
		if err := decode(object[name], into); err != nil {
			return nil, fault.Bad(name, "WRONG_TYPE")
		}
	}
	if p.Query == "" {
		return nil, fault.Bad("query", "QUERY_MISSING")
	}
	return p, nil
}

// decode keeps numbers as they were written: an id or an amount must not pass through a float.
func decode(value json.RawMessage, into any) error {
	if len(value) == 0 {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(value))
	dec.UseNumber()
	return dec.Decode(into)
}

// paramsOfQuery reads the same envelope out of the URL.
func paramsOfQuery(r *http.Request) (*graphql.RawParams, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, fault.New(fault.BadUserInput, "BAD_URL")
	}
	p := &graphql.RawParams{Headers: r.Header}
	for name, into := range map[string]*map[string]any{"variables": &p.Variables, "extensions": &p.Extensions} {
		if *into, err = objectIn(query, name); err != nil {
			return nil, err
		}
	}
	for name, into := range map[string]*string{"query": &p.Query, "operationName": &p.OperationName} {
		if len(query[name]) > 1 {
			return nil, fault.Bad(name, "PARAMETER_TWICE")
		}
		*into = query.Get(name)
	}
	if p.Query == "" {
		return nil, fault.Bad("query", "QUERY_MISSING")
	}
	return p, nil
}

func objectIn(query url.Values, name string) (map[string]any, error) {
	text := query.Get(name)
	switch {
	case len(query[name]) > 1:
		return nil, fault.Bad(name, "PARAMETER_TWICE")
	case text == "" || text == "null":
		return nil, nil //nolint:nilnil // absent
	}
	if _, err := strictObject([]byte(text)); err != nil {
		return nil, fault.Bad(name, "WRONG_TYPE")
	}
	var object map[string]any
	return object, decode(json.RawMessage(text), &object)
}
