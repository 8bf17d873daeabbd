package conference

import (
	"context"
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
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
// A dialogue needs the notice of the policy, in full days of 24 hours, unless it is urgent for a stated reason. Time, place and
// form are announced (Law on Organisation of Local Government 2025, Art. 43), so what its form needs must be there.
// NOT_FOUND, FORBIDDEN; CONFLICT, also with keys VENUE_MISSING and ONLINE_URL_MISSING; BAD_USER_INPUT with keys
// URGENT_NEEDS_REASON, TOO_LONG and NOTICE_TOO_SHORT.
func (s *Service) Announce(ctx context.Context, in AnnounceConferenceInput) (*ent.Conference, error) {
	urgent, reason, err := in.urgency()
	if err != nil {
		return nil, err
	}
	return s.move(ctx, in.ID, change{
		verb: announce,
		rule: func(tx *store.Tx, c *ent.Conference) error {
			if err := s.notice(tx, c, urgent); err != nil {
				return err
			}
			sittings, err := sittingsOf(ctx, tx, c.ID)
			if err != nil {
				return err
			}
			return reachable(c.Form, c.Venue, c.OnlineURL, sittings)
		},
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
	if urgent {
		return nil
	}
	return s.inTime(tx, c, c.StartsAt)
}

// inTime says whether there is enough notice for a beginning at that instant.
func (s *Service) inTime(tx *store.Tx, c *ent.Conference, startsAt time.Time) error {
	if need := s.rule(c.Kind, noticeDays, c.UnitPath, tx.Now); startsAt.Sub(tx.Now) < span(need) {
		return fault.Bad("input.urgent", "NOTICE_TOO_SHORT").With("days", need)
	}
	return nil
}

// reachable says whether people can come in the way that the form promises. Where the sittings name their places the
// conference need not. A form that was not said promises nothing.
func reachable(form conference.Form, venue, link *string, sittings []*ent.Sitting) error {
	placed := venue != nil || len(sittings) > 0 && !slices.ContainsFunc(sittings, func(st *ent.Sitting) bool { return st.Venue == nil })
	switch {
	case (form == conference.FormIN_PERSON || form == conference.FormHYBRID) && !placed:
		return fault.New(fault.Conflict, "VENUE_MISSING")
	case (form == conference.FormONLINE || form == conference.FormHYBRID) && link == nil:
		return fault.New(fault.Conflict, "ONLINE_URL_MISSING")
	}
	return nil
}
