package territory

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Organisation is the organisation of that id, or NOT_FOUND. Only one that another process made a moment ago is asked of the
// database, those of one response together.
func (s *Service) Organisation(ctx context.Context, id gid.ID) (*ent.Organisation, error) {
	if o, ok := s.dir.Load().organisations[id]; ok {
		return o, nil
	}
	return page.Load(ctx, "territory.organisation", id, func(ctx context.Context, ids []gid.ID) (map[gid.ID]*ent.Organisation, error) {
		rows, err := s.store.Reader(ctx).Organisation.Query().Where(organisation.IDIn(ids...)).All(ctx)
		return store.ByID(rows, err, func(o *ent.Organisation) gid.ID { return o.ID })
	})
}
