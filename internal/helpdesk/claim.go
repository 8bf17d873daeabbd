package helpdesk

import (
	"gandan/ent/gid"
)

// ClaimHelpRequestInput is which request a volunteer takes.
type ClaimHelpRequestInput struct {
	ID gid.ID
}
