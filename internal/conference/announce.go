package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AnnounceConferenceInput is which draft to announce.
type AnnounceConferenceInput struct {
	ID     gid.ID
	Urgent *bool
	Reason *string
}

// Announce makes a draft public; from then on anybody may read it, also when it is cancelled later.
//
// A dialogue needs the notice of the policy, in full days of 24 hours, unless it is urgent for a stated reason.
// NOT_FOUND, FORBIDDEN, CONFLICT; BAD_USER_INPUT with keys URGENT_NEEDS_REASON, TOO_LONG and NOTICE_TOO_SHORT.
func (s *Service) Announce(ctx context.Context, in AnnounceConferenceInput) (*ent.Conference, error) {
	urgent, reason, err := in.urgency()
	if err != nil {
		return nil, err
	}
	return s.move(ctx, in.ID, change{
		verb: announce,
		rule: func(tx *store.Tx, c *ent.Conference) error { return s.notice(tx, c, urgent) },
		set: func(tx *store.Tx, u *ent.ConferenceUpdate) {
			u.SetAnnouncedAt(tx.Now).SetUrgent(urgent).SetNillableUrgentReason(reason)
		},
	})
}

func (in AnnounceConferenceInput) urgency() (bool, *string, error) {
	if in.Urgent == nil || !*in.Urgent {
		return false, nil, nil
	}
	reason, err := optional("input.reason", in.Reason, 500)
	if err == nil && reason == nil {
		err = fault.Bad("input.reason", "URGENT_NEEDS_REASON")
	}
	return true, reason, err
}

// notice holds the announcement to the law. What is over before it is announced is refused, urgent or not.
func (s *Service) notice(tx *store.Tx, c *ent.Conference, urgent bool) error {
	if !c.EndsAt.After(tx.Now) {
		return fault.New(fault.Conflict, "STARTS_IN_PAST")
	}
	need := days(s.policy.Notice, c.Kind, tx.Now)
	if !urgent && c.StartsAt.Sub(tx.Now) < span(need) {
		return fault.Bad("input.urgent", "NOTICE_TOO_SHORT").With("days", need)
	}
	return nil
}
