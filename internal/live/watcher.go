package live

import "context"

// watcher is one subscription to the screen of a room.
type watcher struct {
	hub  *Hub
	room *room
	out  chan *Snapshot
	top  int
	from int // how far the conference had come when they came: nothing older is shown, since words may be hidden since
}

// walk shows what is new until the viewer goes.
func (w *watcher) walk(ctx context.Context) {
	defer close(w.out)
	defer w.hub.leave(w.room)
	defer w.room.screen.unwatch()
	var seen *Snapshot
	for {
		now, changed := w.room.screen.look()
		if now == nil || now == seen || now.Sequence < w.from {
			if !sleepUntil(ctx, w.hub, changed) {
				return
			}
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-w.hub.over:
			return
		case <-changed: // there is a newer one before this one was taken
		case w.out <- now.cut(w.top):
			seen = now
		}
	}
}

// cut is the snapshot with so many of the top questions at most.
func (s *Snapshot) cut(top int) *Snapshot {
	c := *s
	c.TopQuestions = s.TopQuestions[:min(top, len(s.TopQuestions))]
	return &c
}

// sleepUntil waits for a sign; false when the context or the hub ended before.
func sleepUntil[T any](ctx context.Context, h *Hub, sign <-chan T) bool {
	select {
	case <-ctx.Done():
		return false
	case <-h.over:
		return false
	case <-sign:
		return true
	}
}
