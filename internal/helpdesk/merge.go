package helpdesk

import (
	"bytes"
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// MergeHelpRequestsInput is two requests of one person about the same.
type MergeHelpRequestsInput struct {
	ID     gid.ID // ends as MERGED
	IntoID gid.ID // stays
	Reason *string
}

// MergeHelpRequestsPayload is both of them.
type MergeHelpRequestsPayload struct {
	HelpRequest *ent.HelpRequest // the one that stays
	Merged      *ent.HelpRequest
}

// Merge joins a request with another one of the same person and unit, by an admin of the unit or whoever holds both. Who held the
// one that ends is freed; logs and trail stay where they were. What was joined with it before goes along, so that there is no
// chain; and since only an unfinished request takes others, there is no circle.
//
// BAD_USER_INPUT with keys TOO_LONG, MERGE_WITH_ITSELF, MERGE_ELSEWHERE and NOT_SAME_PERSON; NOT_FOUND; FORBIDDEN, also with key
// NOT_HOLDER; CONFLICT, also with keys PHONE_NOT_CONFIRMED, WRONG_STATE and MERGE_INTO_ENDED.
func (s *Service) Merge(ctx context.Context, in MergeHelpRequestsInput) (*MergeHelpRequestsPayload, error) {
	reason, err := optional(in.Reason, "input.reason", longestReason)
	if err != nil {
		return nil, err
	}
	if in.ID == in.IntoID {
		return nil, fault.Bad("input.intoId", "MERGE_WITH_ITSELF")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*MergeHelpRequestsPayload, error) {
		r, into, row, err := s.duplicates(ctx, tx, in)
		if err != nil {
			return nil, err
		}
		merged, err := join(ctx, tx, r, into, row, reason)
		return &MergeHelpRequestsPayload{HelpRequest: into, Merged: merged}, err
	})
}

// duplicates are the two requests and the arrow of the one that ends, if they may be joined.
func (s *Service) duplicates(ctx context.Context, tx *store.Tx, in MergeHelpRequestsInput) (r, into *ent.HelpRequest, row lifecycle.Row[helprequest.Status], err error) {
	if r, err = actedOn(ctx, tx, in.ID); err != nil {
		return nil, nil, row, err
	}
	if into, err = actedOn(ctx, tx, in.IntoID); err != nil {
		return nil, nil, row, err
	}
	row, err = s.arrow(tx.Actor, r, VerbMerge, tx.Now)
	if !access.Can(tx.Actor, access.MergeRequest, object(into)) && !fault.Is(err, fault.Forbidden) {
		err = fault.New(fault.Forbidden, notYours(access.MergeRequest))
	}
	if fault.Is(err, fault.Forbidden) {
		return nil, nil, row, err
	}
	if err := samePerson(r, into); err != nil {
		return nil, nil, row, err
	}
	if _, ended := Life().Find(into.Status, VerbMerge); err == nil && ended != nil {
		err = fault.New(fault.Conflict, "MERGE_INTO_ENDED")
	}
	return r, into, row, err
}

// samePerson refuses requests of two people. Of a phone that is not confirmed it says nothing: whoever enters a phone must not
// learn whose it is by trying.
func samePerson(r, into *ent.HelpRequest) error {
	switch {
	case r.UnitID != into.UnitID:
		return fault.Bad("input.intoId", "MERGE_ELSEWHERE")
	case !PhoneConfirmed(r) || !PhoneConfirmed(into):
		return fault.New(fault.Conflict, "PHONE_NOT_CONFIRMED")
	case r.CitizenID != into.CitizenID:
		return fault.Bad("input.intoId", "NOT_SAME_PERSON")
	}
	return nil
}

// join writes the step. Both rows are written in the order of their ids, so that two joins of one pair meet at the same row.
func join(ctx context.Context, tx *store.Tx, r, into *ent.HelpRequest, row lifecycle.Row[helprequest.Status], reason *string) (merged *ent.HelpRequest, err error) {
	first := bytes.Compare(into.ID[:], r.ID[:]) < 0
	if first {
		if err := stays(ctx, tx, into); err != nil {
			return nil, err
		}
	}
	ends := func(next *ent.HelpRequest) {
		withoutHolder(next)
		next.MergedIntoID = &into.ID
	}
	if merged, err = follow(ctx, tx, r, row, step{reason: reason, change: ends}); err != nil {
		return nil, err
	}
	if !first {
		if err := stays(ctx, tx, into); err != nil {
			return nil, err
		}
	}
	along := tx.HelpRequest.Update().Where(helprequest.Or(helprequest.ID(r.ID), helprequest.MergedIntoID(r.ID)))
	return merged, along.SetMergedIntoID(into.ID).Exec(ctx)
}

// stays holds the request as it was read until the transaction ends.
func stays(ctx context.Context, tx *store.Tx, into *ent.HelpRequest) error {
	n, err := tx.HelpRequest.Update().Where(helprequest.ID(into.ID), helprequest.StatusEQ(into.Status),
		helprequest.StatusSince(into.StatusSince), stillHeldBy(into)).SetUpdatedAt(tx.Now).Save(ctx)
	if err == nil && n != 1 {
		return fault.New(fault.Conflict, "CONFLICT")
	}
	return err
}
