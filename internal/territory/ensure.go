package territory

import (
	"context"

	"gandan/internal/access"
	"gandan/internal/store"
)

// Ensure loads the units and organisations that come with the program into a database that has none, and reads
// the directory. Two processes may start together: one of them loads, the other finds what was loaded.
func (s *Service) Ensure(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "territory")
	there, err := s.store.Reader(ctx).Unit.Query().Exist(ctx)
	if err != nil {
		return store.Translate(err)
	}
	if !there {
		if err := s.loadStandard(ctx); err != nil {
			return err
		}
	}
	return s.Refresh(ctx)
}

func (s *Service) loadStandard(ctx context.Context) error {
	units, links, err := StandardUnits()
	if err != nil {
		return err
	}
	return store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		im, err := newImporter(ctx, tx)
		if err != nil || len(im.units) > 0 {
			return err
		}
		if err := im.applyUnits(ctx, units); err != nil {
			return err
		}
		return im.applySuccessions(ctx, links)
	})
}
