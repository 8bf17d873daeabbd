package identity

import (
	"gandan/ent/gid"
	"gandan/internal/access"
)

// GrantRoleInput is which role, to whom, where.
type GrantRoleInput struct {
	CitizenID gid.ID
	Role      access.Role
	UnitID    gid.ID
}
