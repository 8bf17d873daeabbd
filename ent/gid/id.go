// Package gid is the typed identifier of every row: a UUIDv7 that carries the kind of what it names.
//
//	48 bits  milliseconds since 1970
//	 4 bits  version 7
//	 8 bits  kind                      node(id) finds the table without asking the database
//	 4 bits  counter, high part        \ rows made within one millisecond
//	 2 bits  variant                   |  keep the order in which
//	14 bits  counter, low part         /  they were made
//	48 bits  random
//
// Ids sort by time of creation within a kind, and are stored as binary(16) on every database.
package gid

import (
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// ID is one identifier. The zero ID names nothing.
type ID [16]byte

// Zero is the ID that names nothing.
var Zero ID

// ErrMalformed is returned by Parse for text that is no id of ours.
var ErrMalformed = errors.New("gid: not an identifier of this system")

// Make builds an ID. counter is the position within the millisecond (18 bits are used), random the last 48 bits.
func Make(kind Kind, at time.Time, counter uint32, random [6]byte) ID {
	var v ID
	ms := uint64(at.UnixMilli())
	binary.BigEndian.PutUint64(v[0:8], ms<<16|uint64(0x7000)|uint64(kind)<<4|uint64(counter>>14&0xf))
	binary.BigEndian.PutUint16(v[8:10], 0x8000|uint16(counter&0x3fff))
	copy(v[10:], random[:])
	return v
}

// Parse reads the textual form. ErrMalformed if the text is not a UUIDv7 with a kind we know.
func Parse(s string) (ID, error) {
	if len(s) != 36 {
		return Zero, ErrMalformed
	}
	u, err := uuid.Parse(s)
	if err != nil {
		return Zero, ErrMalformed
	}
	v := ID(u)
	if u.Version() != 7 || u.Variant() != uuid.RFC4122 || v.Kind().String() == "" {
		return Zero, ErrMalformed
	}
	return v, nil
}

// Kind tells what the ID names.
func (v ID) Kind() Kind { return Kind(binary.BigEndian.Uint16(v[6:8]) >> 4 & 0xff) }

// As is the id of the one row of the kind that belongs to what v names, such as the inbox of an account.
func (v ID) As(kind Kind) ID {
	head := binary.BigEndian.Uint16(v[6:8])
	binary.BigEndian.PutUint16(v[6:8], head&0xf00f|uint16(kind)<<4)
	return v
}

// IsZero reports whether the ID names nothing.
func (v ID) IsZero() bool { return v == Zero }

// Time is the instant of creation, to the millisecond.
func (v ID) Time() time.Time {
	return time.UnixMilli(int64(binary.BigEndian.Uint64(v[0:8]) >> 16)).UTC()
}

// String is the canonical UUID text.
func (v ID) String() string { return uuid.UUID(v).String() }

// Value stores the 16 bytes.
func (v ID) Value() (driver.Value, error) { return v[:], nil }

// Scan reads the 16 bytes.
func (v *ID) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok || len(b) != len(v) {
		return fmt.Errorf("gid: cannot read a %T of %d bytes", src, len(b))
	}
	copy(v[:], b)
	return nil
}

// MarshalText writes the canonical text, also as a key of a JSON object.
func (v ID) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the canonical text.
func (v *ID) UnmarshalText(b []byte) (err error) { *v, err = Parse(string(b)); return err }

// MarshalGQL writes the ID as a GraphQL string.
func (v ID) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(v.String())) }

// UnmarshalGQL reads a GraphQL ID.
func (v *ID) UnmarshalGQL(in any) error {
	s, ok := in.(string)
	if !ok {
		return ErrMalformed
	}
	return v.UnmarshalText([]byte(s))
}
