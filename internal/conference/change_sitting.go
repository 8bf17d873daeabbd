package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/sitting"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// ChangeSittingInput is what to change of a sitting. What is left out stays; an empty venue takes it away, and a capacity of 0
// the limit.
type ChangeSittingInput struct {
	ID       gid.ID
	Name     *string
	Cluster  *string
	StartsAt *time.Time
	EndsAt   *time.Time
	Venue    *string
	Capacity *int
}

// ChangeSitting changes a sitting of a conference that has not begun. Time and place of what was announced change by
// Reschedule only, with a reason. Seats that are taken stay.
//
// NOT_FOUND, FORBIDDEN; CONFLICT, also with key RESCHEDULE_INSTEAD; BAD_USER_INPUT with the keys of AddSitting and
// CAPACITY_TAKEN.
func (s *Service) ChangeSitting(ctx context.Context, in ChangeSittingInput) (*ent.Sitting, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Sitting, error) {
		st, c, err := s.sitting(ctx, tx, in.ID)
		if err != nil {
			return nil, err
		}
		want := in.over(st)
		if err := want.clean(c); err != nil {
			return nil, err
		}
		if c.Listed && moved(st, want.StartsAt, want.EndsAt, want.Venue) {
			return nil, fault.New(fault.Conflict, "RESCHEDULE_INSTEAD")
		}
		if want.Capacity != nil && *want.Capacity < st.RegisteredCount {
			return nil, fault.Bad("input.capacity", "CAPACITY_TAKEN").With("taken", st.RegisteredCount)
		}
		n, err := tx.Sitting.Update().Where(sitting.ID(st.ID), sitting.RegisteredCount(st.RegisteredCount)).
			ClearVenue().ClearCapacity().SetName(want.Name).SetCluster(want.Cluster).SetStartsAt(want.StartsAt).SetEndsAt(want.EndsAt).
			SetNillableVenue(want.Venue).SetNillableCapacity(want.Capacity).Save(ctx)
		if err := exactlyOne(n, err); err != nil {
			return nil, err
		}
		if err := sittingsChanged(ctx, tx, c, st.ID); err != nil {
			return nil, err
		}
		return tx.Sitting.Get(ctx, st.ID)
	})
}

// over is the sitting as it would be.
func (in ChangeSittingInput) over(st *ent.Sitting) AddSittingInput {
	want := AddSittingInput{
		ConferenceID: st.ConferenceID, Name: *or(in.Name, &st.Name), Cluster: *or(in.Cluster, &st.Cluster),
		StartsAt: *or(in.StartsAt, &st.StartsAt), EndsAt: *or(in.EndsAt, &st.EndsAt),
		Venue: or(in.Venue, st.Venue), Capacity: or(in.Capacity, st.Capacity),
	}
	if in.Capacity != nil && *in.Capacity == 0 {
		want.Capacity = nil
	}
	return want
}

// moved says whether time or place of the sitting would change.
func moved(st *ent.Sitting, startsAt, endsAt time.Time, venue *string) bool {
	return !st.StartsAt.Equal(startsAt) || !st.EndsAt.Equal(endsAt) || !same(st.Venue, venue)
}

// same compares two texts that may be missing.
func same(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
