package conference

import (
	"gandan/ent/gid"
)

// PublishConclusionInput is the conclusion of the chair.
type PublishConclusionInput struct {
	ID   gid.ID
	Body string
}
