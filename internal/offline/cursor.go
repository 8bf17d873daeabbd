package offline

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// position is how far a phone has read.
type position struct {
	since  time.Time // when the last reading that came to its end began; zero when there was none
	began  time.Time // when the present one began; zero at rest
	stream int       // which stream is read
	at     time.Time // the last row of it that was shown
	id     gid.ID    // zero at the start of a stream
}

// full reports that all is read, not what changed.
func (p position) full() bool { return p.since.IsZero() }

func (p position) atStart() bool { return p.stream == 0 && p.id.IsZero() }

// begun is the position with a reading under way.
func (p position) begun(now time.Time) position {
	if p.began.IsZero() {
		p.began = now
	}
	return p
}

// rests is the position after the reading: the next one begins by the instant at which this one began.
func (p position) rests() position { return position{since: p.began} }

// good reports whether the tombstones since then are still kept. A clock that went back further than the overlap begins anew.
func (p position) good(now time.Time) bool {
	first, last := p.since, p.since
	if p.full() {
		first = p.began
	}
	if !p.began.IsZero() {
		last = p.began
	}
	return !first.Before(now.Add(-Kept)) && !last.After(now.Add(Overlap))
}

// The form of a cursor; one of another version is refused.
const (
	mark     = "offline." // tells it from the cursors of pages
	version  = 1
	sealSize = 16
)

// wire is the encoded form: instants in microseconds since 1970, zero for none.
type wire struct {
	Version int    `json:"v"`
	Account gid.ID `json:"a"`
	Reach   string `json:"r"` // the territory of the roles, hashed
	Since   int64  `json:"s,omitempty"`
	Began   int64  `json:"b,omitempty"`
	Stream  int    `json:"k,omitempty"`
	At      int64  `json:"t,omitempty"`
	ID      string `json:"i,omitempty"`
}

// sealed is the cursor of the position for the viewer.
func (c *Changes) sealed(viewer access.Actor, p position) string {
	w := wire{
		Version: version, Account: viewer.ID, Reach: reachOf(viewer),
		Since: micros(p.since), Began: micros(p.began), Stream: p.stream, At: micros(p.at),
	}
	if !p.id.IsZero() {
		w.ID = p.id.String()
	}
	body, _ := json.Marshal(w) //nolint:errchkjson // plain values only
	return mark + base64.RawURLEncoding.EncodeToString(slices.Concat(c.seal(body), body))
}

func (c *Changes) seal(body []byte) []byte {
	mac := hmac.New(sha256.New, c.key)
	mac.Write(body)
	return mac.Sum(nil)[:sealSize]
}

// opened is the position of the viewer's cursor; the start without one, and for one that is too old or of other roles.
// BAD_USER_INPUT with key RESYNC_NEEDED.
func (c *Changes) opened(viewer access.Actor, cursor *string) (position, error) {
	if cursor == nil {
		return position{}, nil
	}
	refused := fault.Bad("after", "RESYNC_NEEDED")
	rest, marked := strings.CutPrefix(*cursor, mark)
	text, err := base64.RawURLEncoding.DecodeString(rest)
	if !marked || err != nil || len(text) <= sealSize || !hmac.Equal(text[:sealSize], c.seal(text[sealSize:])) {
		return position{}, refused
	}
	var w wire
	if json.Unmarshal(text[sealSize:], &w) != nil || w.Version != version || w.Account != viewer.ID {
		return position{}, refused
	}
	p := position{since: instant(w.Since), began: instant(w.Began), stream: w.Stream, at: instant(w.At)}
	if w.ID != "" {
		if p.id, err = gid.Parse(w.ID); err != nil {
			return position{}, refused
		}
	}
	if w.Reach != reachOf(viewer) || !p.good(c.store.Now()) {
		return position{}, nil
	}
	return p, nil
}

// reachOf names the units in which the viewer volunteers, whatever their order: with others a phone keeps other things, and no row
// says so.
func reachOf(viewer access.Actor) string {
	paths := slices.Clone(access.Scope(viewer, access.ReadRequest).Held)
	slices.Sort(paths)
	sum := sha256.Sum256([]byte(strings.Join(paths, " ")))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
