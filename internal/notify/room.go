package notify

import (
	"slices"
	"sync"

	"gandan/ent"
	"gandan/ent/gid"
)

// room is one inbox that is watched, on however many devices.
type room struct {
	account gid.ID
	viewers int // held by the hub

	mu      sync.Mutex
	last    int                 // how far the room has come
	goal    int                 // how far the inbox is known to have come
	recent  []*ent.Notification // the last lines, without gaps
	changed chan struct{}       // closed and replaced when there is more
}

// aim says how far the inbox has come, and whether the room is behind.
func (r *room) aim(number int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.goal = max(r.goal, number)
	return r.goal > r.last
}

// span is what the room lacks. Of what it would not keep anyway it skips the beginning: viewers read that by themselves.
func (r *room) span() (from, to int, behind bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return max(r.last, r.goal-kept), r.goal, r.goal > r.last
}

// add takes the lines up to the number and wakes the viewers.
func (r *room) add(lines []*ent.Notification, upTo int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if upTo-kept > r.last {
		r.recent = nil
	}
	r.recent = append(r.recent, lines...)
	if n := len(r.recent); n > kept {
		r.recent = slices.Clone(r.recent[n-kept:])
	}
	r.last = max(r.last, upTo)
	close(r.changed)
	r.changed = make(chan struct{})
}

// place is where a viewer stands in a room.
type place int

const (
	waiting place = iota // there is nothing yet
	served               // there is something
	behind               // the room does not keep what comes next
)

// next is the line that follows the number. While there is none the channel says when to ask again.
func (r *room) next(number int) (*ent.Notification, place, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if number >= r.last {
		return nil, waiting, r.changed
	}
	i, exact := slices.BinarySearchFunc(r.recent, number+1, func(n *ent.Notification, want int) int { return n.Sequence - want })
	if !exact {
		return nil, behind, nil
	}
	return r.recent[i], served, nil
}

// reached is how far the room has come.
func (r *room) reached() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}
