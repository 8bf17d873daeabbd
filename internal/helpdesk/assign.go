package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/requesthistory"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AssignHelpRequestInput is to whom a lead gives a request, and why.
type AssignHelpRequestInput struct {
	ID          gid.ID
	VolunteerID gid.ID
	Note        *string
}

// AssignHelpRequestPayload is the request given, and whether that volunteer had declined it before: a lead may ask again, and
// should know.
type AssignHelpRequestPayload struct {
	HelpRequest    *ent.HelpRequest
	DeclinedBefore bool
}

// Assign gives a request to a volunteer of its unit, by a lead or an admin: an open one, or with a reason one that another
// holds. From that instant the volunteer is its one holder, and is asked to accept or decline.
// BAD_USER_INPUT with keys TOO_LONG, NOT_A_VOLUNTEER_HERE, CITIZEN_CANNOT_HELP, HOLDS_IT_ALREADY and REASON_REQUIRED; NOT_FOUND;
// FORBIDDEN with keys NOT_A_LEAD and OWN_REQUEST; CONFLICT, also with key WRONG_STATE.
func (s *Service) Assign(ctx context.Context, in AssignHelpRequestInput) (*AssignHelpRequestPayload, error) {
	note, err := optional(in.Note, "input.note", longestReason)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*AssignHelpRequestPayload, error) {
		return s.assign(ctx, tx, in, note)
	})
}

func (s *Service) assign(ctx context.Context, tx *store.Tx, in AssignHelpRequestInput, note *string) (*AssignHelpRequestPayload, error) {
	r, err := actedOn(ctx, tx, in.ID)
	if err == nil {
		err = s.onlyLeads(ctx, tx.Actor, r, VerbAssign)
	}
	if err != nil {
		return nil, err
	}
	row, err := s.arrow(tx.Actor, r, VerbAssign, tx.Now)
	if err != nil {
		return nil, err
	}
	if err := mayBeGiven(ctx, tx, r, in.VolunteerID); err != nil {
		return nil, err
	}
	if holder(r) == in.VolunteerID {
		return nil, fault.Bad("input.volunteerId", "HOLDS_IT_ALREADY")
	}
	if r.VolunteerID != nil && note == nil {
		return nil, fault.Bad("input.note", "REASON_REQUIRED")
	}
	declined, err := declinedBefore(ctx, tx, r.ID, in.VolunteerID)
	if err != nil {
		return nil, err
	}
	given := step{reason: note, facts: handover(r, in.VolunteerID), change: func(r *ent.HelpRequest) {
		r.VolunteerID, r.AssignedByID = &in.VolunteerID, &tx.Actor.ID
	}}
	r, err = follow(ctx, tx, r, row, given)
	return &AssignHelpRequestPayload{HelpRequest: r, DeclinedBefore: declined}, err
}

// handover names who gets the request and who had it until now.
func handover(r *ent.HelpRequest, to gid.ID) map[string]string {
	data := map[string]string{"volunteerId": to.String()}
	if r.VolunteerID != nil {
		data["formerId"] = r.VolunteerID.String()
	}
	return data
}

// mayBeGiven checks that the person may help with the request: a volunteer whose role reaches its unit now, and not who asked.
func mayBeGiven(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, who gid.ID) error {
	if who == r.CitizenID {
		return fault.Bad("input.volunteerId", "CITIZEN_CANNOT_HELP")
	}
	here, err := holdsRole(ctx, tx.Client, who, rolegrant.RoleVOLUNTEER, r.UnitPath)
	if err == nil && !here {
		err = fault.Bad("input.volunteerId", "NOT_A_VOLUNTEER_HERE")
	}
	return err
}

// declinedBefore looks into the trail.
func declinedBefore(ctx context.Context, tx *store.Tx, request, who gid.ID) (bool, error) {
	return tx.RequestHistory.Query().
		Where(requesthistory.HelpRequestID(request), requesthistory.Verb(VerbDecline), requesthistory.ActorID(who)).
		Exist(access.AsSystem(ctx, "helpdesk"))
}

// AcceptAssignmentInput is which request a volunteer accepts.
type AcceptAssignmentInput struct{ ID gid.ID }

// Accept takes on a request that a lead gave to the volunteer. Claiming it does the same.
// NOT_FOUND; FORBIDDEN with key NOT_HOLDER; CONFLICT, also with key WRONG_STATE.
func (s *Service) Accept(ctx context.Context, in AcceptAssignmentInput) (*ent.HelpRequest, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		return s.move(ctx, tx, in.ID, VerbAccept, step{})
	})
}
