package team

import (
	"context"
	"math"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helppoint"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// The bounds of a help point: three stretches for each day, and a position in Việt Nam with its islands.
const (
	mostHours                    = 21
	southmost, northmost         = 6_000_000, 24_000_000
	westmost, eastmost           = 102_000_000, 118_000_000
	micro                float64 = 1e6
)

// forPoint locks the help point for a deed, does it and tells of it: who plans a shift there and who closes it come one after
// the other.
func (s *Service) forPoint(ctx context.Context, id gid.ID, verb string, do func(context.Context, *store.Tx, *ent.HelpPointUpdate) error) (*ent.HelpPoint, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpPoint, error) {
		p, err := lockPoint(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		row, err := pointArrow(tx.Actor, p, verb)
		if err != nil {
			return nil, err
		}
		u := tx.HelpPoint.Update().Where(helppoint.ID(p.ID), helppoint.StatusEQ(p.Status))
		if row.To != "" {
			u.SetStatus(row.To)
		}
		if err := do(ctx, tx, u); err != nil {
			return nil, err
		}
		if err := exactlyOne(u.Save(ctx)); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, row.Event, p.ID, nil); err != nil {
			return nil, err
		}
		return tx.HelpPoint.Get(ctx, p.ID)
	})
}

func lockPoint(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.HelpPoint, error) {
	if err := tx.HelpPoint.Update().Where(helppoint.ID(id)).Exec(ctx); err != nil {
		return nil, err
	}
	return tx.HelpPoint.Get(ctx, id)
}

// pointArrow answers whether the actor may do the verb to the help point now. FORBIDDEN; CONFLICT with key POINT_CLOSED.
func pointArrow(a access.Actor, p *ent.HelpPoint, verb string) (lifecycle.Row[helppoint.Status], error) {
	if !access.Can(a, PointLife().Action(verb), access.Object{Path: p.UnitPath}) {
		return lifecycle.Row[helppoint.Status]{}, forbidden()
	}
	row, err := PointLife().Find(p.Status, verb)
	if err != nil {
		err = fault.New(fault.Conflict, "POINT_CLOSED")
	}
	return row, err
}

// spot is what is entered about a help point, checked.
type spot struct {
	name, address string
	lat, lng      int
	hours         []string
}

func spotOf(name, address string, lat, lng float64, hours []*OpeningHoursInput) (p spot, err error) {
	if p.name, err = words("input.name", name, 3, longestName); err != nil {
		return p, err
	}
	if p.address, err = words("input.address", address, 5, longestAddress); err != nil {
		return p, err
	}
	if p.lat, p.lng, err = position("input.latitude", lat, lng); err != nil {
		return p, err
	}
	p.hours, err = rowsOf(hours)
	return p, err
}

// position is a place in Việt Nam in millionths of a degree. BAD_USER_INPUT with key PLACE_OUTSIDE.
func position(field string, lat, lng float64) (int, int, error) {
	y, x := int(math.Round(lat*micro)), int(math.Round(lng*micro))
	if math.Abs(lat) > 90 || math.Abs(lng) > 180 || y < southmost || y > northmost || x < westmost || x > eastmost {
		return 0, 0, fault.Bad(field, "PLACE_OUTSIDE")
	}
	return y, x, nil
}

// Degrees is a coordinate as it is kept, in degrees.
func Degrees(millionths int) float64 { return float64(millionths) / micro }
