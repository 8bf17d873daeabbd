package store

import (
	"crypto/rand"
	"sync"
	"time"

	"gandan/ent/gid"
)

// Clock tells the time; the one source of it in the system.
type Clock interface{ Now() time.Time }

// IDs makes identifiers; the one source of them in the system.
type IDs interface {
	New(kind gid.Kind, at time.Time) gid.ID
}

// WallClock is the clock of the machine.
type WallClock struct{}

// Now is the present instant.
func (WallClock) Now() time.Time { return time.Now() }

// RandomIDs makes identifiers that sort in the order in which they were made, also within a millisecond.
type RandomIDs struct {
	mu      sync.Mutex
	ms      int64
	counter uint32
}

// New makes an identifier. It never goes back in time: when the clock does, the counter of the last millisecond goes on.
func (g *RandomIDs) New(kind gid.Kind, at time.Time) gid.ID {
	var random [6]byte
	_, _ = rand.Read(random[:]) // crypto/rand never fails since Go 1.24
	g.mu.Lock()
	defer g.mu.Unlock()
	const most = 1 << 18
	switch ms := at.UnixMilli(); {
	case ms > g.ms:
		g.ms, g.counter = ms, 0
	case g.counter+1 == most:
		g.ms, g.counter = g.ms+1, 0
	default:
		g.counter++
	}
	return gid.Make(kind, time.UnixMilli(g.ms), g.counter, random)
}
