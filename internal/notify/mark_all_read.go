package notify

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"gandan/ent/gid"
	"gandan/ent/notification"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// MarkAllNotificationsReadInput is the newest line that was seen.
type MarkAllNotificationsReadInput struct{ UpTo gid.ID }

// MarkAllRead marks that line of the own inbox and all before it as read and says how many were unread; again = none. What came
// meanwhile stays unread.
// UNAUTHENTICATED for a visitor; BAD_USER_INPUT with key WRONG_ID_KIND; NOT_FOUND when it is no line of the own inbox.
func (s *Service) MarkAllRead(ctx context.Context, in MarkAllNotificationsReadInput) (int, error) {
	if actor, _ := access.From(ctx); !access.Can(actor, access.UseAccount, access.Object{}) {
		return 0, fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
	}
	if in.UpTo.Kind() != gid.Notification {
		return 0, fault.Bad("input.upTo", "WRONG_ID_KIND")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (int, error) {
		newest, err := tx.Notification.Query().Where(notification.ID(in.UpTo), notification.AccountID(tx.Actor.ID)).Only(ctx)
		if err != nil {
			return 0, err
		}
		return tx.Notification.Update().Where(notification.AccountID(tx.Actor.ID), notification.ReadAtIsNil(), func(s *sql.Selector) {
			at := s.C(notification.FieldCreatedAt)
			s.Where(sql.Or(sql.LT(at, newest.CreatedAt), sql.And(sql.EQ(at, newest.CreatedAt), sql.LTE(s.C(notification.FieldID), newest.ID))))
		}).SetReadAt(tx.Now).Save(ctx)
	})
}

// Unread counts the lines that the person who asks has not read.
func (s *Service) Unread(ctx context.Context) (int, error) {
	actor, _ := access.From(ctx)
	n, err := s.store.Reader(ctx).Notification.Query().Where(notification.AccountID(actor.ID), notification.ReadAtIsNil()).Count(ctx)
	return n, store.Translate(err)
}
