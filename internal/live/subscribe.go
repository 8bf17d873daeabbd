package live

import (
	"context"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ConferenceActivity tells what happens in the conference until the context ends; with since, what came after that number
// first. A number that is not reached yet is waited for.
//
// NOT_FOUND when the viewer may not read the conference, BAD_USER_INPUT for a negative since. A viewer who reads so slowly
// that the room no longer keeps what comes next gets UNAVAILABLE with key STREAM_TOO_SLOW and the end; since brings them back.
func (h *Hub) ConferenceActivity(ctx context.Context, conferenceID gid.ID, since *int) (<-chan *ent.Activity, error) {
	if since != nil && *since < 0 {
		return nil, fault.Bad("since", "INVALID_VALUE")
	}
	c, err := h.store.Reader(ctx).Conference.Query().Where(conference.ID(conferenceID)).Select(conference.FieldLastSequence).Only(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	v := &viewer{hub: h, room: h.enter(c), out: make(chan *ent.Activity), at: c.LastSequence, upTo: c.LastSequence}
	if since != nil {
		v.at = *since
	}
	go v.walk(ctx)
	return v.out, nil
}

// enter opens the room when nobody else is there. It begins a while back, so that those who return after a short absence find
// there what they missed.
func (h *Hub) enter(c *ent.Conference) *room {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[c.ID]
	if r == nil {
		r = newRoom(c.ID, max(0, c.LastSequence-kept))
		h.rooms[c.ID] = r
	}
	r.viewers++
	r.empty = 0
	r.aim(c.LastSequence)
	h.poke()
	return r
}

func (h *Hub) leave(r *room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r.viewers--
}

// viewer is one subscription.
type viewer struct {
	hub  *Hub
	room *room
	out  chan *ent.Activity
	at   int  // the last number they got
	upTo int  // how far the conference had come when they came
	live bool // they have been served by the room
}

// walk hands out what comes next until the viewer goes.
func (v *viewer) walk(ctx context.Context) {
	defer close(v.out)
	defer v.hub.leave(v.room)
	for v.step(ctx) {
	}
}

func (v *viewer) step(ctx context.Context) bool {
	a, where, changed := v.room.next(v.at, v.upTo)
	switch {
	case where == served:
		v.live = true
		return v.give(ctx, a)
	case where == waiting:
		return v.wait(ctx, changed)
	case v.live:
		access.EndStream(ctx, fault.New(fault.Unavailable, "STREAM_TOO_SLOW"))
		return false
	}
	return v.catchUp(ctx)
}

func (v *viewer) give(ctx context.Context, a *ent.Activity) bool {
	select {
	case <-ctx.Done():
		return false
	case <-v.hub.over:
		return false
	case v.out <- a:
		v.at = a.Sequence
		return true
	}
}

func (v *viewer) wait(ctx context.Context, changed <-chan struct{}) bool {
	select {
	case <-ctx.Done():
		return false
	case <-v.hub.over:
		return false
	case <-changed:
		return true
	}
}

// catchUp hands out a page of what is older than the room. Questions that the public lost sight of since the page was read
// are left out.
func (v *viewer) catchUp(ctx context.Context) bool {
	reached := v.room.reached()
	missed, err := v.hub.after(ctx, v.room.id, v.at)
	if err != nil {
		access.EndStream(ctx, err)
		return false
	}
	for _, a := range missed {
		if v.room.hides(a) {
			a = about(a, nil)
		}
		if !v.give(ctx, a) {
			return false
		}
	}
	if len(missed) == 0 {
		v.at = reached
	}
	return true
}
