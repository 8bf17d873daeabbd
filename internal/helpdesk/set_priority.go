package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// SetPriorityInput is why a request is urgent, or that it is not, and the reason for saying so.
type SetPriorityInput struct {
	ID      gid.ID
	Urgency *helprequest.Urgency // nil: not urgent
	Reason  string
}

// SetPriority makes a request urgent for one of the stated reasons, or takes that back, by an admin of its unit. It leaves a line
// in the trail; the clock goes on from where it started.
// BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; NOT_FOUND; FORBIDDEN; CONFLICT with keys WRONG_STATE and SAME_PRIORITY.
func (s *Service) SetPriority(ctx context.Context, in SetPriorityInput) (*ent.HelpRequest, error) {
	reason, err := givenReason(in.Reason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := actedOn(ctx, tx, in.ID)
		if err != nil {
			return nil, err
		}
		row, err := s.arrow(tx.Actor, r, VerbSetPriority, tx.Now)
		if err != nil {
			return nil, err
		}
		if same(r.Urgency, in.Urgency) {
			return nil, fault.New(fault.Conflict, "SAME_PRIORITY")
		}
		return prioritise(ctx, tx, r, row, in.Urgency, reason)
	})
}

// prioritise writes the step. It changes none of the columns that are the version of the row, so it asks for the old urgency too.
func prioritise(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, row lifecycle.Row[helprequest.Status], urgency *helprequest.Urgency, reason *string) (*ent.HelpRequest, error) {
	next := *r
	next.Urgency, next.QueueKey, next.Hurried, next.UpdatedAt = urgency, queueKey(r.CreatedAt, urgency), hurried(urgency), tx.Now
	u := replace(tx, r, &next).Where(stillUrgentFor(r)).SetQueueKey(next.QueueKey).SetHurried(next.Hurried)
	put(urgency, u.SetUrgency, u.ClearUrgency)
	switch n, err := u.Save(ctx); {
	case err != nil:
		return nil, err
	case n != 1:
		return nil, fault.New(fault.Conflict, "CONFLICT")
	}
	row.To = r.Status
	if err := remember(ctx, tx, r, row, step{reason: reason}); err != nil {
		return nil, err
	}
	return &next, tell(ctx, tx, r, row, gid.Zero, nil)
}

func stillUrgentFor(r *ent.HelpRequest) predicate.HelpRequest {
	if r.Urgency == nil {
		return helprequest.UrgencyIsNil()
	}
	return helprequest.UrgencyEQ(*r.Urgency)
}
