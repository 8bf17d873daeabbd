package registration

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"gandan/ent"
	"gandan/ent/calendarfeed"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// mostFeeds is how many addresses of their calendar a person can have at once.
const mostFeeds = 5

// feedSecret is 32 bytes that nobody can guess. The database keeps their SHA-256 only.
type feedSecret [32]byte

func (f feedSecret) path() string {
	return myCalendars + base64.RawURLEncoding.EncodeToString(f[:]) + fileType
}

func (f feedSecret) hash() []byte {
	sum := sha256.Sum256(f[:])
	return sum[:]
}

// parseSecret takes exactly what path writes.
func parseSecret(text string) (f feedSecret, ok bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(len(f)) {
		return f, false
	}
	n, err := base64.RawURLEncoding.Strict().Decode(f[:], []byte(text))
	return f, err == nil && n == len(f)
}

// NewFeed is a feed with its address, which is told this once.
type NewFeed struct {
	Feed *ent.CalendarFeed
	Path string
}

// CreateFeed makes a secret address under which a calendar program reads the registrations of the person.
//
// UNAUTHENTICATED; BAD_USER_INPUT with key SECRET_NOT_KEPT when it carries an idempotency key, since the answer would have to
// be kept with the secret in it; CONFLICT with key TOO_MANY_FEEDS.
func (s *Service) CreateFeed(ctx context.Context) (*NewFeed, error) {
	if access.RequestFrom(ctx).IdempotencyKey != "" {
		return nil, fault.Bad("extensions.idempotencyKey", "SECRET_NOT_KEPT")
	}
	var secret feedSecret
	_, _ = rand.Read(secret[:]) // crypto/rand never fails: it ends the process instead
	row, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.CalendarFeed, error) {
		n, err := tx.CalendarFeed.Query().Where(calendarfeed.AccountID(tx.Actor.ID), calendarfeed.EndedAtIsNil()).Count(ctx)
		if err == nil && n >= mostFeeds {
			err = fault.New(fault.Conflict, "TOO_MANY_FEEDS").With("max", mostFeeds)
		}
		if err != nil {
			return nil, err
		}
		row, err := tx.CalendarFeed.Create().SetAccountID(tx.Actor.ID).SetSecretHash(secret.hash()).Save(ctx)
		if err != nil {
			return nil, err
		}
		return row, tx.Emit(ctx, EventFeedCreated, row.ID, nil)
	})
	if err != nil {
		return nil, err
	}
	return &NewFeed{Feed: row, Path: secret.path()}, nil
}

// EndCalendarFeedInput is which address is to lead nowhere.
type EndCalendarFeedInput struct{ ID gid.ID }

// EndFeed ends an address; again is no change. NOT_FOUND.
func (s *Service) EndFeed(ctx context.Context, in EndCalendarFeedInput) (*ent.CalendarFeed, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.CalendarFeed, error) {
		row, err := tx.CalendarFeed.Get(ctx, in.ID)
		if err != nil || row.EndedAt != nil {
			return row, err
		}
		n, err := tx.CalendarFeed.Update().Where(calendarfeed.ID(row.ID), calendarfeed.EndedAtIsNil()).SetEndedAt(tx.Now).Save(ctx)
		if err := exactly(1)(n, err); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, EventFeedEnded, row.ID, nil); err != nil {
			return nil, err
		}
		return tx.CalendarFeed.Get(ctx, row.ID)
	})
}

// Feeds lists the addresses of the person's calendar that lead somewhere, oldest first.
func (s *Service) Feeds(ctx context.Context) ([]*ent.CalendarFeed, error) {
	actor, _ := access.From(ctx)
	rows, err := s.store.Reader(ctx).CalendarFeed.Query().Where(calendarfeed.AccountID(actor.ID), calendarfeed.EndedAtIsNil()).
		Order(ent.Asc(calendarfeed.FieldCreatedAt), ent.Asc(calendarfeed.FieldID)).Limit(mostFeeds).All(ctx)
	return rows, store.Translate(err)
}
