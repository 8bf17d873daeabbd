package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// LinkDraftConferenceInput is a draft and the conference that criticises it.
type LinkDraftConferenceInput struct {
	DraftID      gid.ID
	ConferenceID gid.ID
}

// Link says at which conference the draft is criticised; before the criticism document, another one may take its place. The
// seven steps of the joint resolution are the agenda of that conference.
//
// NOT_FOUND, also for a conference that the actor may not read; FORBIDDEN; CONFLICT with keys DRAFT_WRONG_STATE, CONFERENCE_TAKEN
// and CONFERENCE_OFF; BAD_USER_INPUT with keys NO_CRITICISM_CONFERENCE and CONFERENCE_ELSEWHERE.
func (s *Service) Link(ctx context.Context, in LinkDraftConferenceInput) (*ent.Draft, error) {
	return s.move(ctx, in.DraftID, change{
		verb: link,
		rule: func(ctx context.Context, tx *store.Tx, d *ent.Draft) error {
			return mayLink(ctx, tx, d, in.ConferenceID)
		},
		set: func(_ *store.Tx, _ *ent.Draft, u *ent.DraftUpdate) { u.SetConferenceID(in.ConferenceID) },
		after: func(context.Context, *store.Tx, *ent.Draft) (map[string]string, error) {
			return map[string]string{"conference": in.ConferenceID.String()}, nil
		},
	})
}

func mayLink(ctx context.Context, tx *store.Tx, d *ent.Draft, id gid.ID) error {
	c, err := tx.Conference.Get(ctx, id)
	switch {
	case err != nil:
		return err
	case c.Kind != conference.KindSOCIAL_CRITICISM:
		return fault.Bad("input.conferenceId", "NO_CRITICISM_CONFERENCE")
	case !access.Within(c.UnitPath, d.UnitPath):
		return fault.Bad("input.conferenceId", "CONFERENCE_ELSEWHERE")
	case c.Status == conference.StatusCANCELLED:
		return fault.New(fault.Conflict, "CONFERENCE_OFF").At("input.conferenceId")
	}
	// The draft of a unit above may be prepared still, and unseen here; it takes the conference all the same.
	taken, err := tx.Draft.Query().Where(draft.ConferenceID(id), draft.IDNEQ(d.ID)).Exist(access.AsSystem(ctx, "criticism"))
	if err == nil && taken {
		err = fault.New(fault.Conflict, "CONFERENCE_TAKEN").At("input.conferenceId")
	}
	return err
}
