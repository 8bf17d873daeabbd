package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/invitation"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// InviteOrganisationInput is who takes part, and how.
type InviteOrganisationInput struct {
	ConferenceID   gid.ID
	OrganisationID gid.ID
	Part           invitation.Part
}

// RemoveInvitationInput is who takes part no longer.
type RemoveInvitationInput struct {
	ID gid.ID
}

// MarkOrganisationPresentInput is who was seen at the door.
type MarkOrganisationPresentInput struct {
	InvitationID gid.ID
}

// Invite has an organisation take part in a conference that has not begun; asked again it has the other part. Who chairs or
// coordinates is of the unit or above, who is invited may also be of a unit below. There is one chair at most.
//
// NOT_FOUND, FORBIDDEN; CONFLICT, also with key CHAIR_TAKEN; LIMIT_EXCEEDED with key TOO_MANY_INVITATIONS; BAD_USER_INPUT with keys
// UNKNOWN_ORGANISATION and ORGANISATION_ELSEWHERE.
func (s *Service) Invite(ctx context.Context, in InviteOrganisationInput) (*ent.Invitation, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Invitation, error) {
		c, err := s.hold(ctx, tx, in.ConferenceID, invite)
		if err != nil {
			return nil, err
		}
		if err := s.mayTakePart(ctx, c, in); err != nil {
			return nil, err
		}
		all, err := tx.Invitation.Query().Where(invitation.ConferenceID(c.ID)).All(ctx)
		if err != nil {
			return nil, err
		}
		have, err := in.among(all)
		if err != nil {
			return nil, err
		}
		var invited *ent.Invitation
		if have != nil {
			invited, err = tx.Invitation.UpdateOneID(have.ID).SetPart(in.Part).Save(ctx)
		} else {
			invited, err = tx.Invitation.Create().SetConferenceID(c.ID).SetOrganisationID(in.OrganisationID).SetPart(in.Part).Save(ctx)
		}
		if err != nil {
			return nil, err
		}
		return invited, tx.Emit(ctx, EventInvited, c.ID, map[string]string{"organisation": in.OrganisationID.String()})
	})
}

func (s *Service) mayTakePart(ctx context.Context, c *ent.Conference, in InviteOrganisationInput) error {
	if in.Part == invitation.PartINVITED {
		return s.guest(ctx, "input.organisationId", in.OrganisationID, c.UnitPath)
	}
	_, err := s.organisation(ctx, "input.organisationId", in.OrganisationID, c.UnitPath)
	return err
}

// among finds the invitation of the organisation, nil when it has none, and refuses a second chair and one invitation too many.
func (in InviteOrganisationInput) among(all []*ent.Invitation) (*ent.Invitation, error) {
	var have *ent.Invitation
	for _, inv := range all {
		switch {
		case inv.OrganisationID == in.OrganisationID:
			have = inv
		case inv.Part == invitation.PartCHAIR && in.Part == invitation.PartCHAIR:
			return nil, fault.New(fault.Conflict, "CHAIR_TAKEN")
		}
	}
	if have == nil && len(all) >= mostInvitations {
		return nil, fault.New(fault.LimitExceeded, "TOO_MANY_INVITATIONS").With("max", mostInvitations)
	}
	return have, nil
}

// RemoveInvitation takes an invitation back while the conference has not begun.
// NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) RemoveInvitation(ctx context.Context, in RemoveInvitationInput) (*ent.Conference, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		inv, err := tx.Invitation.Get(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		c, err := s.hold(ctx, tx, inv.ConferenceID, invite)
		if err != nil {
			return nil, err
		}
		if err := exactlyOne(tx.Invitation.Delete().Where(invitation.ID(inv.ID)).Exec(ctx)); err != nil {
			return nil, err
		}
		return c, tx.Emit(ctx, EventInvited, c.ID, map[string]string{"organisation": inv.OrganisationID.String()})
	})
}

// MarkPresent notes that an invited organisation has come, while the conference goes on; again is no change.
// NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) MarkPresent(ctx context.Context, in MarkOrganisationPresentInput) (*ent.Invitation, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Invitation, error) {
		inv, err := tx.Invitation.Get(ctx, in.InvitationID)
		if err != nil {
			return nil, err
		}
		c, err := s.hold(ctx, tx, inv.ConferenceID, greet)
		if err != nil {
			return nil, err
		}
		n, err := tx.Invitation.Update().Where(invitation.ID(inv.ID), invitation.AttendedAtIsNil()).SetAttendedAt(tx.Now).Save(ctx)
		if err != nil {
			return nil, err
		}
		if n == 1 {
			if _, err := show(ctx, tx, c, activity.KindATTENDANCE_CHANGED); err != nil {
				return nil, err
			}
		}
		return tx.Invitation.Get(ctx, inv.ID)
	})
}
