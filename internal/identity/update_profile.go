package identity

import (
	"gandan/ent/gid"
)

// UpdateProfileInput is what to change; what is absent stays.
type UpdateProfileInput struct {
	DisplayName *string
	UnitID      *gid.ID
}
