package helpdesk

import (
	"gandan/ent/gid"
)

// ConfirmHelpInput is whether the help helped.
type ConfirmHelpInput struct {
	ID      gid.ID
	Rating  int
	Comment *string
}
