package identity

import (
	"context"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/ent/session"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// holder is a session with its person and what that person may be.
type holder struct {
	session *ent.Session
	account *ent.Account
	grants  []*ent.RoleGrant
	actor   access.Actor
}

// holderOf reads the session in two or three statements, as the system.
// UNAUTHENTICATED with key SESSION_ENDED when it does not exist.
func (s *Service) holderOf(ctx context.Context, id gid.ID) (*holder, error) {
	ctx = asSystem(ctx)
	row, err := s.store.Reader(ctx).Session.Query().Where(session.ID(id)).WithAccount().Only(ctx)
	if ent.IsNotFound(err) {
		return nil, unauthenticated("SESSION_ENDED")
	}
	if err != nil {
		return nil, store.Translate(err)
	}
	return s.hold(ctx, row, row.Edges.Account)
}

// hold adds the roles.
func (s *Service) hold(ctx context.Context, row *ent.Session, a *ent.Account) (*holder, error) {
	grants, err := s.grantsOf(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	h := &holder{session: row, account: a, grants: grants}
	h.actor = access.Actor{ID: a.ID, SessionID: row.ID}
	for _, g := range grants {
		h.actor.Members = append(h.actor.Members, *membership(g))
	}
	home, err := s.Home(a)
	if home != nil {
		h.actor.Home = home.Path
	}
	return h, err
}

// Home is the unit where the person says they live, nil while that is unknown. A unit that this process has not read yet is
// UNAVAILABLE: it is no reason to take the person for one who lives nowhere.
func (s *Service) Home(a *ent.Account) (*ent.Unit, error) {
	if a.UnitID == nil {
		return nil, nil //nolint:nilnil // nothing known is nothing shown
	}
	u, err := s.territory.Unit(*a.UnitID)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "UNAVAILABLE").Because(err)
	}
	return u, nil
}

// grantsOf reads the roles held by the account, the oldest first, as the system.
func (s *Service) grantsOf(ctx context.Context, id gid.ID) ([]*ent.RoleGrant, error) {
	ctx = asSystem(ctx)
	rows, err := s.store.Reader(ctx).RoleGrant.Query().Where(rolegrant.AccountID(id), rolegrant.RevokedAtIsNil()).
		Order(rolegrant.ByID()).Limit(maxRoles).All(ctx)
	return rows, store.Translate(err)
}

func membership(g *ent.RoleGrant) *access.Membership {
	return &access.Membership{Role: access.Role(g.Role), UnitID: g.UnitID, Path: g.UnitPath}
}

func (h *holder) claimedRoles() []claimedRole {
	roles := make([]claimedRole, 0, len(h.grants))
	for _, g := range h.grants {
		roles = append(roles, claimedRole{access.Role(g.Role), g.UnitID})
	}
	return roles
}

// strongest is the role that bounds the session and that trails show.
func strongest(a access.Actor) access.Role {
	for _, role := range []access.Role{access.Admin, access.Volunteer} {
		if slices.ContainsFunc(a.Members, func(m access.Membership) bool { return m.Role == role }) {
			return role
		}
	}
	return access.Citizen
}

// alive refuses a session that has ended, in any way, and a person who is suspended.
// UNAUTHENTICATED with key SESSION_ENDED or ACCOUNT_SUSPENDED.
func (s *Service) alive(h *holder, now time.Time) error {
	switch {
	case h.session.EndedAt != nil, !now.Before(s.endOf(h)):
		return unauthenticated("SESSION_ENDED")
	case h.account.Status != account.StatusACTIVE:
		return unauthenticated("ACCOUNT_SUSPENDED")
	}
	return nil
}

// endOf is when the session ends by itself. The bounds written at sign-in were those of the roles of that day; today's may
// be narrower. A session changes only when it is used, so updated_at is its last use.
func (s *Service) endOf(h *holder) time.Time {
	bound := s.opts.lifetime(strongest(h.actor))
	return earliest(h.session.ExpiresAt, h.session.IdleAt, h.session.CreatedAt.Add(bound.Absolute), h.session.UpdatedAt.Add(bound.Idle))
}

func earliest(first time.Time, others ...time.Time) time.Time {
	for _, t := range others {
		if t.Before(first) {
			first = t
		}
	}
	return first
}
