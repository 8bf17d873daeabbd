package offline

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"gandan/ent/tombstone"
)

// Kind is what left a phone.
type Kind string

// The kinds of what a phone keeps.
const (
	Request   Kind = "REQUEST"
	Shift     Kind = "SHIFT"
	Procedure Kind = "PROCEDURE"
)

// Reason is why something left a phone.
type Reason string

// The reasons. All but the last stand in tombstones; that a procedure ended says its row.
const (
	Released   = Reason(tombstone.ReasonRELEASED)
	Reassigned = Reason(tombstone.ReasonREASSIGNED)
	Cancelled  = Reason(tombstone.ReasonCANCELLED)
	Merged     = Reason(tombstone.ReasonMERGED)
	Done       = Reason(tombstone.ReasonDONE)
	Left       = Reason(tombstone.ReasonLEFT)
	CalledOff  = Reason(tombstone.ReasonCALLED_OFF)
	Ended      = Reason("ENDED")
)

// Kinds lists them.
func Kinds() []Kind { return []Kind{Request, Shift, Procedure} }

// Reasons lists them.
func Reasons() []Reason {
	return []Reason{Released, Reassigned, Cancelled, Merged, Done, Left, CalledOff, Ended}
}

// MarshalGQL writes the value as a GraphQL enum.
func (k Kind) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(k))) }

// UnmarshalGQL reads a GraphQL enum.
func (k *Kind) UnmarshalGQL(v any) error { return read(k, v, Kinds()) }

// MarshalGQL writes the value as a GraphQL enum.
func (r Reason) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(r))) }

// UnmarshalGQL reads a GraphQL enum.
func (r *Reason) UnmarshalGQL(v any) error { return read(r, v, Reasons()) }

func read[T ~string](into *T, v any, known []T) error {
	s, _ := v.(string)
	if !slices.Contains(known, T(s)) {
		return fmt.Errorf("%q is no value of this enum", s)
	}
	*into = T(s)
	return nil
}
