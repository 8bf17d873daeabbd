package conference

import (
	"gandan/ent/gid"
)

// EndConferenceInput is which conference to end.
type EndConferenceInput struct {
	ID gid.ID
}
