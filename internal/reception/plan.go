package reception

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// PlanReceptionInput is a day on which a host will receive people. The office is data; the name of its holder may be left out.
type PlanReceptionInput struct {
	UnitID         gid.ID
	Host           reception.Host
	OrganisationID *gid.ID
	HostTitle      string
	HostName       *string
	Place          string
	Fields         []string
	StartsAt       time.Time
	EndsAt         time.Time
	SlotMinutes    int
	SeatsPerSlot   int
}

// Plan prepares a reception as a draft, which only admins of its unit see.
//
// BAD_USER_INPUT with keys UNKNOWN_UNIT, UNIT_NOT_IN_FORCE, TOO_SHORT, TOO_LONG, OUT_OF_RANGE, UNKNOWN_FIELD, SAME_FIELD,
// RECEPTION_IN_PAST, ENDS_BEFORE_START, RECEPTION_TOO_LONG, RECEPTION_OVER_MIDNIGHT, SLOT_TOO_LONG, TOO_MANY_PLACES,
// UNKNOWN_ORGANISATION and ORGANISATION_OF_ANOTHER_UNIT; FORBIDDEN in a unit that is not the admin's.
func (s *Service) Plan(ctx context.Context, in PlanReceptionInput) (*ent.Reception, error) {
	unit, err := s.territory.InForce(in.UnitID, "input.unitId")
	if err != nil {
		return nil, err
	}
	actor, _ := access.From(ctx)
	if !access.Can(actor, access.ManageReception, access.Object{Path: unit.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if err := s.bodyOf(ctx, in.OrganisationID, "input.organisationId", unit.ID); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Reception, error) {
		if err := in.clean(tx.Now); err != nil {
			return nil, err
		}
		r, err := in.row(tx, unit).Save(ctx)
		if err != nil {
			return nil, err
		}
		return r, tx.Emit(ctx, EventPlanned, r.ID, nil)
	})
}

func (in *PlanReceptionInput) row(tx *store.Tx, unit *ent.Unit) *ent.ReceptionCreate {
	return tx.Reception.Create().SetUnitID(unit.ID).SetUnitPath(unit.Path).SetHost(in.Host).SetNillableOrganisationID(in.OrganisationID).
		SetHostTitle(in.HostTitle).SetNillableHostName(in.HostName).SetPlace(in.Place).SetFields(in.Fields).
		SetStartsAt(in.StartsAt).SetEndsAt(in.EndsAt).SetSlotMinutes(in.SlotMinutes).SetSeatsPerSlot(in.SeatsPerSlot).
		SetStatus(reception.StatusDRAFT)
}

func (in *PlanReceptionInput) clean(now time.Time) (err error) {
	if in.HostTitle, err = words("input.hostTitle", in.HostTitle, 2, longestTitle); err != nil {
		return err
	}
	if in.HostName, err = optional("input.hostName", in.HostName, longestName); err != nil {
		return err
	}
	if in.Place, err = words("input.place", in.Place, 2, longestPlace); err != nil {
		return err
	}
	if err := knownFields(in.Fields); err != nil {
		return err
	}
	in.StartsAt, in.EndsAt = in.StartsAt.UTC().Truncate(time.Minute), in.EndsAt.UTC().Truncate(time.Minute)
	if err := in.times(now); err != nil {
		return err
	}
	return in.places()
}

// times holds the day to one local day of twelve hours at most.
func (in *PlanReceptionInput) times(now time.Time) error {
	switch {
	case !in.StartsAt.After(now):
		return fault.Bad("input.startsAt", "RECEPTION_IN_PAST")
	case !in.EndsAt.After(in.StartsAt):
		return fault.Bad("input.endsAt", "ENDS_BEFORE_START")
	case in.EndsAt.Sub(in.StartsAt) > longestDay:
		return fault.Bad("input.endsAt", "RECEPTION_TOO_LONG").With("hours", int(longestDay.Hours()))
	case calendar.Today(in.StartsAt) != calendar.Today(in.EndsAt.Add(-time.Microsecond)):
		return fault.Bad("input.endsAt", "RECEPTION_OVER_MIDNIGHT")
	}
	return nil
}

// places holds the slots to their bounds.
func (in *PlanReceptionInput) places() error {
	switch n := slots(in.StartsAt, in.EndsAt, in.SlotMinutes); {
	case in.SlotMinutes < leastSlot || in.SlotMinutes > mostSlot:
		return fault.Bad("input.slotMinutes", "OUT_OF_RANGE").With("min", leastSlot).With("max", mostSlot)
	case in.SeatsPerSlot < 1 || in.SeatsPerSlot > mostSeats:
		return fault.Bad("input.seatsPerSlot", "OUT_OF_RANGE").With("min", 1).With("max", mostSeats)
	case n < 1:
		return fault.Bad("input.slotMinutes", "SLOT_TOO_LONG")
	case n*in.SeatsPerSlot > mostPlaces:
		return fault.Bad("input.seatsPerSlot", "TOO_MANY_PLACES").With("max", mostPlaces)
	}
	return nil
}

// slots is how many whole slots fit between the instants.
func slots(from, to time.Time, minutes int) int {
	if minutes < 1 {
		return 0
	}
	return int(to.Sub(from) / (time.Duration(minutes) * time.Minute))
}

// bodyOf holds an organisation to the unit. BAD_USER_INPUT at the field with keys UNKNOWN_ORGANISATION and
// ORGANISATION_OF_ANOTHER_UNIT.
func (s *Service) bodyOf(ctx context.Context, id *gid.ID, field string, unitID gid.ID) error {
	if id == nil {
		return nil
	}
	o, err := s.territory.Organisation(ctx, *id)
	switch {
	case fault.Is(err, fault.NotFound):
		return fault.Bad(field, "UNKNOWN_ORGANISATION")
	case err == nil && o.UnitID != unitID:
		return fault.Bad(field, "ORGANISATION_OF_ANOTHER_UNIT")
	}
	return err
}
