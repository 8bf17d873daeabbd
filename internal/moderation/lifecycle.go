package moderation

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

const (
	verbFlag   = "flag"
	verbDecide = "decide"
)

// Life is the life of a case. A flag joins the open case and leaves it open.
func Life() lifecycle.Table[moderationcase.Status] {
	return lifecycle.Table[moderationcase.Status]{
		{From: []moderationcase.Status{moderationcase.StatusOPEN}, Verb: verbFlag, To: moderationcase.StatusOPEN, Action: access.FlagContent},
		{From: []moderationcase.Status{moderationcase.StatusOPEN}, Verb: verbDecide, To: moderationcase.StatusDECIDED, Action: access.DecideModeration, Event: Decided},
	}
}

// move takes a case along the arrow of the verb: load, may, arrow, conditional update.
// NOT_FOUND outside the actor's units, FORBIDDEN with key OWN_CONTENT on own content, CONFLICT with key ALREADY_DECIDED.
func move(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.ModerationCase, error) {
	action := Life().Action(verb)
	c, err := tx.ModerationCase.Get(access.For(ctx, action), id)
	if err != nil {
		return nil, store.Translate(err)
	}
	if err := mayMove(tx.Actor, action, c); err != nil {
		return nil, err
	}
	row, err := Life().Find(c.Status, verb)
	if err != nil {
		return nil, alreadyDecided()
	}
	n, err := tx.ModerationCase.Update().Where(moderationcase.ID(id), moderationcase.StatusEQ(c.Status)).
		SetStatus(row.To).ClearOpenFor().Save(ctx)
	if err != nil {
		return nil, err
	}
	if n != 1 {
		return nil, alreadyDecided()
	}
	c.Status, c.OpenFor, c.UpdatedAt = row.To, nil, tx.Now
	return c, nil
}

func mayMove(actor access.Actor, action access.Action, c *ent.ModerationCase) error {
	if !access.Can(actor, action, access.Object{Path: c.UnitPath, Owner: c.AuthorID}) {
		return fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if actor.ID == c.AuthorID {
		return fault.New(fault.Forbidden, "OWN_CONTENT")
	}
	return nil
}

func alreadyDecided() error { return fault.New(fault.Conflict, "ALREADY_DECIDED") }
