package identity

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RevokeRoleInput is which grant to take back.
type RevokeRoleInput struct {
	GrantID gid.ID
}

// RevokeRole takes a grant back; the person's tokens lose it within 5 s.
// NOT_FOUND outside the subtree; FORBIDDEN for one's own (key OWN_ROLE) and for whoever is no admin there; CONFLICT with key ALREADY_REVOKED.
func (s *Service) RevokeRole(ctx context.Context, in RevokeRoleInput) (*ent.RoleGrant, error) {
	actor, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	g, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.RoleGrant, error) {
		return revoke(ctx, tx, actor, in.GrantID)
	})
	if err == nil {
		s.known.forget(g.AccountID)
	}
	return g, err
}

func revoke(ctx context.Context, tx *store.Tx, actor access.Actor, id gid.ID) (*ent.RoleGrant, error) {
	g, err := tx.RoleGrant.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	switch {
	case g.AccountID == actor.ID:
		return nil, fault.New(fault.Forbidden, "OWN_ROLE")
	case !access.Can(actor, access.RevokeRole, access.Object{Path: g.UnitPath}):
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	n, err := tx.RoleGrant.Update().Where(rolegrant.ID(id), rolegrant.RevokedAtIsNil()).
		SetRevokedAt(tx.Now).SetRevokedByID(actor.ID).ClearHolds().Save(ctx)
	if err != nil {
		return nil, err
	}
	if n != 1 {
		return nil, fault.New(fault.Conflict, "ALREADY_REVOKED")
	}
	if err := changed(ctx, tx, g, EventRoleRevoked); err != nil {
		return nil, err
	}
	return tx.RoleGrant.Get(ctx, id)
}
