package live

import (
	"context"
	"sync"
	"time"

	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// paintEvery is the shortest time between two readings of a screen: what happens in between is shown together.
const paintEvery = 500 * time.Millisecond

// Projector shows the screen in the room until the context ends: at once, and then whenever something changed, with so many
// of the questions with most votes, 0 to 20. It reads as a visitor, so a draft has none, for its admins neither. A viewer who
// reads slowly gets the newest state and no backlog. It goes on when the conference is over: its conclusion still comes.
//
// NOT_FOUND for what the public may not read, BAD_USER_INPUT with key BAD_PAGE_SIZE.
func (h *Hub) Projector(ctx context.Context, conferenceID gid.ID, top int) (<-chan *Snapshot, error) {
	if err := checkTop(top); err != nil {
		return nil, err
	}
	visitor := access.With(ctx, access.Anonymous())
	c, err := h.store.Reader(visitor).Conference.Query().Where(conference.ID(conferenceID), access.Listed).
		Select(conference.FieldLastSequence).Only(visitor)
	if err != nil {
		return nil, store.Translate(err)
	}
	w := &watcher{hub: h, room: h.enter(c), out: make(chan *Snapshot), top: top, from: c.LastSequence}
	h.watch(w.room, w.from)
	go w.walk(ctx)
	return w.out, nil
}

// screen is what a room shows. While somebody watches, one painter reads it for all of them, in the largest shape; the
// smaller ones are cut from it.
type screen struct {
	stale chan struct{} // holds a sign when there is something new to read

	mu       sync.Mutex
	shown    *Snapshot     // nil until it was read
	changed  chan struct{} // closed and replaced when there is a newer one
	watchers int
	stop     context.CancelFunc // of the painter
}

func newScreen() *screen {
	return &screen{stale: make(chan struct{}, 1), changed: make(chan struct{})}
}

// mark says that something changed.
func (s *screen) mark() {
	select {
	case s.stale <- struct{}{}:
	default: // it will be read anyway
	}
}

// look is the newest state, and what tells of a newer one.
func (s *screen) look() (*Snapshot, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown, s.changed
}

func (s *screen) show(now *Snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = now
	close(s.changed)
	s.changed = make(chan struct{})
}

// watch counts a viewer of the room's screen, who wants to see it as it was at the number or later. The first one brings the
// painter.
func (h *Hub) watch(r *room, from int) {
	s := r.screen
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watchers++; s.watchers == 1 {
		ctx, stop := context.WithCancel(context.Background())
		s.shown, s.stop = nil, stop // what was painted for those who left is old
		go h.paint(ctx, r)
	}
	if s.shown == nil || s.shown.Sequence < from {
		s.mark()
	}
}

// unwatch sends the painter home when nobody is left.
func (s *screen) unwatch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watchers--; s.watchers == 0 {
		s.stop()
		s.shown = nil
	}
}

// paint reads the screen of a room again and again until the context or the hub ends. When the database does not answer, it
// is tried again with the next look.
func (h *Hub) paint(ctx context.Context, r *room) {
	for sleepUntil(ctx, h, r.screen.stale) {
		pause := paintEvery
		now, err := h.snapshot(ctx, r.id, mostTop)
		if err == nil && ctx.Err() == nil {
			r.screen.show(now)
		} else {
			h.report(ctx, err)
			r.screen.mark()
			pause = lookEvery
		}
		rest := time.NewTimer(pause)
		awake := sleepUntil(ctx, h, rest.C)
		rest.Stop()
		if !awake {
			return
		}
	}
}
