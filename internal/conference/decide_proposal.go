package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
)

// AcceptProposalInput is which proposal is accepted, and what its draft needs that the proposal does not say.
type AcceptProposalInput struct {
	ID         gid.ID
	Reason     *string
	Occasion   *conference.Occasion
	Form       *conference.Form
	Topic      *string
	HostID     *gid.ID
	StartsAt   time.Time
	EndsAt     time.Time
	Venue      *string
	OnlineURL  *string
	Capacity   *int
	Moderation conference.Moderation
}

// RefuseProposalInput is which proposal is refused, and why.
type RefuseProposalInput struct {
	ID     gid.ID
	Reason string
}

// Accept makes the draft of a conference from a proposal, in one transaction; the proposal is public then. Nobody decides on
// what they entered themselves.
//
// NOT_FOUND; FORBIDDEN, also with key OWN_PROPOSAL; CONFLICT; BAD_USER_INPUT with the keys of Create.
func (s *Service) Accept(ctx context.Context, in AcceptProposalInput) (*ent.Proposal, error) {
	reason, err := optional("input.reason", in.Reason, 1000)
	if err != nil {
		return nil, err
	}
	return s.settle(ctx, in.ID, outcome{
		verb: accept, public: true, reason: reason,
		before: func(ctx context.Context, p *ent.Proposal) (*ent.Conference, error) { return s.Create(ctx, in.draft(p)) },
	})
}

func (in AcceptProposalInput) draft(p *ent.Proposal) CreateConferenceInput {
	return CreateConferenceInput{
		Kind: conference.Kind(p.Kind), Title: p.Title, UnitID: p.UnitID, Occasion: in.Occasion, Form: in.Form, Topic: in.Topic,
		HostID: in.HostID, StartsAt: in.StartsAt, EndsAt: in.EndsAt, Venue: in.Venue, OnlineURL: in.OnlineURL,
		Capacity: in.Capacity, Moderation: in.Moderation,
	}
}

// Refuse refuses a proposal for a reason that the public reads. Nobody decides on what they entered themselves.
// NOT_FOUND; FORBIDDEN, also with key OWN_PROPOSAL; CONFLICT; BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG.
func (s *Service) Refuse(ctx context.Context, in RefuseProposalInput) (*ent.Proposal, error) {
	reason, err := reasoned(in.Reason, 1000)
	if err != nil {
		return nil, err
	}
	return s.settle(ctx, in.ID, outcome{verb: refuse, public: true, reason: &reason})
}
