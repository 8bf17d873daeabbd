package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// Actions says for each verb, by the name of its mutation, whether the viewer may do it now, and otherwise the key with which
// it would be refused: claimHelpRequest, releaseHelpRequest, logAssistance, cancelHelpRequest, confirmHelp, reopenHelpRequest,
// answerSolved, followUpHelpRequest.
func (s *Service) Actions(ctx context.Context, r *ent.HelpRequest) []*lifecycle.Possibility {
	viewer, _ := access.From(ctx)
	now := s.store.Now()
	verbs := []string{VerbClaim, VerbRelease, VerbLog, VerbCancel, VerbConfirm, VerbReopen, VerbAnswer, VerbFollowUp}
	out := make([]*lifecycle.Possibility, len(verbs))
	for i, verb := range verbs {
		_, err := s.arrow(viewer, r, verb, now)
		out[i] = possibility(verb, err)
	}
	return out
}

func possibility(verb string, refusal error) *lifecycle.Possibility {
	if refusal == nil {
		return &lifecycle.Possibility{Name: verb, Allowed: true}
	}
	reason := string(fault.Of(refusal).Key)
	return &lifecycle.Possibility{Name: verb, Reason: &reason}
}
