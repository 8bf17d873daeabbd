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
// assignHelpRequest, acceptAssignment, declineAssignment, agreeTime, setCompanion, answerSolved, followUpHelpRequest,
// mergeHelpRequests, setPriority, confirmRequestPhone, resendRequestCode.
func (s *Service) Actions(ctx context.Context, r *ent.HelpRequest) []*lifecycle.Possibility {
	viewer, _ := access.From(ctx)
	now := s.store.Now()
	verbs := []string{VerbClaim, VerbRelease, VerbLog, VerbCancel, VerbConfirm, VerbReopen}
	verbs = append(verbs, VerbAssign, VerbAccept, VerbDecline, VerbAgreeTime, VerbCompanion) // matching
	verbs = append(verbs, VerbAnswer, VerbFollowUp)                                          // after
	verbs = append(verbs, VerbMerge, VerbSetPriority, VerbConfirmPhone, VerbResendCode)      // request
	out := make([]*lifecycle.Possibility, len(verbs))
	for i, verb := range verbs {
		err := refuseOthers(viewer, r, verb, func() (bool, error) { return s.leadsShown(ctx, viewer, r.UnitPath) }) // matching
		if err == nil {
			_, err = s.arrow(viewer, r, verb, now)
		}
		if verb == VerbConfirmPhone || verb == VerbResendCode { // request
			err = s.mayConfirm(viewer, r)
		}
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
