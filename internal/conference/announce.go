package conference

import (
	"gandan/ent/gid"
)

// AnnounceConferenceInput is which draft to announce.
type AnnounceConferenceInput struct {
	ID     gid.ID
	Urgent *bool
	Reason *string
}
