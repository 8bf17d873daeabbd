package graph

import (
	"context"

	"gandan/ent/gid"
	"gandan/graph/model"
	"gandan/internal/fault"
)

// node finds any object by its identity: the id says which table, the domain reads it as every edge does. What the viewer
// may not read is null, exactly as what does not exist.
func (r *Resolver) node(ctx context.Context, id gid.ID) (model.Node, error) {
	var found model.Node
	var err error
	switch id.Kind() {
	case gid.Unit:
		found, err = r.Territory.Unit(id)
	case gid.Organisation:
		found, err = r.Territory.Organisation(ctx, id)
	case gid.Procedure:
		found, err = r.Catalogue.Procedure(ctx, id)
	case gid.Conference:
		found, err = r.Forum.Conference(ctx, id)
	case gid.Proposal:
		found, err = r.Forum.Proposal(ctx, id)
	case gid.Sitting:
		found, err = r.Forum.Sitting(ctx, id)
	case gid.AgendaItem:
		found, err = r.Forum.AgendaItem(ctx, id)
	case gid.Invitation:
		found, err = r.Forum.Invitation(ctx, id)
	case gid.Question:
		found, err = r.Forum.ReadableQuestion(ctx, id)
	case gid.Commitment:
		found, err = r.Ledger.Commitment(ctx, id)
	case gid.Poll:
		found, err = r.Polls.Poll(ctx, id)
	case gid.PollOption:
		found, err = r.Polls.Option(ctx, id)
	case gid.Draft:
		found, err = r.Criticism.Draft(ctx, id)
	case gid.DraftVersion:
		found, err = r.Criticism.Version(ctx, id)
	case gid.Clause:
		found, err = r.Criticism.Clause(ctx, id)
	case gid.Opinion:
		found, err = r.Criticism.ReadableOpinion(ctx, id)
	case gid.CriticismDocument:
		found, err = r.Criticism.Document(ctx, id)
	case gid.ModerationCase:
		found, err = r.Moderation.Case(ctx, id)
	case gid.Notification:
		found, err = r.Notify.Notification(ctx, id)
	case gid.Registration:
		found, err = r.Seats.Registration(ctx, id)
	case gid.Attachment:
		found, err = r.Files.Attachment(ctx, id)
	case gid.Account:
		found, err = r.Identity.Self(ctx, id)
	case gid.Grant:
		found, err = r.Identity.Grant(ctx, id)
	case gid.AccessRecord:
		found, err = r.Identity.AccessRecord(ctx, id)
	default:
		found, err = r.nodeOfHelp(ctx, id)
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Unauthenticated) {
		return nil, nil //nolint:nilnil // null is the answer for what the viewer may not read
	}
	return found, err
}

// nodeOfHelp finds what belongs to the help with public services and to the reception of citizens.
func (r *Resolver) nodeOfHelp(ctx context.Context, id gid.ID) (model.Node, error) {
	var found model.Node
	var err error
	switch id.Kind() {
	case gid.HelpRequest:
		found, err = r.Helpdesk.Request(ctx, id)
	case gid.AssistanceLog:
		found, err = r.Helpdesk.Log(ctx, id)
	case gid.ProcedureVersion:
		found, err = r.Catalogue.ByVersionID(ctx, id)
	case gid.ProcedureFee:
		found, err = r.Catalogue.ByFeeID(ctx, id)
	case gid.ChecklistItem:
		found, err = r.Catalogue.ByItemID(ctx, id)
	case gid.Team:
		found, err = r.Teams.Team(ctx, id)
	case gid.TeamMember:
		found, err = r.Teams.Member(ctx, id)
	case gid.HelpPoint:
		found, err = r.Teams.HelpPoint(ctx, id)
	case gid.Shift:
		found, err = r.Teams.Shift(ctx, id)
	case gid.ShiftSignup:
		found, err = r.Teams.Signup(ctx, id)
	case gid.RequestMessage:
		found, err = r.Talks.Message(ctx, id)
	case gid.ContactReveal:
		found, err = r.Talks.OneReveal(ctx, id)
	case gid.Reception:
		found, err = r.Days.Reception(ctx, id)
	case gid.ReceptionSlot:
		found, err = r.Days.Slot(ctx, id)
	case gid.ReceptionBooking:
		found, err = r.Days.Booking(ctx, id)
	case gid.Certificate:
		found, err = r.Assistance.Certificate(ctx, id)
	default:
		return nil, nil //nolint:nilnil // null is the answer for what is no object of the API
	}
	return found, err
}
