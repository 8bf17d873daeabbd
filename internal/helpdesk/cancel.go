package helpdesk

import (
	"gandan/ent/gid"
)

// CancelHelpRequestInput is which request the citizen withdraws.
type CancelHelpRequestInput struct {
	ID     gid.ID
	Reason *string
}
