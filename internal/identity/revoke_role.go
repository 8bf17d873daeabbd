package identity

import (
	"gandan/ent/gid"
)

// RevokeRoleInput is which grant to take back.
type RevokeRoleInput struct {
	GrantID gid.ID
}
