package identity

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Me is the caller's own account. UNAUTHENTICATED without a sign-in.
func (s *Service) Me(ctx context.Context) (*ent.Account, error) {
	actor, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	a, err := s.store.Reader(ctx).Account.Get(ctx, actor.ID)
	return a, store.Translate(err)
}

// Memberships are what the person may be: CITIZEN in the unit where they live, then the roles given to them, the oldest
// first. The caller has made sure that the viewer may see them: GraphQL shows them on one's own account only.
func (s *Service) Memberships(ctx context.Context, a *ent.Account) ([]*access.Membership, error) {
	grants, err := s.grantsOf(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	home, err := s.Home(a)
	if err != nil {
		return nil, err
	}
	list := make([]*access.Membership, 0, len(grants)+1)
	if home != nil {
		list = append(list, &access.Membership{Role: access.Citizen, UnitID: home.ID, Path: home.Path})
	}
	for _, g := range grants {
		list = append(list, membership(g))
	}
	return list, nil
}

// AccessRecords are the readings of the caller's personal data by others, the newest first.
// UNAUTHENTICATED without a sign-in; the faults of page.Args.
func (s *Service) AccessRecords(ctx context.Context, args page.Args) (*page.Connection[*ent.AccessRecord], error) {
	if _, err := signedIn(ctx); err != nil {
		return nil, err
	}
	order := page.Order{List: "accessRecords", Desc: true}
	list, err := page.Of(ctx, s.store.Reader(ctx).AccessRecord.Query(), args, order,
		func(r *ent.AccessRecord) page.Cursor { return page.AtID(r.ID) })
	return list, store.Translate(err)
}
