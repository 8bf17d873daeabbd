package live

import (
	"context"
	"slices"

	"gandan/ent/gid"
)

// askAtOnce bounds one statement of look.
const askAtOnce = 500

// all lists the rooms.
func (h *Hub) all() []*room {
	h.mu.Lock()
	defer h.mu.Unlock()
	rooms := make([]*room, 0, len(h.rooms))
	for _, r := range h.rooms {
		rooms = append(rooms, r)
	}
	return rooms
}

// look asks the database how far the watched conferences have come: another process may have written. Rooms that have been
// empty for long are closed.
func (h *Hub) look(ctx context.Context) {
	h.sweep()
	for rooms := range slices.Chunk(h.all(), askAtOnce) {
		ids := make([]gid.ID, len(rooms))
		for i, r := range rooms {
			ids[i] = r.id
		}
		numbers, err := h.numbers(ctx, ids)
		if err != nil {
			h.report(ctx, err)
			return
		}
		for _, r := range rooms {
			r.aim(numbers[r.id])
		}
		if err := h.lookAtBallots(ctx, rooms); err != nil {
			h.report(ctx, err)
			return
		}
	}
}

// lookAtBallots has the screens painted anew on which the number of ballots is no longer right: ballots take no number, so
// those that another process took show nowhere else.
func (h *Hub) lookAtBallots(ctx context.Context, rooms []*room) error {
	ids, shown := []gid.ID{}, map[gid.ID]*room{}
	for _, r := range rooms {
		if s, _ := r.screen.look(); s != nil && s.OpenPoll != nil {
			ids = append(ids, s.OpenPoll.ID)
			shown[s.OpenPoll.ID] = r
		}
	}
	counts, err := h.ballots(ctx, ids)
	for id, n := range counts {
		if s, _ := shown[id].screen.look(); s != nil && s.OpenPoll != nil && s.OpenPoll.BallotCount < n {
			shown[id].screen.mark()
		}
	}
	return err
}

func (h *Hub) sweep() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, r := range h.rooms {
		if r.viewers > 0 {
			continue
		}
		if r.empty++; r.empty > emptyFor {
			delete(h.rooms, id)
		}
	}
}

// advance brings the rooms that are behind up to date.
func (h *Hub) advance(ctx context.Context) {
	for _, r := range h.all() {
		if last, goal, stale := r.takeStale(); stale {
			h.fill(ctx, r, last, goal)
		}
	}
}

// fill reads what is new in a room. When the database does not answer, the room is tried again with the next look.
func (h *Hub) fill(ctx context.Context, r *room, last, goal int) {
	for full := true; full; {
		news, err := h.after(ctx, r.id, last)
		if err != nil {
			r.markStale()
			h.report(ctx, err)
			return
		}
		if full = len(news) == pageOf; len(news) > 0 {
			r.add(news)
			last = news[len(news)-1].Sequence
		}
		r.reach(last)
	}
	r.reach(goal) // also where numbers were taken and no activity was kept
}

func (h *Hub) report(ctx context.Context, err error) {
	if ctx.Err() == nil {
		h.log.WarnContext(ctx, "live events wait for the database", "error", err.Error())
	}
}
