package conference

import (
	"gandan/ent/gid"
)

// RecordCommitmentInput is a promise with an owner and a day.
type RecordCommitmentInput struct {
	ConferenceID  gid.ID
	QuestionID    *gid.ID
	Text          string
	ResponsibleID gid.ID
	DueOn         string
}
