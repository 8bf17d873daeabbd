package conference

import (
	"gandan/ent/gid"
)

// StartConferenceInput is which conference to start.
type StartConferenceInput struct {
	ID gid.ID
}
