// Package scalar writes and reads the scalars of the API that are no types of ours.
package scalar

import (
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"
)

// Instants outside these years are refused: they are typing errors, and MariaDB cannot keep them.
const (
	firstYear = 1900
	lastYear  = 2200
)

// What the scalars return for text they cannot read; the presenter has words for each.
var (
	ErrNoDay  = errors.New("a day is a string YYYY-MM-DD, such as 2017-06-30")
	ErrNoUUID = errors.New("a UUID is a string such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301")
)

// MarshalString writes a text.
func MarshalString(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalString reads a text and nothing else: the executor would also take a number or a truth value for one.
func UnmarshalString(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", errors.New("a text is a string")
	}
	return s, nil
}

// MarshalInt writes a whole number.
func MarshalInt(n int) graphql.Marshaler { return graphql.MarshalInt(n) }

// UnmarshalInt reads a whole number and nothing else: the executor would also take a text that looks like one.
func UnmarshalInt(v any) (int, error) {
	if _, isText := v.(string); isText {
		return 0, errors.New("a whole number stands without quotes")
	}
	return graphql.UnmarshalInt(v)
}

// MarshalTime writes an instant in RFC 3339, UTC, to the microsecond.
func MarshalTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, strconv.Quote(t.UTC().Format("2006-01-02T15:04:05.999999Z07:00")))
	})
}

// UnmarshalTime reads an instant in RFC 3339 and cuts it to the microsecond.
func UnmarshalTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, errors.New("an instant is a string in RFC 3339, such as 2017-06-30T08:00:00+07:00")
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}, errors.New("an instant is a string in RFC 3339, such as 2017-06-30T08:00:00+07:00")
	}
	return t.UTC().Truncate(time.Microsecond), nil
}

// MarshalDate writes a day as it is stored.
func MarshalDate(day string) graphql.Marshaler { return graphql.MarshalString(day) }

// UnmarshalDate reads a day, YYYY-MM-DD. ErrNoDay.
func UnmarshalDate(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", ErrNoDay
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return "", ErrNoDay
	}
	return s, nil
}

// MarshalUUID writes a UUID as it is stored.
func MarshalUUID(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalUUID reads a UUID of any version and brings it to its canonical text. ErrNoUUID.
func UnmarshalUUID(v any) (string, error) {
	s, ok := v.(string)
	if !ok || len(s) != len(uuid.Nil.String()) {
		return "", ErrNoUUID
	}
	u, err := uuid.Parse(s)
	if err != nil {
		return "", ErrNoUUID
	}
	return u.String(), nil
}
