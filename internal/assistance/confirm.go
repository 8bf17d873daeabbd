package assistance

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/internal/store"
)

// ConfirmLogInput is which session took place as written.
type ConfirmLogInput struct{ LogID gid.ID }

// ConfirmLog is the word of the person helped that the session took place as written. It confirms no overlap: such a session still
// waits for a lead.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_HELP; CONFLICT with keys ALREADY_CONFIRMED, ALREADY_CORRECTED, CONFIRM_WINDOW_OVER and WRONG_STATE.
func (s *Service) ConfirmLog(ctx context.Context, in ConfirmLogInput) (*ent.AssistanceLog, error) {
	return s.byCitizen(ctx, in.LogID, verbConfirm, nil)
}

// DisputeLogInput is which session did not, and why.
type DisputeLogInput struct {
	LogID      gid.ID
	ReasonCode logreview.ReasonCode
}

// DisputeLog is the word of the person helped that it did not; it counts no more until a lead has looked at it. Also a log that a lead
// approved is disputed, but no log twice.
//
// NOT_FOUND; FORBIDDEN with key NOT_YOUR_HELP; CONFLICT with keys ALREADY_DISPUTED, ALREADY_CORRECTED, CONFIRM_WINDOW_OVER and WRONG_STATE.
func (s *Service) DisputeLog(ctx context.Context, in DisputeLogInput) (*ent.AssistanceLog, error) {
	return s.byCitizen(ctx, in.LogID, verbDispute, &in.ReasonCode)
}

func (s *Service) byCitizen(ctx context.Context, logID gid.ID, verb string, reason *logreview.ReasonCode) (*ent.AssistanceLog, error) {
	leads := s.leading(ctx)
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.AssistanceLog, error) {
		l, err := s.standingOf(ctx, tx, logID, leads)
		if err != nil {
			return nil, err
		}
		if err := s.refusal(tx.Actor, l, verb, false, tx.Now); err != nil {
			return nil, err
		}
		row, err := arrow(l, verb)
		if err != nil {
			return nil, err
		}
		if err := move(ctx, tx, l, row, said{role: logreview.RoleCITIZEN, reason: reason}); err != nil {
			return nil, err
		}
		return logOf(ctx, tx, l.LogID)
	})
}
