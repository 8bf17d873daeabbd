package helpdesk

import (
	"gandan/ent/gid"
)

// ReopenHelpRequestInput is which request is opened again, and why.
type ReopenHelpRequestInput struct {
	ID     gid.ID
	Reason string
}
