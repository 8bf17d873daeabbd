package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helppoint"
	"gandan/internal/access"
	"gandan/internal/store"
)

// OpenHelpPointInput is a place to help at.
type OpenHelpPointInput struct {
	UnitID         gid.ID
	Name           string
	Address        string
	Latitude       float64
	Longitude      float64
	Hours          []*OpeningHoursInput
	OpenOnHolidays *bool
}

// OpenHelpPoint opens a help point in a unit of the admin's that is in force.
//
// BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG, PLACE_OUTSIDE, BAD_HOURS, TOO_MANY_ITEMS, UNKNOWN_UNIT and UNIT_NOT_IN_FORCE;
// FORBIDDEN.
func (s *Service) OpenHelpPoint(ctx context.Context, in OpenHelpPointInput) (*ent.HelpPoint, error) {
	p, err := spotOf(in.Name, in.Address, in.Latitude, in.Longitude, in.Hours)
	if err != nil {
		return nil, err
	}
	unit, err := s.unitFor(ctx, in.UnitID, access.ManageHelpPoint)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpPoint, error) {
		row, err := tx.HelpPoint.Create().SetUnitID(unit.ID).SetUnitPath(unit.Path).SetStatus(helppoint.StatusOPEN).
			SetName(p.name).SetAddress(p.address).SetLatitudeE6(p.lat).SetLongitudeE6(p.lng).SetHours(p.hours).
			SetOpenOnHolidays(in.OpenOnHolidays != nil && *in.OpenOnHolidays).Save(ctx)
		if err != nil {
			return nil, err
		}
		return row, tx.Emit(ctx, EventPointOpened, row.ID, nil)
	})
}
