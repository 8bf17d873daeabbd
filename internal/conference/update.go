package conference

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/store"
)

// UpdateConferenceInput is what to change of a draft. What is left out stays; an empty text takes topic, venue or link away,
// and a capacity of 0 the limit.
type UpdateConferenceInput struct {
	ID        gid.ID
	Occasion  *conference.Occasion
	Form      *conference.Form
	Title     *string
	Topic     *string
	HostID    *gid.ID
	StartsAt  *time.Time
	EndsAt    *time.Time
	Venue     *string
	OnlineURL *string
	Capacity  *int
}

// Update changes a draft.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with the keys of Create and SITTING_OUTSIDE.
func (s *Service) Update(ctx context.Context, in UpdateConferenceInput) (*ent.Conference, error) {
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := s.hold(ctx, tx, in.ID, update)
		if err != nil {
			return nil, err
		}
		want := in.over(c)
		if err := want.clean(tx.Now); err != nil {
			return nil, err
		}
		if in.HostID != nil {
			if _, err := s.organisation(ctx, "input.hostId", *in.HostID, c.UnitPath); err != nil {
				return nil, err
			}
		}
		sittings, err := sittingsOf(ctx, tx, c.ID)
		if err != nil {
			return nil, err
		}
		if err := inside(want.StartsAt, want.EndsAt, sittings); err != nil {
			return nil, err
		}
		if err := want.store(tx, c).Exec(ctx); err != nil {
			return nil, err
		}
		if err := tx.Emit(ctx, EventUpdated, c.ID, nil); err != nil {
			return nil, err
		}
		return tx.Conference.Get(ctx, c.ID)
	})
}

// over is the conference as it would be.
func (in UpdateConferenceInput) over(c *ent.Conference) CreateConferenceInput {
	want := CreateConferenceInput{
		Kind: c.Kind, Occasion: or(in.Occasion, &c.Occasion), Form: or(in.Form, formOf(c)), Title: *or(in.Title, &c.Title),
		Topic: or(in.Topic, c.Topic), UnitID: c.UnitID, HostID: or(in.HostID, c.HostID), StartsAt: *or(in.StartsAt, &c.StartsAt),
		EndsAt: *or(in.EndsAt, &c.EndsAt), Venue: or(in.Venue, c.Venue), OnlineURL: or(in.OnlineURL, c.OnlineURL),
		Capacity: or(in.Capacity, c.Capacity), Moderation: c.Moderation,
	}
	if in.Capacity != nil && *in.Capacity == 0 {
		want.Capacity = nil
	}
	return want
}

// store writes what may change of a draft.
func (in *CreateConferenceInput) store(tx *store.Tx, c *ent.Conference) *ent.ConferenceUpdateOne {
	return tx.Conference.UpdateOneID(c.ID).ClearTopic().ClearVenue().ClearOnlineURL().ClearCapacity().
		SetNillableOccasion(in.Occasion).SetNillableForm(in.Form).SetTitle(in.Title).SetNillableTopic(in.Topic).
		SetNillableHostID(in.HostID).SetStartsAt(in.StartsAt).SetEndsAt(in.EndsAt).SetNillableVenue(in.Venue).
		SetNillableOnlineURL(in.OnlineURL).SetNillableCapacity(in.Capacity)
}

// formOf is the form that was said, nil when none was.
func formOf(c *ent.Conference) *conference.Form {
	if c.Form == "" {
		return nil
	}
	return &c.Form
}

// or is the new value where one is given.
func or[T any](given, there *T) *T {
	if given != nil {
		return given
	}
	return there
}
