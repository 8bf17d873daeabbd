package conference

import (
	"gandan/ent/gid"
)

// MergeQuestionsInput is two questions that ask the same.
type MergeQuestionsInput struct {
	QuestionID gid.ID
	IntoID     gid.ID
}
