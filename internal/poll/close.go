package poll

import (
	"context"

	"gandan/ent"
	"gandan/ent/activity"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/internal/access"
	"gandan/internal/event"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// conferenceEnded is the event that the conference domain emits at its end.
const conferenceEnded = "conference.ended"

// ClosePollInput is which poll to close.
type ClosePollInput struct {
	ID gid.ID
}

// Close takes no more ballots; whoever was faster is counted. It asks nothing of the conference: a poll that its end has not
// closed yet is about to be.
//
// NOT_FOUND, FORBIDDEN, CONFLICT with key POLL_WRONG_STATE.
func (s *Service) Close(ctx context.Context, in ClosePollInput) (*ent.Poll, error) {
	return s.move(ctx, in.ID, change{
		verb: shut, kind: activity.KindPOLL_CLOSED,
		set: func(tx *store.Tx, _ *ent.Poll, u *ent.PollUpdate) { u.SetClosedAt(tx.Now).ClearOpenFor() },
	})
}

// On closes what is open when a conference has ended. A ballot is refused from the end on all the same, see Cast.
func (s *Service) On(ctx context.Context, e event.Event) error {
	if e.Name != conferenceEnded {
		return nil
	}
	ctx = access.AsSystem(ctx, "poll")
	id, err := s.store.Reader(ctx).Poll.Query().Where(poll.OpenFor(e.Subject)).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err == nil {
		_, err = s.Close(ctx, ClosePollInput{ID: id})
	}
	if fault.Is(err, fault.Conflict) {
		return nil // somebody closed it meanwhile
	}
	return store.Translate(err)
}
