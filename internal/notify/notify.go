package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/store"
)

// Service is the inbox, the subscriber that fills it and the fan-out to those who watch it. It is safe for concurrent use.
type Service struct {
	store *store.Store
	hub   *hub
}

var _ event.Subscriber = (*Service)(nil)

// New makes the service; nobody who watches an inbox is served until Run runs.
func New(s *store.Store) *Service { return &Service{store: s, hub: newHub(s)} }

// On writes the lines that the fact calls for. The same fact again changes nothing; an unknown one, and one about an object
// that is gone, are passed over, and nobody is told of their own deed, nor of what they do not want to hear.
func (s *Service) On(ctx context.Context, e event.Event) error {
	find, known := rules()[e.Name]
	if !known {
		return nil
	}
	ctx = access.AsSystem(ctx, "notify")
	lines, err := find(ctx, s.store.Reader(ctx), e)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return store.Translate(err)
	}
	return s.tell(ctx, e, distinct(lines, e.Actor))
}

// line is one line of an inbox before it is written.
type line struct {
	to    gid.ID
	about gid.ID            // the object as the person knows it
	args  map[string]string // values for the text
}

// distinct leaves each person one line, the first, and whoever did the deed none.
func distinct(lines []line, actor gid.ID) []line {
	seen := map[gid.ID]bool{actor: true}
	out := make([]line, 0, len(lines))
	for _, l := range lines {
		if !seen[l.to] {
			seen[l.to] = true
			out = append(out, l)
		}
	}
	return out
}
