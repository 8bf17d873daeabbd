package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/proposal"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ProposeConferenceInput is what an organisation asks a unit for.
type ProposeConferenceInput struct {
	UnitID       gid.ID
	ProposedByID gid.ID
	Kind         conference.Kind
	Title        string
	Reason       string
	WantedBy     *string
}

// WithdrawProposalInput is which proposal is wanted no longer.
type WithdrawProposalInput struct {
	ID gid.ID
}

// Propose enters the proposal of the Front, or of another organisation of the unit or above, to hold a conference. Until it
// is decided only admins of the unit see it.
//
// FORBIDDEN in a unit that is not the admin's; BAD_USER_INPUT with keys UNKNOWN_UNIT, UNIT_NOT_IN_FORCE, TOO_SHORT, TOO_LONG,
// BAD_DATE, WANTED_IN_PAST, UNKNOWN_ORGANISATION and ORGANISATION_ELSEWHERE.
func (s *Service) Propose(ctx context.Context, in ProposeConferenceInput) (*ent.Proposal, error) {
	unit, err := s.territory.InForce(in.UnitID, "input.unitId")
	if err != nil {
		return nil, err
	}
	actor, _ := access.From(ctx)
	if !access.Can(actor, access.ProposeConference, access.Object{Path: unit.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if err := in.clean(calendar.Today(s.store.Now())); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Proposal, error) {
		if _, err := s.organisation(ctx, "input.proposedById", in.ProposedByID, unit.Path); err != nil {
			return nil, err
		}
		row := tx.Proposal.Create().SetUnitID(unit.ID).SetUnitPath(unit.Path).SetProposedByID(in.ProposedByID).SetKind(proposal.Kind(in.Kind)).
			SetTitle(in.Title).SetReason(in.Reason).SetNillableWantedBy(in.WantedBy).SetStatus(proposal.StatusSUBMITTED)
		if !tx.Actor.ID.IsZero() {
			row.SetSubmittedByID(tx.Actor.ID)
		}
		p, err := row.Save(ctx)
		if err != nil {
			return nil, err
		}
		return p, tx.Emit(ctx, EventProposalSubmitted, p.ID, nil)
	})
}

func (in *ProposeConferenceInput) clean(today calendar.Date) (err error) {
	if in.Title, err = words("input.title", in.Title, 5, 200); err != nil {
		return err
	}
	if in.Reason, err = words("input.reason", in.Reason, 10, 5000); err != nil {
		return err
	}
	if in.WantedBy == nil {
		return nil
	}
	day, err := calendar.ParseDate(*in.WantedBy)
	switch {
	case err != nil:
		return fault.Bad("input.wantedBy", "BAD_DATE")
	case day.Before(today):
		return fault.Bad("input.wantedBy", "WANTED_IN_PAST")
	}
	return nil
}

// Withdraw takes a proposal back that is not decided, by whoever entered it. It stays with the admins of the unit.
// NOT_FOUND, FORBIDDEN, also with key NOT_YOUR_PROPOSAL; CONFLICT.
func (s *Service) Withdraw(ctx context.Context, in WithdrawProposalInput) (*ent.Proposal, error) {
	return s.settle(ctx, in.ID, outcome{verb: withdraw})
}
