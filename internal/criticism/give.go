package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// GiveOpinionInput is what somebody says of a draft or of one clause of it.
type GiveOpinionInput struct {
	ClientID       *string
	DraftID        gid.ID
	ClauseID       *gid.ID
	Body           string
	Capacity       opinion.Capacity
	OrganisationID *gid.ID
	Channel        opinion.Channel
	VoicedInRoom   *bool
}

// Give gives an opinion on an open draft, public at once and without a name. An admin of the organisation's unit or above may
// give one in the name of an organisation; an admin of the draft's unit may enter one that was voiced in the room. Sent again
// with its client id it is the opinion that is there.
//
// NOT_FOUND; FORBIDDEN with keys DRAFT_NOT_YOUR_UNIT, NOT_YOUR_ORGANISATION and FORBIDDEN; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG,
// BAD_CLIENT_ID, ORGANISATION_REQUIRED, ORGANISATION_UNWANTED, UNKNOWN_ORGANISATION, DRAFT_BODY_ELSEWHERE, CLAUSE_ELSEWHERE and
// ROOM_NEEDS_CHANNEL; CONFLICT with keys OPINIONS_CLOSED, NO_CONFERENCE_YET and CLIENT_ID_REUSED.
func (s *Service) Give(ctx context.Context, in GiveOpinionInput) (*ent.Opinion, error) {
	in, err := in.clean()
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Opinion, error) {
		if before, err := in.sentBefore(ctx, tx); before != nil || err != nil {
			return before, err
		}
		d, err := tx.Draft.Get(ctx, in.DraftID)
		if err != nil {
			return nil, err
		}
		if err := s.maySpeak(ctx, tx, d, in); err != nil {
			return nil, err
		}
		d, err = take(ctx, tx, d.ID, in.ClauseID, step{verb: give, fresh: 1, received: 1})
		if err != nil {
			return nil, err
		}
		o, err := in.row(tx, d).Save(ctx)
		if err != nil {
			return nil, err
		}
		return o, tellUnnamed(ctx, tx, EventOpinionGiven, o.ID, of(o))
	})
}

// maySpeak holds the opinion to who may give it, and to what it is about.
func (s *Service) maySpeak(ctx context.Context, tx *store.Tx, d *ent.Draft, in GiveOpinionInput) error {
	if err := s.mayGive(ctx, tx, d, in); err != nil {
		return err
	}
	if in.Channel == opinion.ChannelCONFERENCE && d.ConferenceID == nil {
		return fault.New(fault.Conflict, "NO_CONFERENCE_YET").At("input.channel")
	}
	if in.ClauseID == nil {
		return nil
	}
	c, err := tx.Clause.Get(ctx, *in.ClauseID)
	if ent.IsNotFound(err) || err == nil && c.DraftID != d.ID {
		return fault.Bad("input.clauseId", "CLAUSE_ELSEWHERE")
	}
	return err
}

// mayGive says who speaks: whoever runs the room, whoever stands for the organisation, or a resident.
func (s *Service) mayGive(ctx context.Context, tx *store.Tx, d *ent.Draft, in GiveOpinionInput) error {
	at := access.Object{Path: d.UnitPath}
	if in.voiced() && !access.Can(tx.Actor, access.ManageCriticism, at) {
		return fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if in.OrganisationID != nil {
		o, err := s.organisation(ctx, "input.organisationId", *in.OrganisationID, inLine(d.UnitPath))
		if err == nil && !access.Can(tx.Actor, access.SpeakForBody, access.Object{Path: o.UnitPath}) {
			err = fault.New(fault.Forbidden, "NOT_YOUR_ORGANISATION")
		}
		return err
	}
	if !in.voiced() && !access.Can(tx.Actor, access.GiveOpinion, at) {
		return fault.New(fault.Forbidden, reason(give, "FORBIDDEN"))
	}
	return nil
}

func (in GiveOpinionInput) voiced() bool { return in.VoicedInRoom != nil && *in.VoicedInRoom }

func (in GiveOpinionInput) row(tx *store.Tx, d *ent.Draft) *ent.OpinionCreate {
	row := tx.Opinion.Create().
		SetDraftID(d.ID).SetUnitID(d.UnitID).SetUnitPath(d.UnitPath).SetNillableClauseID(in.ClauseID).SetAuthorID(tx.Actor.ID).
		SetNillableOrganisationID(in.OrganisationID).SetNumber(d.LastOpinion).SetBody(in.Body).SetCapacity(in.Capacity).
		SetChannel(in.Channel).SetEnteredByOrganiser(in.voiced()).SetStatus(opinion.StatusRECEIVED).SetListed(true)
	if in.ClientID != nil {
		row.SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint())
	}
	return row
}
