package conference

import (
	"gandan/ent/gid"
)

// AnswerQuestionInput is an answer and who answers for it.
type AnswerQuestionInput struct {
	QuestionID   gid.ID
	Body         string
	AnsweredByID gid.ID
}
