package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/shift"
	"gandan/internal/store"
)

// ChangeHelpPointInput is the whole of a help point as it is from now on.
type ChangeHelpPointInput struct {
	ID             gid.ID
	Name           string
	Address        string
	Latitude       float64
	Longitude      float64
	Hours          []*OpeningHoursInput
	OpenOnHolidays *bool
}

// ChangeHelpPoint writes the help point anew.
// The keys of OpenHelpPoint; NOT_FOUND, FORBIDDEN; CONFLICT with key POINT_CLOSED.
func (s *Service) ChangeHelpPoint(ctx context.Context, in ChangeHelpPointInput) (*ent.HelpPoint, error) {
	p, err := spotOf(in.Name, in.Address, in.Latitude, in.Longitude, in.Hours)
	if err != nil {
		return nil, err
	}
	return s.forPoint(ctx, in.ID, change, func(ctx context.Context, tx *store.Tx, u *ent.HelpPointUpdate) error {
		u.SetName(p.name).SetAddress(p.address).SetLatitudeE6(p.lat).SetLongitudeE6(p.lng).SetHours(p.hours).
			SetOpenOnHolidays(in.OpenOnHolidays != nil && *in.OpenOnHolidays)
		return touchShifts(ctx, tx, shift.HelpPointID(in.ID), shift.StatusEQ(shift.StatusPLANNED))
	})
}
