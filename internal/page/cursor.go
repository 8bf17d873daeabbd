package page

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"gandan/ent/gid"
	"gandan/internal/fault"
)

// Cursor is the position of a row: the value it is ordered by and its id, which breaks ties in the same direction.
// Exactly one of the values is used by a list.
type Cursor struct {
	Time *time.Time
	Int  *int64
	Text *string
	ID   gid.ID
}

// AtTime is the cursor of a row in a list ordered by an instant.
func AtTime(t time.Time, v gid.ID) Cursor { return Cursor{Time: &t, ID: v} }

// AtInt is the cursor of a row in a list ordered by a number.
func AtInt(n int, v gid.ID) Cursor { i := int64(n); return Cursor{Int: &i, ID: v} }

// AtText is the cursor of a row in a list ordered by a text.
func AtText(s string, v gid.ID) Cursor { return Cursor{Text: &s, ID: v} }

// AtID is the cursor of a row in a list ordered by id.
func AtID(v gid.ID) Cursor { return Cursor{ID: v} }

// wire is the encoded form; List keeps a cursor from being used with another list.
type wire struct {
	List string  `json:"l"`
	Time *int64  `json:"t,omitempty"`
	Int  *int64  `json:"n,omitempty"`
	Text *string `json:"s,omitempty"`
	ID   gid.ID  `json:"i"`
}

func (c Cursor) encode(list string) string {
	w := wire{List: list, Int: c.Int, Text: c.Text, ID: c.ID}
	if c.Time != nil {
		us := c.Time.UnixMicro()
		w.Time = &us
	}
	b, _ := json.Marshal(w) //nolint:errchkjson // plain values only
	return base64.RawURLEncoding.EncodeToString(b)
}

func decode(list, field string, s *string) (*Cursor, error) {
	if s == nil {
		return nil, nil //nolint:nilnil // no cursor given is no cursor
	}
	var w wire
	b, err := base64.RawURLEncoding.DecodeString(*s)
	if err == nil {
		err = json.Unmarshal(b, &w)
	}
	if err != nil || w.List != list || !w.sound() {
		return nil, fault.Bad(field, "BAD_CURSOR")
	}
	c := &Cursor{Int: w.Int, Text: w.Text, ID: w.ID}
	if w.Time != nil {
		t := time.UnixMicro(*w.Time).UTC()
		c.Time = &t
	}
	return c, nil
}

// Instants beyond these bounds, in microseconds since 1970, were never in a cursor of ours, and MariaDB refuses them with an error.
const (
	earliest = -2_208_988_800_000_000 // 1900
	latest   = 7_258_118_400_000_000  // 2200
)

// sound reports whether encode can have written it.
func (w wire) sound() bool {
	return !w.ID.IsZero() && (w.Time == nil || *w.Time >= earliest && *w.Time < latest)
}

// value is what the rows are ordered by, or nil for a list ordered by id alone.
func (c Cursor) value() any {
	switch {
	case c.Time != nil:
		return *c.Time
	case c.Int != nil:
		return *c.Int
	case c.Text != nil:
		return *c.Text
	}
	return nil
}
