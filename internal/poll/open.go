package poll

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// OpenPollInput is which poll to open.
type OpenPollInput struct {
	ID gid.ID
}

// Open puts a poll to the room. One poll of a conference is open at a time: the chair puts one question, and everybody knows
// which.
//
// NOT_FOUND, FORBIDDEN; CONFLICT with keys POLL_WRONG_STATE, POLL_NEEDS_LIVE and POLL_ANOTHER_OPEN.
func (s *Service) Open(ctx context.Context, in OpenPollInput) (*ent.Poll, error) {
	return s.move(ctx, in.ID, change{
		verb: open, kind: activity.KindPOLL_OPENED, rule: mayOpen,
		set: func(tx *store.Tx, p *ent.Poll, u *ent.PollUpdate) {
			u.SetListed(true).SetOpenedAt(tx.Now).SetOpenFor(p.ConferenceID)
		},
	})
}

// mayOpen asks about the conference, whose row is locked, and its other polls. Of two that open at once, the unique rule of
// open_for stops one, which then finds the other.
func mayOpen(ctx context.Context, tx *store.Tx, p *ent.Poll) error {
	c, err := tx.Conference.Get(ctx, p.ConferenceID)
	if err != nil {
		return err
	}
	if c.Status != conference.StatusLIVE {
		return fault.New(fault.Conflict, "POLL_NEEDS_LIVE").With("status", string(c.Status))
	}
	another, err := tx.Poll.Query().Where(poll.OpenFor(c.ID)).Exist(ctx)
	if err == nil && another {
		err = fault.New(fault.Conflict, "POLL_ANOTHER_OPEN")
	}
	return err
}
