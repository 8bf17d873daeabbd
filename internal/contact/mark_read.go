package contact

import (
	"context"

	"gandan/ent"
	"gandan/ent/contactparty"
	"gandan/ent/gid"
	"gandan/ent/requestmessage"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// MarkMessagesReadInput is which messages were read; without UpToID all that are there.
type MarkMessagesReadInput struct {
	RequestID gid.ID
	UpToID    *gid.ID
}

// MarkMessagesRead notes how far the actor has read. A mark never goes back. It tells nobody.
// NOT_FOUND, also for a message of another request; FORBIDDEN with key NOT_HOLDER.
func (s *Service) MarkMessagesRead(ctx context.Context, in MarkMessagesReadInput) (*ent.HelpRequest, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		r, err := s.requests.ActedOn(ctx, tx, in.RequestID)
		if err != nil {
			return nil, err
		}
		if !access.Can(tx.Actor, access.ReadRequest, object(r)) {
			return nil, fault.New(fault.Forbidden, "NOT_HOLDER")
		}
		upTo, err := readUpTo(ctx, tx, in)
		if err != nil || upTo == 0 {
			return r, err
		}
		p, err := party(ctx, tx, r.ID, tx.Actor.ID)
		if err == nil && p.ReadSequence < upTo {
			err = tx.ContactParty.Update().Where(contactparty.ID(p.ID)).SetReadSequence(upTo).Exec(ctx)
			if err == nil && tx.Actor.ID != r.CitizenID { // who helps may keep the request on another phone
				err = s.requests.Touch(ctx, tx, r.ID)
			}
		}
		return r, err
	})
}

// readUpTo is the number of the message; 0 while there is none.
func readUpTo(ctx context.Context, tx *store.Tx, in MarkMessagesReadInput) (int, error) {
	query := tx.RequestMessage.Query().Where(requestmessage.HelpRequestID(in.RequestID))
	if in.UpToID != nil {
		m, err := query.Where(requestmessage.ID(*in.UpToID)).Only(ctx)
		if err != nil {
			return 0, missing(err)
		}
		return m.Sequence, nil
	}
	m, err := query.Order(ent.Desc(requestmessage.FieldSequence)).First(ctx)
	if ent.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return m.Sequence, nil
}

// party is how the person stands to the request; it is made the first time. The request is locked, so there is one.
func party(ctx context.Context, tx *store.Tx, request, person gid.ID) (*ent.ContactParty, error) {
	p, err := tx.ContactParty.Query().Where(contactparty.HelpRequestID(request), contactparty.AccountID(person)).Only(ctx)
	if ent.IsNotFound(err) {
		return tx.ContactParty.Create().SetHelpRequestID(request).SetAccountID(person).Save(ctx)
	}
	return p, err
}

// missing says at once that there is no such row; the other errors are for store.Write to judge.
func missing(err error) error {
	if ent.IsNotFound(err) {
		return fault.Missing()
	}
	return err
}
