package helpdesk

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// AgreeTimeInput is when the holder and the citizen meet.
type AgreeTimeInput struct {
	ID       gid.ID
	From, To time.Time
}

// AgreeTimePayload is the request with its time, and what the holder agreed on at the same time: allowed, and shown.
type AgreeTimePayload struct {
	HelpRequest  *ent.HelpRequest
	Collides     bool
	CollidesWith []*ent.HelpRequest
}

// The bounds of an agreed time: ours, of 2026-11. A day of work is the longest, and nobody plans farther than two months.
const (
	shortestMeeting = 15 * time.Minute
	longestMeeting  = 8 * time.Hour
	farthestMeeting = 60
	mostCollisions  = 20
)

// AgreeTime keeps when the holder and the citizen will meet and tells the citizen. Another time takes its place; who gets the
// request next agrees anew. The clocks of the request do not hear of it.
// BAD_USER_INPUT with keys AGREED_TIME_LENGTH, AGREED_TIME_PAST and AGREED_TIME_FAR; NOT_FOUND; FORBIDDEN with key NOT_HOLDER;
// CONFLICT, also with key WRONG_STATE.
func (s *Service) AgreeTime(ctx context.Context, in AgreeTimeInput) (*AgreeTimePayload, error) {
	from, to := in.From.UTC().Truncate(time.Microsecond), in.To.UTC().Truncate(time.Microsecond)
	if d := to.Sub(from); d < shortestMeeting || d > longestMeeting {
		return nil, fault.Bad("input.to", "AGREED_TIME_LENGTH").
			With("minutes", int(shortestMeeting.Minutes())).With("hours", int(longestMeeting.Hours()))
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*AgreeTimePayload, error) {
		if err := meetable(from, tx.Now); err != nil {
			return nil, err
		}
		agreed := step{
			change: func(r *ent.HelpRequest) { r.AgreedFrom, r.AgreedTo = &from, &to },
			facts:  map[string]string{"agreedFrom": from.Format(time.RFC3339), "agreedTo": to.Format(time.RFC3339)},
		}
		r, err := s.move(ctx, tx, in.ID, VerbAgreeTime, agreed)
		if err != nil {
			return nil, err
		}
		others, err := overlapping(ctx, tx, r)
		return &AgreeTimePayload{HelpRequest: r, Collides: len(others) > 0, CollidesWith: others}, err
	})
}

func meetable(from, now time.Time) error {
	switch {
	case from.Before(now):
		return fault.Bad("input.from", "AGREED_TIME_PAST")
	case from.After(now.AddDate(0, 0, farthestMeeting)):
		return fault.Bad("input.from", "AGREED_TIME_FAR").With("days", farthestMeeting)
	}
	return nil
}

// overlapping are the other requests of the holder whose agreed time overlaps, the earliest first.
func overlapping(ctx context.Context, tx *store.Tx, r *ent.HelpRequest) ([]*ent.HelpRequest, error) {
	return tx.HelpRequest.Query().
		Where(helprequest.VolunteerID(holder(r)), helprequest.StatusIn(heldStates()...), helprequest.IDNEQ(r.ID),
			helprequest.AgreedFromLT(*r.AgreedTo), helprequest.AgreedToGT(*r.AgreedFrom)).
		Order(ent.Asc(helprequest.FieldAgreedFrom, helprequest.FieldID)).Limit(mostCollisions).
		All(access.For(ctx, access.ReadRequest))
}
