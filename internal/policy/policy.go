package policy

import (
	"context"
	"fmt"
	"sync/atomic"

	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/store"
	"gandan/internal/territory"
)

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store     *store.Store
	territory *territory.Service
	book      atomic.Pointer[Book]
}

// New makes the service; it knows no rule before Ensure or Refresh.
func New(s *store.Store, t *territory.Service) *Service {
	p := &Service{store: s, territory: t}
	p.book.Store(&Book{})
	return p
}

// Value is the number that the rule of the key sets in the unit on the local day; false when no rule does. It asks no
// database.
func (s *Service) Value(key, unitPath string, day calendar.Date) (int, bool) {
	return s.book.Load().Value(key, unitPath, day)
}

// Least is the smallest number that a rule of the key sets in any unit on any day; false when there is no rule. It asks no
// database.
func (s *Service) Least(key string) (int, bool) { return s.book.Load().Least(key) }

// Refresh reads the rules again when one of them has changed since the last time; the app calls it every few seconds, since
// another process may have imported.
func (s *Service) Refresh(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "policy")
	stamp, err := s.stamp(ctx)
	if err != nil || stamp == s.book.Load().stamp {
		return err
	}
	return s.load(ctx, stamp)
}

// stamp changes whenever a rule does: how many there are and when the latest of them changed.
func (s *Service) stamp(ctx context.Context) (string, error) {
	var count, latest any
	read, _ := s.store.DB()
	err := read.QueryRowContext(ctx, "SELECT COUNT(*), MAX(updated_at) FROM policy_rules").Scan(&count, &latest)
	return fmt.Sprint(count, latest), store.Translate(err)
}

// load replaces the book. The stamp was read before the rows, so a change in between is read again the next time.
func (s *Service) load(ctx context.Context, stamp string) error {
	rules, err := s.store.Reader(ctx).PolicyRule.Query().All(ctx)
	if err != nil {
		return store.Translate(err)
	}
	b := newBook(rules)
	b.stamp = stamp
	s.book.Store(b)
	return nil
}
