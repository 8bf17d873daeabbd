package identity

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// Self is the account of that id, which only the person reads. NOT_FOUND for everybody else.
func (s *Service) Self(ctx context.Context, id gid.ID) (*ent.Account, error) {
	a, err := s.store.Reader(ctx).Account.Get(ctx, id)
	return a, store.Translate(err)
}

// Grant is one grant as its holder or an admin of its unit reads it. NOT_FOUND for everybody else.
func (s *Service) Grant(ctx context.Context, id gid.ID) (*ent.RoleGrant, error) {
	g, err := s.store.Reader(ctx).RoleGrant.Get(ctx, id)
	return g, store.Translate(err)
}

// AccessRecord is one line of who has read the viewer's data. NOT_FOUND for everybody else.
func (s *Service) AccessRecord(ctx context.Context, id gid.ID) (*ent.AccessRecord, error) {
	r, err := s.store.Reader(ctx).AccessRecord.Get(ctx, id)
	return r, store.Translate(err)
}
