package conference

import (
	"gandan/ent/gid"
)

// UnvoteQuestionInput is which question a citizen supports no longer.
type UnvoteQuestionInput struct {
	QuestionID gid.ID
}
