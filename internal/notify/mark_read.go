package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/notification"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

const readMost = 100 // lines at once

// MarkNotificationsReadInput is which lines of the inbox were read.
type MarkNotificationsReadInput struct {
	Ids []gid.ID
}

func (in MarkNotificationsReadInput) check() error {
	switch {
	case len(in.Ids) == 0:
		return fault.Bad("input.ids", "REQUIRED")
	case len(in.Ids) > readMost:
		return fault.Bad("input.ids", "TOO_MANY_ITEMS").With("max", readMost)
	}
	for _, id := range in.Ids {
		if id.Kind() != gid.Notification {
			return fault.Bad("input.ids", "WRONG_ID_KIND")
		}
	}
	return nil
}

// MarkRead marks lines of the person's own inbox as read, all or none, and gives them back in the order asked for. A line
// that was read before keeps its instant.
// UNAUTHENTICATED for a visitor; BAD_USER_INPUT with keys REQUIRED, TOO_MANY_ITEMS (more than 100) and WRONG_ID_KIND;
// NOT_FOUND when one of them is no line of the own inbox.
func (s *Service) MarkRead(ctx context.Context, in MarkNotificationsReadInput) ([]*ent.Notification, error) {
	if actor, _ := access.From(ctx); !access.Can(actor, access.UseAccount, access.Object{}) {
		return nil, fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) ([]*ent.Notification, error) {
		mine := notification.And(notification.IDIn(in.Ids...), notification.AccountID(tx.Actor.ID))
		if err := tx.Notification.Update().Where(mine, notification.ReadAtIsNil()).SetReadAt(tx.Now).Exec(ctx); err != nil {
			return nil, err
		}
		rows, err := tx.Notification.Query().Where(mine).All(ctx)
		if err != nil {
			return nil, err
		}
		return inOrder(byID(rows), in.Ids)
	})
}

// inOrder gives each id its row, once. A missing row takes the whole change back.
func inOrder(rows map[gid.ID]*ent.Notification, ids []gid.ID) ([]*ent.Notification, error) {
	out := make([]*ent.Notification, 0, len(rows))
	given := map[gid.ID]bool{}
	for _, id := range ids {
		if rows[id] == nil {
			return nil, fault.Missing()
		}
		if !given[id] {
			out = append(out, rows[id])
			given[id] = true
		}
	}
	return out, nil
}
