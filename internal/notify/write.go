package notify

import (
	"bytes"
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/inbox"
	"gandan/ent/notification"
	"gandan/ent/notificationpreference"
	"gandan/internal/event"
	"gandan/internal/store"
)

// atOnce is how many lines one transaction writes.
const atOnce = 500

// tell writes the lines of a fact, so many a transaction: a fact that concerns thousands holds no lock for long, and after an
// interruption the next delivery goes on behind what is written.
func (s *Service) tell(ctx context.Context, e event.Event, lines []line) error {
	for chunk := range slices.Chunk(lines, atOnce) {
		numbers, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (map[gid.ID]int, error) {
			return write(ctx, tx, e, chunk)
		})
		if err != nil {
			return err
		}
		s.hub.aim(numbers)
	}
	return nil
}

// write adds the lines that are wanted and not there yet, and says which number each person's has. Of two relays that write the
// same one at once, the unique rule stops one, which then finds it written.
func write(ctx context.Context, tx *store.Tx, e event.Event, lines []line) (map[gid.ID]int, error) {
	spare, err := without(ctx, tx, e, people(lines))
	if err != nil {
		return nil, err
	}
	lines = slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return spare[l.to] })
	if len(lines) == 0 {
		return map[gid.ID]int{}, nil
	}
	numbers, err := number(ctx, tx, people(lines))
	if err != nil {
		return nil, err
	}
	rows := make([]*ent.NotificationCreate, len(lines))
	for i, l := range lines {
		rows[i] = tx.Notification.Create().SetAccountID(l.to).SetEventID(e.ID).SetKind(e.Name).SetSubjectID(l.about).
			SetArgs(l.args).SetSequence(numbers[l.to])
	}
	return numbers, tx.Notification.CreateBulk(rows...).Exec(ctx)
}

// without lists who has the line already and who does not want to hear of such facts.
func without(ctx context.Context, tx *store.Tx, e event.Event, to []gid.ID) (map[gid.ID]bool, error) {
	spare := make(map[gid.ID]bool)
	told, err := tx.Notification.Query().Where(notification.EventID(e.ID), notification.AccountIDIn(to...)).
		Select(notification.FieldAccountID).All(ctx)
	for _, n := range told {
		spare[n.AccountID] = true
	}
	if err != nil || binding(e.Name) {
		return spare, err
	}
	off, err := tx.NotificationPreference.Query().
		Where(notificationpreference.AccountIDIn(to...), notificationpreference.Kind(string(CategoryOf(e.Name))), notificationpreference.Wanted(false)).
		Select(notificationpreference.FieldAccountID).All(ctx)
	for _, p := range off {
		spare[p.AccountID] = true
	}
	return spare, err
}

// number takes the next number of each inbox and keeps its row locked until the line is there. Who was never told anything gets
// an inbox first.
func number(ctx context.Context, tx *store.Tx, to []gid.ID) (map[gid.ID]int, error) {
	theirs := inbox.AccountIDIn(to...)
	n, err := tx.Inbox.Update().Where(theirs).AddLastSequence(1).Save(ctx)
	if err != nil {
		return nil, err
	}
	numbers := make(map[gid.ID]int, len(to))
	if n > 0 {
		rows, err := tx.Inbox.Query().Where(theirs).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, i := range rows {
			numbers[i.AccountID] = i.LastSequence
		}
	}
	return numbers, open(ctx, tx, to, numbers)
}

// open makes the inboxes that are missing, with their first number taken.
func open(ctx context.Context, tx *store.Tx, to []gid.ID, numbers map[gid.ID]int) error {
	missing := slices.DeleteFunc(slices.Clone(to), func(id gid.ID) bool { return numbers[id] > 0 })
	if len(missing) == 0 {
		return nil
	}
	slices.SortFunc(missing, func(a, b gid.ID) int { return bytes.Compare(a[:], b[:]) }) // two facts at once do not cross
	rows := make([]*ent.InboxCreate, len(missing))
	for i, id := range missing {
		numbers[id] = 1
		rows[i] = tx.Inbox.Create().SetID(id.As(gid.Inbox)).SetAccountID(id).SetLastSequence(1)
	}
	return tx.Inbox.CreateBulk(rows...).Exec(ctx)
}

func people(lines []line) []gid.ID {
	out := make([]gid.ID, len(lines))
	for i, l := range lines {
		out[i] = l.to
	}
	return out
}
