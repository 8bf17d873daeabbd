package helpdesk

import (
	"gandan/ent/gid"
)

// ReleaseHelpRequestInput is which request goes back to the queue, and why.
type ReleaseHelpRequestInput struct {
	ID     gid.ID
	Reason string
}
