package team

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helppoint"
	"gandan/ent/shift"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// OpeningHours is one stretch of a week: Monday is 1, times are local, such as 08:00.
type OpeningHours struct {
	Weekday int
	From    string
	To      string
}

// OpeningHoursInput is OpeningHours as somebody enters them.
type OpeningHoursInput OpeningHours

// The bounds of a help point: three stretches for each day, and a position in Việt Nam with its islands.
const (
	mostHours                    = 21
	southmost, northmost         = 6_000_000, 24_000_000
	westmost, eastmost           = 102_000_000, 118_000_000
	micro                float64 = 1e6
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
	return s.forPoint(ctx, in.ID, change, func(_ context.Context, _ *store.Tx, u *ent.HelpPointUpdate) error {
		u.SetName(p.name).SetAddress(p.address).SetLatitudeE6(p.lat).SetLongitudeE6(p.lng).SetHours(p.hours).
			SetOpenOnHolidays(in.OpenOnHolidays != nil && *in.OpenOnHolidays)
		return nil
	})
}

// CloseHelpPointInput is which help point closes for good, and why.
type CloseHelpPointInput struct {
	ID     gid.ID
	Reason string
}

// CloseHelpPoint closes a help point at which no shift is planned any more.
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; CONFLICT with keys POINT_CLOSED and POINT_HAS_SHIFTS.
func (s *Service) CloseHelpPoint(ctx context.Context, in CloseHelpPointInput) (*ent.HelpPoint, error) {
	why, err := reason("input.reason", in.Reason)
	if err != nil {
		return nil, err
	}
	return s.forPoint(ctx, in.ID, shut, func(ctx context.Context, tx *store.Tx, u *ent.HelpPointUpdate) error {
		u.SetClosedAt(tx.Now).SetCloseReason(why)
		planned, err := tx.Shift.Query().
			Where(shift.HelpPointID(in.ID), shift.StatusEQ(shift.StatusPLANNED), shift.StartsAtGT(tx.Now)).Exist(asSystem(ctx))
		if err == nil && planned {
			err = fault.New(fault.Conflict, "POINT_HAS_SHIFTS")
		}
		return err
	})
}

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
		if err := exactly(1)(u.Save(ctx)); err != nil {
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

// rowsOf writes opening hours as they are kept, in order. Stretches of a day do not overlap.
// BAD_USER_INPUT with keys BAD_HOURS and TOO_MANY_ITEMS.
func rowsOf(hours []*OpeningHoursInput) ([]string, error) {
	if len(hours) > mostHours {
		return nil, fault.Bad("input.hours", "TOO_MANY_ITEMS").With("max", mostHours)
	}
	rows := make([]string, 0, len(hours))
	for _, h := range hours {
		from, ok1 := minutes(h.From)
		to, ok2 := minutes(h.To)
		if !ok1 || !ok2 || to <= from || h.Weekday < 1 || h.Weekday > 7 {
			return nil, fault.Bad("input.hours", "BAD_HOURS")
		}
		rows = append(rows, strconv.Itoa(h.Weekday)+" "+h.From+"-"+h.To)
	}
	slices.Sort(rows)
	for i := 1; i < len(rows); i++ {
		before, next := hoursOf(rows[i-1]), hoursOf(rows[i])
		if before.Weekday == next.Weekday && next.From < before.To {
			return nil, fault.Bad("input.hours", "BAD_HOURS")
		}
	}
	return rows, nil
}

// minutes reads 08:00 as minutes from midnight, 24:00 as the end of the day.
func minutes(clock string) (int, bool) {
	if clock == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", clock)
	return t.Hour()*60 + t.Minute(), err == nil && len(clock) == len("15:04")
}

func hoursOf(row string) OpeningHours {
	weekday, stretch, _ := strings.Cut(row, " ")
	from, to, _ := strings.Cut(stretch, "-")
	return OpeningHours{Weekday: atoi(weekday), From: from, To: to}
}

// HoursOf are the weekly hours of the help point, from Monday on.
func (s *Service) HoursOf(p *ent.HelpPoint) []*OpeningHours {
	all := make([]*OpeningHours, len(p.Hours))
	for i, row := range p.Hours {
		h := hoursOf(row)
		all[i] = &h
	}
	return all
}

// OpenNow says whether the help point is open at this instant: within its weekly hours, and on a public holiday only where that
// was said.
func (s *Service) OpenNow(p *ent.HelpPoint) bool {
	now := s.store.Now()
	today := calendar.Today(now)
	if p.Status != helppoint.StatusOPEN || s.calendar.IsHoliday(today) && !p.OpenOnHolidays {
		return false
	}
	weekday, passed := (int(today.Weekday())+6)%7+1, int(now.Sub(today.Start()).Minutes())
	return slices.ContainsFunc(p.Hours, func(row string) bool {
		h := hoursOf(row)
		from, _ := minutes(h.From)
		to, _ := minutes(h.To)
		return h.Weekday == weekday && from <= passed && passed < to
	})
}

// Degrees is a coordinate as it is kept, in degrees.
func Degrees(millionths int) float64 { return float64(millionths) / micro }
