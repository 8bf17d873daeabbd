package moderation

import (
	"gandan/ent/decision"
	"gandan/ent/gid"
)

// DecideModerationInput is what an admin decides.
type DecideModerationInput struct {
	CaseID     gid.ID
	Outcome    decision.Outcome
	ReasonCode decision.ReasonCode
	Statement  string
}
