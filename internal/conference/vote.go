package conference

import (
	"gandan/ent/gid"
)

// VoteQuestionInput is which question a citizen supports.
type VoteQuestionInput struct {
	QuestionID gid.ID
}
