package notify

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/notification"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/store"
)

// Service is the inbox and the subscriber that fills it. It is safe for concurrent use.
type Service struct{ store *store.Store }

var _ event.Subscriber = (*Service)(nil)

// New makes the service.
func New(s *store.Store) *Service { return &Service{store: s} }

// On writes the lines that the fact calls for. The same fact again changes nothing; an unknown one, and one about an object
// that is gone, are passed over, and nobody is told of their own deed.
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
	lines = slices.DeleteFunc(lines, func(l line) bool { return l.to == e.Actor })
	if len(lines) == 0 {
		return nil
	}
	return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error { return write(ctx, tx, e, lines) })
}

// write adds the lines that are not there yet. Of two relays that write the same one at once, the unique rule stops one,
// which then finds it written.
func write(ctx context.Context, tx *store.Tx, e event.Event, lines []line) error {
	for _, l := range lines {
		told, err := tx.Notification.Query().Where(notification.EventID(e.ID), notification.AccountID(l.to)).Exist(ctx)
		if err != nil {
			return err
		}
		if told {
			continue
		}
		if err := tx.Notification.Create().SetAccountID(l.to).SetEventID(e.ID).SetKind(e.Name).SetSubjectID(l.about).
			SetArgs(l.args).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// line is one line of an inbox before it is written.
type line struct {
	to    gid.ID
	about gid.ID            // the object as the person knows it
	args  map[string]string // values for the text
}
