package identity

import (
	"context"
	"strings"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// GrantRoleInput is which role, to whom, where.
type GrantRoleInput struct {
	CitizenID gid.ID
	Role      access.Role
	UnitID    gid.ID
}

// Holds is the value of the unique column holds of a grant while it is held.
func Holds(account gid.ID, role access.Role, unit gid.ID) string {
	return strings.Join([]string{account.String(), string(role), unit.String()}, " ")
}

// GrantRole gives a role in a unit of the admin's subtree. It counts at once.
//
// FORBIDDEN outside the subtree, and with key OWN_ROLE for oneself; NOT_FOUND for an unknown person; BAD_USER_INPUT with key
// ROLE_NOT_GRANTABLE, UNKNOWN_UNIT or UNIT_NOT_IN_FORCE; CONFLICT with key ALREADY_GRANTED; LIMIT_EXCEEDED with key TOO_MANY_ROLES.
func (s *Service) GrantRole(ctx context.Context, in GrantRoleInput) (*ent.RoleGrant, error) {
	actor, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	if !access.MayTry(actor, access.GrantRole) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	unit, err := s.mayGrant(ctx, actor, in)
	if err != nil {
		return nil, err
	}
	g, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.RoleGrant, error) {
		return grant(ctx, tx, in, unit)
	})
	s.known.forget(in.CitizenID)
	return g, err
}

func (s *Service) mayGrant(ctx context.Context, actor access.Actor, in GrantRoleInput) (*ent.Unit, error) {
	system := asSystem(ctx)
	if known, err := s.store.Reader(ctx).Account.Query().Where(account.ID(in.CitizenID)).Exist(system); err != nil {
		return nil, store.Translate(err)
	} else if !known {
		return nil, fault.New(fault.NotFound, "UNKNOWN_CITIZEN").At("input.citizenId")
	}
	unit, err := s.territory.Unit(in.UnitID)
	if err != nil {
		return nil, fault.Bad("input.unitId", "UNKNOWN_UNIT")
	}
	switch {
	case in.CitizenID == actor.ID:
		return nil, fault.New(fault.Forbidden, "OWN_ROLE")
	case !access.Can(actor, access.GrantRole, access.Object{Path: unit.Path}):
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	case in.Role != access.Volunteer && in.Role != access.Admin:
		return nil, fault.Bad("input.role", "ROLE_NOT_GRANTABLE")
	}
	return s.territory.InForce(in.UnitID, "input.unitId")
}

func grant(ctx context.Context, tx *store.Tx, in GrantRoleInput, unit *ent.Unit) (*ent.RoleGrant, error) {
	held, err := tx.RoleGrant.Query().Where(rolegrant.AccountID(in.CitizenID), rolegrant.RevokedAtIsNil()).Limit(maxRoles).All(asSystem(ctx))
	if err != nil {
		return nil, err
	}
	holds := Holds(in.CitizenID, in.Role, in.UnitID)
	for _, g := range held {
		if g.Holds != nil && *g.Holds == holds {
			return nil, fault.New(fault.Conflict, "ALREADY_GRANTED")
		}
	}
	if len(held) >= maxRoles-1 { // one is left for CITIZEN
		return nil, fault.New(fault.LimitExceeded, "TOO_MANY_ROLES").With("max", maxRoles-1)
	}
	g, err := tx.RoleGrant.Create().SetAccountID(in.CitizenID).SetRole(rolegrant.Role(in.Role)).SetUnitID(unit.ID).SetUnitPath(unit.Path).
		SetGrantedByID(tx.Actor.ID).SetHolds(holds).Save(ctx)
	if err != nil {
		return nil, err
	}
	return g, changed(ctx, tx, g, EventRoleGranted)
}

// changed raises the version of the person's grants and tells the fact.
func changed(ctx context.Context, tx *store.Tx, g *ent.RoleGrant, event string) error {
	if err := tx.Account.Update().Where(account.ID(g.AccountID)).AddGrantsVersion(1).Exec(ctx); err != nil {
		return err
	}
	return tx.Emit(ctx, event, g.ID, map[string]string{
		"account": g.AccountID.String(), "role": string(g.Role), "unit": g.UnitID.String(),
	})
}
