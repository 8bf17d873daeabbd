package assistance

import (
	"context"
	"strings"
	"time"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// mutation is the verb without what stands behind the slash.
func mutation(verb string) string {
	name, _, _ := strings.Cut(verb, "/")
	return name
}

// Actions is what the viewer may do with the log, and why not: confirmLog, confirmLogByCode, disputeLog, correctLog, reviewLogs.
func (s *Service) Actions(ctx context.Context, log *ent.AssistanceLog) ([]*lifecycle.Possibility, error) {
	l, err := s.standing(ctx, log)
	if err != nil || l == nil {
		return []*lifecycle.Possibility{}, err
	}
	viewer, _ := access.From(ctx)
	leader, err := s.Leads.IsLead(ctx, viewer, l.UnitPath)
	if err != nil {
		return nil, err
	}
	correct, review := verbCorrect, verbApprove
	if viewer.ID != l.VolunteerID {
		correct = verbCorrectLead
	}
	if _, err := Life().Find(l.Status, review); err != nil {
		review = verbReject
	}
	out := make([]*lifecycle.Possibility, 0, 5)
	for _, verb := range []string{verbConfirm, verbConfirmCode, verbDispute, correct, review} {
		out = append(out, possibility(mutation(verb), s.refusal(viewer, l, verb, leader, s.store.Now())))
	}
	return out, nil
}

func possibility(name string, refusal error) *lifecycle.Possibility {
	if refusal == nil {
		return &lifecycle.Possibility{Name: name, Allowed: true}
	}
	reason := string(fault.Of(refusal).Key)
	return &lifecycle.Possibility{Name: name, Reason: &reason}
}

// refusal is with what the verb would be refused, nil when it would not: the verbs and the buttons ask the same.
// FORBIDDEN with keys NOT_YOUR_HELP, NOT_YOUR_LOG and FORBIDDEN; CONFLICT with keys CONFLICT_OF_INTEREST, ALREADY_CORRECTED,
// ALREADY_CONFIRMED, ALREADY_DISPUTED, CONFIRM_WINDOW_OVER and WRONG_STATE.
func (s *Service) refusal(a access.Actor, l *ent.LogStanding, verb string, leader bool, now time.Time) error {
	switch verb {
	case verbApprove, verbReject, verbCorrectLead:
		switch {
		case interested(a, l):
			return fault.New(fault.Conflict, "CONFLICT_OF_INTEREST")
		case !leader:
			return fault.New(fault.Forbidden, "FORBIDDEN")
		}
	case verbConfirm, verbDispute:
		if !access.Can(a, access.ConfirmLog, object(l)) {
			return fault.New(fault.Forbidden, "NOT_YOUR_HELP")
		}
	default:
		if a.ID != l.VolunteerID || !access.Can(a, Life().Action(verb), object(l)) {
			return fault.New(fault.Forbidden, "NOT_YOUR_LOG")
		}
	}
	if _, err := arrow(l, verb); err != nil {
		return err
	}
	return s.tooLate(l, verb, now)
}

// tooLate holds the window of the person helped, and that they dispute once.
func (s *Service) tooLate(l *ent.LogStanding, verb string, now time.Time) error {
	if verb != verbConfirm && verb != verbDispute && verb != verbConfirmCode {
		return nil
	}
	until, days := s.confirmable(l)
	switch {
	case !now.Before(until):
		return fault.New(fault.Conflict, "CONFIRM_WINDOW_OVER").With("days", days)
	case verb == verbDispute && l.DisputedAt != nil:
		return fault.New(fault.Conflict, "ALREADY_DISPUTED")
	}
	return nil
}
