package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/notification"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Watch tells the new lines of one's own inbox until the context ends, in order, each once; with since, those after that number
// first, whatever was missed meanwhile. However slowly a device reads, nothing is left out.
//
// UNAUTHENTICATED for a visitor, BAD_USER_INPUT for a negative since.
func (s *Service) Watch(ctx context.Context, since *int) (<-chan *ent.Notification, error) {
	actor, _ := access.From(ctx)
	if !access.Can(actor, access.UseAccount, access.Object{}) || actor.ID.IsZero() {
		return nil, fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
	}
	if since != nil && *since < 0 {
		return nil, fault.Bad("since", "INVALID_VALUE")
	}
	numbers, err := s.hub.numbers(access.AsSystem(ctx, "notify"), []gid.ID{actor.ID})
	if err != nil {
		return nil, err
	}
	v := &viewer{hub: s.hub, room: s.hub.enter(actor.ID, numbers[actor.ID]), out: make(chan *ent.Notification), at: numbers[actor.ID]}
	if since != nil {
		v.at = min(v.at, *since)
	}
	go v.walk(ctx)
	return v.out, nil
}

// enter opens the room when the person watches on no other device.
func (h *hub) enter(account gid.ID, number int) *room {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[account]
	if r == nil {
		r = &room{account: account, last: number, goal: number, changed: make(chan struct{})}
		h.rooms[account] = r
	}
	r.viewers++
	if r.aim(number) {
		h.poke()
	}
	return r
}

func (h *hub) leave(r *room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r.viewers--; r.viewers == 0 {
		delete(h.rooms, r.account)
	}
}

// viewer is one subscription.
type viewer struct {
	hub  *hub
	room *room
	out  chan *ent.Notification
	at   int // the last number they got
}

// walk hands out what comes next until the viewer goes.
func (v *viewer) walk(ctx context.Context) {
	defer close(v.out)
	defer v.hub.leave(v.room)
	for v.step(ctx) {
	}
}

func (v *viewer) step(ctx context.Context) bool {
	line, where, changed := v.room.next(v.at)
	switch where {
	case served:
		return v.give(ctx, line)
	case behind:
		return v.catchUp(ctx)
	case waiting:
	}
	select {
	case <-ctx.Done():
		return false
	case <-v.hub.over:
		return false
	case <-changed:
		return true
	}
}

func (v *viewer) give(ctx context.Context, line *ent.Notification) bool {
	select {
	case <-ctx.Done():
		return false
	case <-v.hub.over:
		return false
	case v.out <- line:
		v.at = line.Sequence
		return true
	}
}

// catchUp hands out a page of what the room does not keep, read with the rights of the viewer.
func (v *viewer) catchUp(ctx context.Context) bool {
	reached := v.room.reached()
	missed, err := v.hub.store.Reader(ctx).Notification.Query().
		Where(notification.AccountID(v.room.account), notification.SequenceGT(v.at), notification.SequenceLTE(reached)).
		Order(notification.BySequence()).Limit(page.Max).All(ctx)
	if err != nil {
		access.EndStream(ctx, store.Translate(err))
		return false
	}
	for _, line := range missed {
		if !v.give(ctx, line) {
			return false
		}
	}
	if len(missed) == 0 {
		v.at = reached
	}
	return true
}
