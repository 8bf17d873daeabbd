package identity

import (
	"context"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Person is the id and the name of somebody, and nothing else of the account. It asks as the system: use it where whoever
// sees the row may see the name, and Reveal where the name of the person is to be guarded. NOT_FOUND for an unknown id.
func (s *Service) Person(ctx context.Context, id gid.ID) (*ent.Account, error) {
	return page.Load(ctx, "identity.person", id, s.people)
}

func (s *Service) people(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Account, error) {
	ctx = asSystem(ctx)
	rows, err := s.store.Reader(ctx).Account.Query().Where(account.IDIn(ids...)).Select(account.FieldID, account.FieldDisplayName).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	found := make(map[gid.ID]*ent.Account, len(rows))
	for _, a := range rows {
		found[a.ID] = a
	}
	return found, nil
}
