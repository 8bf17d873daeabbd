package notify

import (
	"context"
	"strings"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/notification"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// variant is the value of a line that chooses between several texts of one kind; it is not shown itself.
const variant = "variant"

// Inbox lists the lines of the person who asks, newest first. It returns the faults of page.Args.
func (s *Service) Inbox(ctx context.Context, args page.Args) (*page.Connection[*ent.Notification], error) {
	actor, _ := access.From(ctx)
	q := s.store.Reader(ctx).Notification.Query().Where(notification.AccountID(actor.ID))
	order := page.Order{List: "notifications", Column: notification.FieldCreatedAt, Desc: true}
	found, err := page.Of(ctx, q, args, order, func(n *ent.Notification) page.Cursor { return page.AtTime(n.CreatedAt, n.ID) })
	return found, store.Translate(err)
}

// Notification is the line of that id in the inbox of the person who asks, else NOT_FOUND.
func (s *Service) Notification(ctx context.Context, id gid.ID) (*ent.Notification, error) {
	return page.Load(ctx, "notify.notification", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Notification, error) {
		rows, err := s.store.Reader(ctx).Notification.Query().Where(notification.IDIn(ids...)).All(ctx)
		return byID(rows), store.Translate(err)
	})
}

// Text is what the line says, in the language of the request.
func (s *Service) Text(ctx context.Context, n *ent.Notification) string {
	args := make(map[string]any, len(n.Args))
	for name, value := range n.Args {
		args[name] = value
	}
	return fault.Message(messageOf(n.Kind, n.Args[variant]), access.RequestFrom(ctx).Language, args)
}

// messageOf is the key of the text: TOLD_HELPDESK_REQUEST_CLAIMED for helpdesk.request_claimed.
func messageOf(kind, variant string) fault.Key {
	key := "TOLD_" + strings.ToUpper(strings.ReplaceAll(kind, ".", "_"))
	if variant != "" {
		key += "_" + variant
	}
	return fault.Key(key)
}

func byID(rows []*ent.Notification) map[gid.ID]*ent.Notification {
	out := make(map[gid.ID]*ent.Notification, len(rows))
	for _, n := range rows {
		out[n.ID] = n
	}
	return out
}
