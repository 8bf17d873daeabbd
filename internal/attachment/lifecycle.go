package attachment

import (
	"context"

	"gandan/ent"
	"gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The verbs of an attachment. upload is no mutation: the bytes come by PUT.
const (
	upload = "upload"
	remove = "removeAttachment"
)

// Life is the life of an attachment. One whose bytes never came is forgotten by Tidy.
func Life() lifecycle.Table[attachment.Status] {
	const expected, stored, removed = attachment.StatusEXPECTED, attachment.StatusSTORED, attachment.StatusREMOVED
	type states = []attachment.Status
	return lifecycle.Table[attachment.Status]{
		{From: states{expected}, Verb: upload, To: stored, Action: access.ManageAttachment, Event: EventStored},
		{From: states{expected, stored}, Verb: remove, To: removed, Action: access.ManageAttachment, Event: EventRemoved},
	}
}

// Actions is what the viewer may do with the attachment, and why not; a visitor gets none.
func (s *Service) Actions(ctx context.Context, a *ent.Attachment) []*lifecycle.Possibility {
	actor, _ := access.From(ctx)
	if actor.IsAnonymous() {
		return []*lifecycle.Possibility{}
	}
	return Life().Possibilities(actor, access.Object{Path: a.UnitPath}, a.Status, func(string) fault.Key { return "" })
}

// find is the attachment and its arrow: NOT_FOUND, FORBIDDEN, CONFLICT.
func find(ctx context.Context, db *ent.Client, actor access.Actor, id gid.ID, verb string) (*ent.Attachment, lifecycle.Row[attachment.Status], error) {
	var row lifecycle.Row[attachment.Status]
	a, err := db.Attachment.Get(ctx, id)
	if err != nil {
		return nil, row, store.Translate(err)
	}
	if !access.Can(actor, Life().Action(verb), access.Object{Path: a.UnitPath}) {
		return nil, row, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	row, err = Life().Find(a.Status, verb)
	return a, row, err
}

// move takes an attachment along an arrow and tells of it: NOT_FOUND, FORBIDDEN, CONFLICT.
func move(ctx context.Context, tx *store.Tx, id gid.ID, verb string, set func(*ent.Attachment, *ent.AttachmentUpdate)) (*ent.Attachment, error) {
	a, row, err := find(ctx, tx.Client, tx.Actor, id, verb)
	if err != nil {
		return nil, err
	}
	u := tx.Attachment.Update().Where(attachment.ID(a.ID), attachment.StatusEQ(a.Status)).SetStatus(row.To)
	set(a, u)
	n, err := u.Save(ctx)
	if err != nil {
		return nil, err
	}
	if n != 1 {
		return nil, fault.New(fault.Conflict, "CONFLICT")
	}
	if err := tx.Emit(ctx, row.Event, a.ID, map[string]string{"subject": a.SubjectID.String()}); err != nil {
		return nil, err
	}
	return tx.Attachment.Get(ctx, a.ID)
}
