package moderation

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

const noteMost = 500 // characters

// FlagContentInput is what a citizen points at, and why.
type FlagContentInput struct {
	SubjectID gid.ID
	Reason    flag.Reason
	Note      *string
}

// note is the cleaned note, nil when there is none.
// BAD_USER_INPUT with key REQUIRED when the reason is OTHER and nothing says which, TOO_LONG, INVALID_VALUE for the reason.
func (in FlagContentInput) note() (*string, error) {
	if flag.ReasonValidator(in.Reason) != nil {
		return nil, fault.Bad("input.reason", "INVALID_VALUE")
	}
	var note string
	if in.Note != nil {
		note = text.Clean(*in.Note)
	}
	switch {
	case !text.Between(note, 0, noteMost):
		return nil, fault.Bad("input.note", "TOO_LONG").With("max", noteMost)
	case note != "":
		return &note, nil
	case in.Reason == flag.ReasonOTHER:
		return nil, fault.Bad("input.note", "REQUIRED")
	}
	return nil, nil //nolint:nilnil // no note is no note
}

// Flag points at content that may break the rules: it joins the open case of the content or opens one.
//
// BAD_USER_INPUT as for the note, and WRONG_ID_KIND; NOT_FOUND for what the citizen cannot read; FORBIDDEN with key
// OWN_CONTENT; CONFLICT with key ALREADY_FLAGGED (once a citizen a piece of content, for ever) or NOT_PUBLISHED (hidden
// already).
func (s *Service) Flag(ctx context.Context, in FlagContentInput) (*ent.Flag, error) {
	if err := mayTry(ctx, access.FlagContent); err != nil {
		return nil, err
	}
	note, err := in.note()
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Flag, error) {
		found, err := s.flaggable(ctx, tx, in.SubjectID)
		if err != nil {
			return nil, err
		}
		caseID, err := join(access.AsSystem(ctx, "moderation"), tx, found, in.Reason)
		if err != nil {
			return nil, err
		}
		return tx.Flag.Create().SetCaseID(caseID).SetSubjectID(found.id).SetCitizenID(tx.Actor.ID).
			SetReason(in.Reason).SetNillableNote(note).Save(ctx)
	})
}

// flaggable is the content if this citizen may flag it now.
func (s *Service) flaggable(ctx context.Context, tx *store.Tx, id gid.ID) (content, error) {
	found, err := s.readable(ctx, id)
	if err != nil {
		return content{}, err
	}
	if found.author == tx.Actor.ID {
		return content{}, fault.New(fault.Forbidden, "OWN_CONTENT")
	}
	flagged, err := tx.Flag.Query().Where(flag.SubjectID(id), flag.CitizenID(tx.Actor.ID)).Exist(ctx)
	switch {
	case err != nil:
		return content{}, err
	case flagged:
		return content{}, fault.New(fault.Conflict, "ALREADY_FLAGGED")
	case found.withheld:
		return content{}, fault.New(fault.Conflict, "NOT_PUBLISHED")
	}
	return found, nil
}

// join counts the flag in the open case, or opens one; of two that open at once, one breaks the unique rule and is run
// again. The context is the system's, since a citizen reads no case.
func join(ctx context.Context, tx *store.Tx, found content, reason flag.Reason) (gid.ID, error) {
	openCase := moderationcase.OpenFor(found.id.String())
	n, err := tx.ModerationCase.Update().Where(openCase).AddFlagCount(1).Save(ctx)
	if err != nil {
		return gid.Zero, err
	}
	if n == 0 {
		return open(ctx, tx, found, moderationcase.CauseFLAG, []string{string(reason)})
	}
	c, err := tx.ModerationCase.Query().Where(openCase).Only(ctx)
	if err != nil {
		return gid.Zero, err
	}
	return c.ID, addReason(ctx, tx, c, string(reason))
}

// addReason keeps the reasons distinct and sorted. Counting the flag has locked the case, so nobody else writes it between
// the reading and this.
func addReason(ctx context.Context, tx *store.Tx, c *ent.ModerationCase, reason string) error {
	at, known := slices.BinarySearch(c.Reasons, reason)
	if known {
		return nil
	}
	return tx.ModerationCase.Update().Where(moderationcase.ID(c.ID)).SetReasons(slices.Insert(c.Reasons, at, reason)).Exec(ctx)
}
