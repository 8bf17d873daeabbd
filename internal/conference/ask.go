package conference

import (
	"gandan/ent/gid"
)

// AskQuestionInput is what a citizen asks.
type AskQuestionInput struct {
	ClientID     *string
	ConferenceID gid.ID
	Body         string
	ShowName     bool
}
