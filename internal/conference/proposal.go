package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/proposal"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of a proposal, by the names that the API gives them.
const (
	accept   = "acceptProposal"
	refuse   = "refuseProposal"
	withdraw = "withdrawProposal"
)

// ProposalLife is the life of a proposal.
func ProposalLife() lifecycle.Table[proposal.Status] {
	submitted := []proposal.Status{proposal.StatusSUBMITTED}
	return lifecycle.Table[proposal.Status]{
		{From: submitted, Verb: accept, To: proposal.StatusACCEPTED, Action: access.DecideProposal, Event: EventProposalAccepted},
		{From: submitted, Verb: refuse, To: proposal.StatusREFUSED, Action: access.DecideProposal, Event: EventProposalRefused},
		{From: submitted, Verb: withdraw, To: proposal.StatusWITHDRAWN, Action: access.ProposeConference, Event: EventProposalWithdrawn},
	}
}

// authorship refuses to decide on what one entered oneself, and to withdraw what somebody else entered; empty when neither is so.
func authorship(actor access.Actor, p *ent.Proposal, verb string) fault.Key {
	own := p.SubmittedByID != nil && *p.SubmittedByID == actor.ID
	switch {
	case own && verb != withdraw:
		return "OWN_PROPOSAL"
	case !own && verb == withdraw:
		return "NOT_YOUR_PROPOSAL"
	}
	return ""
}

// ProposalActions is what the viewer may do with the proposal, and why not; a visitor gets none.
func (s *Service) ProposalActions(ctx context.Context, p *ent.Proposal) []*lifecycle.Possibility {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return []*lifecycle.Possibility{}
	}
	return ProposalLife().Possibilities(actor, access.Object{Path: p.UnitPath}, p.Status, func(verb string) fault.Key { return authorship(actor, p, verb) })
}

// outcome is what a verb does to a proposal along its arrow. before may do more in the transaction, and gives the conference
// that comes of it, nil when none does.
type outcome struct {
	verb   string
	public bool
	reason *string
	before func(context.Context, *ent.Proposal) (*ent.Conference, error)
}

// settle takes a proposal along an arrow and tells of it: NOT_FOUND, FORBIDDEN, CONFLICT, and what before says.
func (s *Service) settle(ctx context.Context, id gid.ID, o outcome) (*ent.Proposal, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Proposal, error) {
		p, row, err := arrowOf(ctx, tx, id, o.verb)
		if err != nil {
			return nil, err
		}
		var data map[string]string
		u := tx.Proposal.Update().Where(proposal.ID(p.ID), proposal.StatusEQ(p.Status)).
			SetStatus(row.To).SetListed(o.public).SetDecidedAt(tx.Now).SetNillableDecisionReason(o.reason)
		if o.before != nil {
			c, err := o.before(ctx, p)
			if err != nil {
				return nil, err
			}
			data = map[string]string{"conference": c.ID.String()}
			u.SetConferenceID(c.ID)
		}
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, row.Event, p.ID, data); err != nil {
			return nil, err
		}
		return tx.Proposal.Get(ctx, p.ID)
	})
}

// arrowOf is the proposal and the arrow that the actor may take it along.
func arrowOf(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Proposal, lifecycle.Row[proposal.Status], error) {
	none := lifecycle.Row[proposal.Status]{}
	p, err := tx.Proposal.Get(ctx, id)
	if err != nil {
		return nil, none, err
	}
	if !access.Can(tx.Actor, ProposalLife().Action(verb), access.Object{Path: p.UnitPath}) {
		return nil, none, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if key := authorship(tx.Actor, p, verb); key != "" {
		return nil, none, fault.New(fault.Forbidden, key)
	}
	row, err := ProposalLife().Find(p.Status, verb)
	return p, row, err
}
