package conference

import (
	"context"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RescheduleConferenceInput is a new time or place, or both, and why. What is left out stays; without an end the conference
// keeps its length.
type RescheduleConferenceInput struct {
	ID        gid.ID
	StartsAt  *time.Time
	EndsAt    *time.Time
	Form      *conference.Form
	Venue     *string
	OnlineURL *string
	Sittings  []MoveSittingInput
	Urgent    *bool
	Reason    string
}

// MoveSittingInput is a new time or place of a sitting. What is left out stays.
type MoveSittingInput struct {
	ID       gid.ID
	StartsAt *time.Time
	EndsAt   *time.Time
	Venue    *string
}

// Reschedule changes time or place of an announced conference, for a reason that the public reads. The notice of the policy
// holds for the new beginning too, also that of a sitting, unless it is urgent. No sitting may be left outside the conference.
//
// NOT_FOUND, FORBIDDEN; CONFLICT, also with keys VENUE_MISSING and ONLINE_URL_MISSING; BAD_USER_INPUT with the keys of Create
// for time and place, REASON_REQUIRED, NOTICE_TOO_SHORT, SITTING_OUTSIDE, UNKNOWN_SITTING and NOTHING_CHANGED.
func (s *Service) Reschedule(ctx context.Context, in RescheduleConferenceInput) (*ent.Conference, error) {
	reason, err := reasoned(in.Reason, 500)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := s.hold(ctx, tx, in.ID, reschedule)
		if err != nil {
			return nil, err
		}
		plan, err := in.plan(ctx, tx, c)
		if err != nil {
			return nil, err
		}
		urgent := in.Urgent != nil && *in.Urgent
		if err := s.checkPlan(tx, c, plan, urgent); err != nil {
			return nil, err
		}
		if err := plan.write(ctx, tx, c, urgent, reason); err != nil {
			return nil, err
		}
		now, err := show(ctx, tx, c, activity.KindRESCHEDULED)
		if err != nil {
			return nil, err
		}
		return now, tx.Emit(ctx, EventRescheduled, c.ID, nil)
	})
}

// plan is a conference and its sittings as they would be.
type plan struct {
	conference CreateConferenceInput
	sittings   []*ent.Sitting
	moved      []*ent.Sitting // those of them that change
	begins     []time.Time    // the new beginnings
}

// plan brings the input to what would be stored, or says what is wrong with it.
func (in RescheduleConferenceInput) plan(ctx context.Context, tx *store.Tx, c *ent.Conference) (*plan, error) {
	want := UpdateConferenceInput{Form: in.Form, StartsAt: in.StartsAt, EndsAt: in.EndsAt, Venue: in.Venue, OnlineURL: in.OnlineURL}
	if in.StartsAt != nil && in.EndsAt == nil {
		end := in.StartsAt.Add(c.EndsAt.Sub(c.StartsAt))
		want.EndsAt = &end
	}
	p := &plan{conference: want.over(c)}
	if err := p.conference.clean(tx.Now); err != nil {
		return nil, err
	}
	var err error
	if p.sittings, err = sittingsOf(ctx, tx, c.ID); err != nil {
		return nil, err
	}
	for _, m := range in.Sittings {
		i := slices.IndexFunc(p.sittings, func(st *ent.Sitting) bool { return st.ID == m.ID })
		if i < 0 {
			return nil, fault.Bad("input.sittings", "UNKNOWN_SITTING")
		}
		if err := p.move(i, m); err != nil {
			return nil, err
		}
	}
	return p, inside(p.conference.StartsAt, p.conference.EndsAt, p.sittings)
}

// move changes one sitting of the plan; the rows that were read stay as they are.
func (p *plan) move(i int, m MoveSittingInput) error {
	was, st := p.sittings[i], *p.sittings[i]
	venue, err := optional("input.sittings", or(m.Venue, st.Venue), 300)
	if err != nil {
		return err
	}
	st.StartsAt, st.EndsAt, st.Venue = instant(*or(m.StartsAt, &st.StartsAt)), instant(*or(m.EndsAt, &st.EndsAt)), venue
	if !st.EndsAt.After(st.StartsAt) {
		return fault.Bad("input.sittings", "ENDS_BEFORE_START")
	}
	if p.sittings[i] = &st; moved(was, st.StartsAt, st.EndsAt, st.Venue) {
		p.moved = append(p.moved, &st)
	}
	if !was.StartsAt.Equal(st.StartsAt) {
		p.begins = append(p.begins, st.StartsAt)
	}
	return nil
}

// checkPlan holds the plan to the law: enough notice, and a place that the form needs.
func (s *Service) checkPlan(tx *store.Tx, c *ent.Conference, p *plan, urgent bool) error {
	want := p.conference
	dated := !want.StartsAt.Equal(c.StartsAt)
	placed := !same(want.Venue, c.Venue) || !same(want.OnlineURL, c.OnlineURL) || want.Form != nil && *want.Form != c.Form
	if !dated && !placed && want.EndsAt.Equal(c.EndsAt) && len(p.moved) == 0 {
		return fault.New(fault.BadUserInput, "NOTHING_CHANGED")
	}
	if dated {
		p.begins = append(p.begins, want.StartsAt)
	}
	for _, begin := range p.begins {
		if err := s.inTime(tx, c, begin); err != nil && !urgent {
			return err
		}
	}
	form := c.Form
	if want.Form != nil {
		form = *want.Form
	}
	return reachable(form, want.Venue, want.OnlineURL, p.sittings)
}

// write stores the plan. A conference that is urgent stays so.
func (p *plan) write(ctx context.Context, tx *store.Tx, c *ent.Conference, urgent bool, reason string) error {
	u := p.conference.store(tx, c).AddScheduleVersion(1).SetRescheduledAt(tx.Now).SetRescheduleReason(reason)
	if urgent {
		u.SetUrgent(true).SetUrgentReason(reason)
	}
	if err := u.Exec(ctx); err != nil {
		return err
	}
	for _, st := range p.moved {
		u := tx.Sitting.UpdateOneID(st.ID).ClearVenue().SetStartsAt(st.StartsAt).SetEndsAt(st.EndsAt).SetNillableVenue(st.Venue)
		if err := u.Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
