package identity

import (
	"maps"
	"sync"
	"time"

	"gandan/ent/gid"
)

// actors remembers sessions for a moment, so that the requests of one screen ask the database once.
type actors struct {
	mu    sync.Mutex
	by    map[gid.ID]remembered
	epoch uint64 // rises with every forget
}

type remembered struct {
	holder *holder
	at     time.Time
}

// mostRemembered is how many sessions are remembered; in two seconds no more than that ask.
const mostRemembered = 100_000

func newActors() *actors { return &actors{by: map[gid.ID]remembered{}} }

// get also gives the epoch that put wants.
func (c *actors) get(session gid.ID, now time.Time) (*holder, uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r, ok := c.by[session]; ok && r.fresh(now) {
		return r.holder, c.epoch
	}
	return nil, c.epoch
}

// fresh also refuses what was read in the future: the clock may have been set back.
func (r remembered) fresh(now time.Time) bool {
	age := now.Sub(r.at)
	return age >= 0 && age < actorRemembered
}

// put remembers what was read at the instant, unless somebody was forgotten in the meantime: it may be out of date already.
func (c *actors) put(h *holder, at time.Time, epoch uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if epoch != c.epoch {
		return
	}
	if len(c.by) >= mostRemembered {
		maps.DeleteFunc(c.by, func(_ gid.ID, r remembered) bool { return !r.fresh(at) })
	}
	if len(c.by) < mostRemembered {
		c.by[h.session.ID] = remembered{h, at}
	}
}

// forget drops every session of the account.
func (c *actors) forget(account gid.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	maps.DeleteFunc(c.by, func(_ gid.ID, r remembered) bool { return r.holder.account.ID == account })
}
