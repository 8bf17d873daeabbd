package helpdesk

import (
	"context"
	"maps"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/predicate"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// step is what a verb adds to its arrow.
type step struct {
	reason *string                // goes into the history
	code   *string                // the reason by its code; goes there too
	change func(*ent.HelpRequest) // what else becomes of the row; may be nil
	log    gid.ID                 // the log that was the reason; zero without one

	// matching
	facts map[string]string       // what the event says besides; they win
	still []predicate.HelpRequest // what must hold besides when the step is written
}

// move takes the request along the arrow of the verb and returns it as it then stands.
// NOT_FOUND when the actor cannot act on it; else the refusals of arrow; CONFLICT when somebody was quicker.
func (s *Service) move(ctx context.Context, tx *store.Tx, id gid.ID, verb string, by step) (*ent.HelpRequest, error) {
	r, err := actedOn(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if err := s.onlyLeads(ctx, tx.Actor, r, verb); err != nil {
		return nil, err
	}
	row, err := s.arrow(tx.Actor, r, verb, tx.Now)
	if err != nil {
		return nil, err
	}
	return follow(ctx, tx, r, row, by)
}

// actedOn reads the request for a deed.
func actedOn(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.HelpRequest, error) {
	r, err := tx.HelpRequest.Query().Where(helprequest.ID(id)).Only(access.For(ctx, access.ActOnRequest))
	return r, missing(err)
}

// missing says at once that there is no such row; the other errors are for store.Write to judge.
func missing(err error) error {
	if ent.IsNotFound(err) {
		return fault.Missing()
	}
	return err
}

// follow writes the step. The conditional update comes first: when it finds the request changed, nothing has been written.
func follow(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, row lifecycle.Row[helprequest.Status], by step) (*ent.HelpRequest, error) {
	next := *r
	next.UpdatedAt = tx.Now
	if row.To != r.Status || row.Verb == VerbAssign {
		next.Status, next.StatusSince = row.To, tx.Now
	}
	if by.change != nil {
		by.change(&next)
	}
	matched(r, &next, row, tx.Now)
	switch n, err := replace(tx, r, &next).Where(by.still...).Save(ctx); {
	case err != nil:
		return nil, err
	case n != 1 && row.Verb == VerbClaim && r.VolunteerID == nil:
		return nil, fault.New(fault.Conflict, "ALREADY_CLAIMED")
	case n != 1:
		return nil, fault.New(fault.Conflict, "CONFLICT")
	}
	if row.To != r.Status || row.Verb == VerbAssign {
		if err := remember(ctx, tx, r, row, by); err != nil {
			return nil, err
		}
	}
	return &next, tell(ctx, tx, r, row, by.log, by.facts)
}

// replace is the update from one state of the row to the next, if it still is in the first: every step changes the status,
// the holder, the instant since when the status holds or what came after, so these are the version of the row.
func replace(tx *store.Tx, r, next *ent.HelpRequest) *ent.HelpRequestUpdate {
	u := tx.HelpRequest.Update().
		Where(helprequest.ID(r.ID), helprequest.StatusEQ(r.Status), helprequest.StatusSince(r.StatusSince), stillHeldBy(r), stillAfter(r)).
		SetStatus(next.Status).SetStatusSince(next.StatusSince).SetOpenedAt(next.OpenedAt)
	put(next.VolunteerID, u.SetVolunteerID, u.ClearVolunteerID)
	put(next.ResolvedAt, u.SetResolvedAt, u.ClearResolvedAt)
	put(next.RatingComment, u.SetRatingComment, u.ClearRatingComment)
	putMatched(u, r, next)
	return afterwards(u, next)
}

func put[T any](value *T, set func(T) *ent.HelpRequestUpdate, none func() *ent.HelpRequestUpdate) {
	if value == nil {
		none()
		return
	}
	set(*value)
}

func stillHeldBy(r *ent.HelpRequest) predicate.HelpRequest {
	if r.VolunteerID == nil {
		return helprequest.VolunteerIDIsNil()
	}
	return helprequest.VolunteerID(*r.VolunteerID)
}

// remember adds the step to the history; a row whose status is empty is the first.
func remember(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, row lifecycle.Row[helprequest.Status], by step) error {
	line := tx.RequestHistory.Create()
	if !tx.Actor.ID.IsZero() {
		line.SetActorID(tx.Actor.ID)
	}
	return line.SetHelpRequestID(r.ID).SetVerb(mutation(row.Verb)).
		SetFromStatus(string(r.Status)).SetToStatus(string(row.To)).SetAt(tx.Now).
		SetActorRole(string(actingAs(tx.Actor, r, row.Action))).
		SetNillableReason(by.reason).SetNillableReasonCode(by.code).Exec(ctx)
}

func tell(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, row lifecycle.Row[helprequest.Status], log gid.ID, more map[string]string) error {
	who := holder(r)
	if row.Verb == VerbClaim {
		who = tx.Actor.ID
	}
	data := facts(r, who, row.To)
	if !log.IsZero() {
		data["logId"] = log.String()
	}
	maps.Copy(data, more)
	return tx.Emit(ctx, row.Event, r.ID, data)
}
