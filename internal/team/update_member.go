package team

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// UpdateMemberInput is what became known of a member; nil leaves what is.
type UpdateMemberInput struct {
	ID        gid.ID
	BornOn    *string
	TrainedOn *string
}

// UpdateMember writes down the birth date, of which only counts whether the member is old enough, and the day of the training
// (youth_facts.csv Y019). For leads and admins.
//
// NOT_FOUND; FORBIDDEN with keys FORBIDDEN and NOT_LEAD; BAD_USER_INPUT with keys NOTHING_TO_CHANGE, BAD_BIRTH_DATE and
// TRAINED_IN_FUTURE; CONFLICT with key MEMBERSHIP_ENDED.
func (s *Service) UpdateMember(ctx context.Context, in UpdateMemberInput) (*ent.TeamMember, error) {
	today := calendar.Today(s.store.Now())
	if in.BornOn == nil && in.TrainedOn == nil {
		return nil, fault.Bad("input", "NOTHING_TO_CHANGE")
	}
	if err := bornOn(in.BornOn, today); err != nil {
		return nil, err
	}
	if err := trainedOn(in.TrainedOn, today); err != nil {
		return nil, err
	}
	return s.forMember(ctx, in.ID, update, func(_ context.Context, _ *store.Tx, _ *ent.TeamMember, u *ent.TeamMemberUpdate) error {
		u.SetNillableBornOn(in.BornOn).SetNillableTrainedOn(in.TrainedOn)
		return nil
	})
}
