// Package fault holds the one error type that may leave the process.
//
// A fault says three things and keeps them apart: what the program should do (Code, Key, Field), what the person is told
// (a message looked up by Key in their language, see messages.go) and what we need to know (the cause, for the log only).
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Code is the coarse class of a fault; a client may switch on it. The set is closed.
type Code string

// The codes of the API, as design section 4 lists them.
const (
	Unauthenticated Code = "UNAUTHENTICATED"
	Forbidden       Code = "FORBIDDEN"
	NotFound        Code = "NOT_FOUND"
	BadUserInput    Code = "BAD_USER_INPUT"
	Conflict        Code = "CONFLICT"
	RateLimited     Code = "RATE_LIMITED"
	LimitExceeded   Code = "LIMIT_EXCEEDED"
	Unavailable     Code = "UNAVAILABLE"
	Internal        Code = "INTERNAL"
)

// Key names the exact reason within a code, such as ALREADY_CLAIMED. Every key has a message in every language.
type Key string

// Error is a fault. Build one with New or Wrap and refine it with At, With, Retry and Because.
type Error struct {
	Code  Code
	Key   Key
	Field string         // the input field at fault, as a path like "input.description"; empty when none is
	Args  map[string]any // values for the placeholders of the message; never personal data
	After time.Duration  // for RATE_LIMITED: how long to wait
	Shown map[string]any // what the app is told besides, in the extensions of the error; never personal data
	cause error
}

// New returns a fault of the code and key.
func New(code Code, key Key) *Error { return &Error{Code: code, Key: key} }

// Bad returns BAD_USER_INPUT for one input field.
func Bad(field string, key Key) *Error { return New(BadUserInput, key).At(field) }

// Missing is the one answer for what does not exist and for what the viewer may not read.
func Missing() *Error { return New(NotFound, "NOT_FOUND") }

// Wrap returns INTERNAL with the cause kept for the log.
func Wrap(doing string, cause error) *Error {
	return New(Internal, "INTERNAL").Because(fmt.Errorf("%s: %w", doing, cause))
}

// At names the input field at fault.
func (e *Error) At(field string) *Error { e.Field = field; return e }

// With sets a placeholder of the message.
func (e *Error) With(name string, value any) *Error {
	if e.Args == nil {
		e.Args = map[string]any{}
	}
	e.Args[name] = value
	return e
}

// Show puts a value into the extensions of the error, for an app that acts on it. The names of the convention are taken: code,
// key, field, requestId and retryAfter.
func (e *Error) Show(name string, value any) *Error {
	if e.Shown == nil {
		e.Shown = map[string]any{}
	}
	e.Shown[name] = value
	return e
}

// Retry says after which time the same call may succeed.
func (e *Error) Retry(after time.Duration) *Error { e.After = after; return e }

// Because keeps the cause for the log.
func (e *Error) Because(cause error) *Error { e.cause = cause; return e }

// Error is for logs and tests, never for a person.
func (e *Error) Error() string {
	s := string(e.Code) + " " + string(e.Key)
	if e.Field != "" {
		s += " at " + e.Field
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.cause }

// Of finds the fault in err's chain. An error that is no fault becomes INTERNAL with err as its cause.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return New(Internal, "INTERNAL").Because(err)
}

// Is reports whether err is a fault of the code.
func Is(err error, code Code) bool {
	var f *Error
	return errors.As(err, &f) && f.Code == code
}

// HasKey reports whether err is a fault with the key.
func HasKey(err error, key Key) bool {
	var f *Error
	return errors.As(err, &f) && f.Key == key
}
