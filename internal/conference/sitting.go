package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/registration"
	"gandan/ent/sitting"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AddSittingInput is a session for some villages or residential groups.
type AddSittingInput struct {
	ConferenceID gid.ID
	Name         string
	Cluster      string
	StartsAt     time.Time
	EndsAt       time.Time
	Venue        *string
	Capacity     *int
}

// RemoveSittingInput is which sitting is not held.
type RemoveSittingInput struct {
	ID gid.ID
}

// AddSitting adds a sitting to a conference that has not begun: it may be held by clusters of villages (Law on Organisation
// of Local Government 2025, Art. 43). One that is added after the announcement needs the same notice, unless the conference
// is urgent.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; LIMIT_EXCEEDED with key TOO_MANY_SITTINGS; BAD_USER_INPUT with keys TOO_SHORT, TOO_LONG,
// ENDS_BEFORE_START, SITTING_OUTSIDE, BAD_CAPACITY and NOTICE_TOO_SHORT.
func (s *Service) AddSitting(ctx context.Context, in AddSittingInput) (*ent.Sitting, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Sitting, error) {
		c, err := s.hold(ctx, tx, in.ConferenceID, divide)
		if err != nil {
			return nil, err
		}
		if err := in.clean(c); err != nil {
			return nil, err
		}
		if c.Listed && !c.Urgent {
			if err := s.inTime(tx, c, in.StartsAt); err != nil {
				return nil, fault.Of(err).At("input.startsAt")
			}
		}
		n, err := tx.Sitting.Query().Where(sitting.ConferenceID(c.ID)).Count(ctx)
		if err != nil {
			return nil, err
		}
		if n >= mostSittings {
			return nil, fault.New(fault.LimitExceeded, "TOO_MANY_SITTINGS").With("max", mostSittings)
		}
		added, err := tx.Sitting.Create().SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).
			SetName(in.Name).SetCluster(in.Cluster).SetStartsAt(in.StartsAt).SetEndsAt(in.EndsAt).
			SetNillableVenue(in.Venue).SetNillableCapacity(in.Capacity).Save(ctx)
		if err != nil {
			return nil, err
		}
		return added, sittingsChanged(ctx, tx, c, added.ID)
	})
}

// RemoveSitting takes a sitting out of a conference that has not begun. One for which somebody has registered stays.
// NOT_FOUND, FORBIDDEN; CONFLICT, also with key SITTING_TAKEN.
func (s *Service) RemoveSitting(ctx context.Context, in RemoveSittingInput) (*ent.Conference, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		st, c, err := s.sitting(ctx, tx, in.ID)
		if err != nil {
			return nil, err
		}
		taken, err := tx.Registration.Query().Where(registration.SittingID(st.ID)).Exist(ctx)
		if err != nil {
			return nil, err
		}
		if taken {
			return nil, fault.New(fault.Conflict, "SITTING_TAKEN")
		}
		if err := exactlyOne(tx.Sitting.Delete().Where(sitting.ID(st.ID)).Exec(ctx)); err != nil {
			return nil, err
		}
		if err := sittingsChanged(ctx, tx, c, st.ID); err != nil {
			return nil, err
		}
		return tx.Conference.Get(ctx, c.ID)
	})
}

// sitting is the sitting and its conference, locked. NOT_FOUND, FORBIDDEN, CONFLICT.
func (s *Service) sitting(ctx context.Context, tx *store.Tx, id gid.ID) (*ent.Sitting, *ent.Conference, error) {
	st, err := tx.Sitting.Get(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	c, err := s.hold(ctx, tx, st.ConferenceID, divide)
	if err != nil {
		return nil, nil, err
	}
	st, err = tx.Sitting.Get(ctx, id) // as it stands behind the lock
	return st, c, err
}

// sittingsChanged tells of it. Once it is announced this is a change of time or place, which calendars and people follow.
func sittingsChanged(ctx context.Context, tx *store.Tx, c *ent.Conference, id gid.ID) error {
	if c.Listed {
		if err := tx.Conference.UpdateOneID(c.ID).AddScheduleVersion(1).Exec(ctx); err != nil {
			return err
		}
	}
	if _, err := show(ctx, tx, c, activity.KindRESCHEDULED); err != nil {
		return err
	}
	return tx.Emit(ctx, EventSittingsChanged, c.ID, map[string]string{"sitting": id.String()})
}

// clean brings the input to the form in which it is stored, or says what is wrong with it.
func (in *AddSittingInput) clean(c *ent.Conference) (err error) {
	if in.Name, err = words("input.name", in.Name, 2, 200); err != nil {
		return err
	}
	if in.Cluster, err = words("input.cluster", in.Cluster, 2, 500); err != nil {
		return err
	}
	if in.Venue, err = optional("input.venue", in.Venue, 300); err != nil {
		return err
	}
	if err := seats("input.capacity", in.Capacity); err != nil {
		return err
	}
	in.StartsAt, in.EndsAt = instant(in.StartsAt), instant(in.EndsAt)
	if !in.EndsAt.After(in.StartsAt) {
		return fault.Bad("input.endsAt", "ENDS_BEFORE_START")
	}
	return inside(c.StartsAt, c.EndsAt, []*ent.Sitting{{Name: in.Name, StartsAt: in.StartsAt, EndsAt: in.EndsAt}})
}

// inside holds sittings to the time of their conference. BAD_USER_INPUT with key SITTING_OUTSIDE, which names the sitting.
func inside(from, to time.Time, sittings []*ent.Sitting) error {
	for _, st := range sittings {
		if st.StartsAt.Before(from) || st.EndsAt.After(to) {
			return fault.Bad("input.startsAt", "SITTING_OUTSIDE").With("sitting", st.Name)
		}
	}
	return nil
}

// sittingsOf are the sittings of a conference, at most mostSittings.
func sittingsOf(ctx context.Context, tx *store.Tx, id gid.ID) ([]*ent.Sitting, error) {
	return tx.Sitting.Query().Where(sitting.ConferenceID(id)).Order(ent.Asc(sitting.FieldStartsAt, sitting.FieldID)).All(ctx)
}

// instant is a time as the database keeps it.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
