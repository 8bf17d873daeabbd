package notify

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/inbox"
	"gandan/ent/notification"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/store"
)

// How many lines a room keeps, how many rooms one statement serves, and how often the loop looks without being told to: another
// process may have written.
const (
	kept       = 32
	roomsAtOne = 200
	lookEvery  = time.Second
)

// hub is the fan-out of one process. One loop asks for the numbers of all inboxes that are watched, in one statement, and reads
// what is new in them, once for all devices of a person. An inbox at which nothing happens costs nothing more.
type hub struct {
	store *store.Store
	poked chan struct{}
	over  chan struct{} // closed when Run ends

	mu    sync.Mutex
	rooms map[gid.ID]*room
}

func newHub(s *store.Store) *hub {
	return &hub{store: s, poked: make(chan struct{}, 1), over: make(chan struct{}), rooms: map[gid.ID]*room{}}
}

// Run serves those who watch their inbox until the context ends; then every subscription ends. It is called once.
func (s *Service) Run(ctx context.Context, log *slog.Logger) error {
	defer close(s.hub.over)
	ctx = access.AsSystem(ctx, "notify")
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return nil
		case <-s.hub.poked:
		case <-tick.C:
			err = s.hub.look(ctx)
		}
		if err == nil {
			err = s.hub.advance(ctx)
		}
		if err != nil && ctx.Err() == nil {
			log.WarnContext(ctx, "inboxes wait for the database", "error", err.Error())
		}
	}
}

// aim says how far these inboxes have come.
func (h *hub) aim(numbers map[gid.ID]int) {
	h.mu.Lock()
	var behind bool
	for account, number := range numbers {
		if r := h.rooms[account]; r != nil && r.aim(number) {
			behind = true
		}
	}
	h.mu.Unlock()
	if behind {
		h.poke()
	}
}

func (h *hub) poke() {
	select {
	case h.poked <- struct{}{}:
	default: // the loop will look anyway
	}
}

// watched lists the rooms.
func (h *hub) watched() []*room {
	h.mu.Lock()
	defer h.mu.Unlock()
	rooms := make([]*room, 0, len(h.rooms))
	for _, r := range h.rooms {
		rooms = append(rooms, r)
	}
	return rooms
}

// look asks how far the watched inboxes have come.
func (h *hub) look(ctx context.Context) error {
	for rooms := range slices.Chunk(h.watched(), atOnce) {
		ids := make([]gid.ID, len(rooms))
		for i, r := range rooms {
			ids[i] = r.account
		}
		numbers, err := h.numbers(ctx, ids)
		if err != nil {
			return err
		}
		h.aim(numbers)
	}
	return nil
}

func (h *hub) numbers(ctx context.Context, accounts []gid.ID) (map[gid.ID]int, error) {
	rows, err := h.store.Reader(ctx).Inbox.Query().Where(inbox.AccountIDIn(accounts...)).
		Select(inbox.FieldAccountID, inbox.FieldLastSequence).All(ctx)
	numbers := make(map[gid.ID]int, len(rows))
	for _, i := range rows {
		numbers[i.AccountID] = i.LastSequence
	}
	return numbers, store.Translate(err)
}

// advance brings the rooms that are behind up to date, many in one statement.
func (h *hub) advance(ctx context.Context) error {
	rooms := slices.DeleteFunc(h.watched(), func(r *room) bool { _, _, behind := r.span(); return !behind })
	for some := range slices.Chunk(rooms, roomsAtOne) {
		if err := h.fill(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

func (h *hub) fill(ctx context.Context, rooms []*room) error {
	goals := make(map[gid.ID]int, len(rooms))
	var wanted []predicate.Notification
	for _, r := range rooms {
		from, to, _ := r.span()
		goals[r.account] = to
		wanted = append(wanted, notification.And(notification.AccountID(r.account), notification.SequenceGT(from), notification.SequenceLTE(to)))
	}
	rows, err := h.store.Reader(ctx).Notification.Query().Where(notification.Or(wanted...)).
		Order(notification.BySequence()).Limit(kept * roomsAtOne).All(ctx)
	if err != nil {
		return store.Translate(err)
	}
	lines := map[gid.ID][]*ent.Notification{}
	for _, n := range rows {
		lines[n.AccountID] = append(lines[n.AccountID], n)
	}
	for _, r := range rooms {
		r.add(lines[r.account], goals[r.account])
	}
	return nil
}
