package conference

import (
	"gandan/ent/gid"
)

// CancelConferenceInput is which conference to call off, and why.
type CancelConferenceInput struct {
	ID     gid.ID
	Reason string
}
