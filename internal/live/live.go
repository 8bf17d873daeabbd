package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/event"
	"gandan/internal/store"
)

// What the hub hears: the event that the conference domain emits with each activity, and that of a ballot, which takes no
// number and only changes a total on the screen.
const (
	activityFact = "conference.activity"
	ballotFact   = "poll.ballot_cast"
)

// How much a room keeps, how often the loop looks without being told to, and for how many looks an empty room stays: viewers
// who lost their connection come back to it without asking the database.
const (
	kept      = 256
	lookEvery = time.Second
	emptyFor  = 60
)

// Hub is the fan-out of one process. It is safe for concurrent use.
type Hub struct {
	store *store.Store
	log   *slog.Logger
	poked chan struct{}

	mu    sync.Mutex
	rooms map[gid.ID]*room
	over  chan struct{} // closed when Run ends
}

// New makes the hub; nothing is delivered until Run runs.
func New(s *store.Store, log *slog.Logger) *Hub {
	return &Hub{store: s, log: log, poked: make(chan struct{}, 1), rooms: map[gid.ID]*room{}, over: make(chan struct{})}
}

// Run delivers until the context ends; then every subscription ends. It is called once.
func (h *Hub) Run(ctx context.Context) error {
	defer close(h.over)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-h.poked:
		case <-tick.C:
			h.look(ctx)
		}
		h.advance(ctx)
	}
}

// On hears of an activity and of a ballot; other facts are nothing to it. It never waits.
func (h *Hub) On(_ context.Context, e event.Event) error {
	switch e.Name {
	case activityFact:
		if r := h.roomOf(e.Subject); r != nil {
			r.markStale()
			h.poke()
		}
	case ballotFact:
		id, err := gid.Parse(e.Data["conference"])
		if r := h.roomOf(id); err == nil && r != nil {
			r.screen.mark()
		}
	}
	return nil
}

// roomOf is the room of the conference, nil when nobody watches it.
func (h *Hub) roomOf(id gid.ID) *room {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.rooms[id]
}

func (h *Hub) poke() {
	select {
	case h.poked <- struct{}{}:
	default: // the loop will look anyway
	}
}

// Question is what the activity is about as the public sees it; nil when it is not about a question or the public may not read
// it. A question that was hidden shows its id and its state alone.
func (h *Hub) Question(_ context.Context, a *ent.Activity) (*ent.Question, error) {
	return a.Edges.Question, nil
}

// Poll is what the activity is about; nil when it is not about a poll.
func (h *Hub) Poll(_ context.Context, a *ent.Activity) (*ent.Poll, error) {
	return a.Edges.Poll, nil
}
