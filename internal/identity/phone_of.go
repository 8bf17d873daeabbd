package identity

import (
	"context"

	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/internal/page"
	"gandan/internal/store"
)

// PhoneOf is the phone number of somebody. It asks as the system: the caller has made sure that the viewer may read it, or
// shows no more of it than the last digits. NOT_FOUND for an unknown id.
func (s *Service) PhoneOf(ctx context.Context, id gid.ID) (string, error) {
	return page.Load(ctx, "identity.phone", id, s.phones)
}

func (s *Service) phones(ctx context.Context, ids []gid.ID) (map[gid.ID]string, error) {
	ctx = asSystem(ctx)
	rows, err := s.store.Reader(ctx).Account.Query().Where(account.IDIn(ids...)).Select(account.FieldID, account.FieldPhone).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	found := make(map[gid.ID]string, len(rows))
	for _, a := range rows {
		found[a.ID] = a.Phone
	}
	return found, nil
}

// RecordReading writes down that the actor of the transaction reads what of somebody else, through an object. Unlike Reveal
// it keeps nothing for the rest of the response, so a transaction that runs again writes it again.
func (s *Service) RecordReading(ctx context.Context, tx *store.Tx, subject gid.ID, what string, object gid.ID) error {
	return record(ctx, tx, []act{{subject, what, object}})
}

// Held keeps an account from changes until the transaction ends, so that what one person does at once is done one after the
// other. It shows nothing of the account.
func (s *Service) Held(ctx context.Context, tx *store.Tx, id gid.ID) error {
	ctx = asSystem(ctx)
	return tx.Account.Update().Where(account.ID(id)).SetUpdatedAt(tx.Now).Exec(ctx)
}
