package poll

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/store"
)

// What the domain tells. The subject is the poll. Data: conference (id).
const (
	EventCreated   = "poll.created"
	EventOpened    = "poll.opened"
	EventClosed    = "poll.closed"
	EventPublished = "poll.published"
	// EventBallotCast says that there is one more ballot. Neither the person nor the choice is named.
	EventBallotCast = "poll.ballot_cast"
)

// of is what every event of a poll says of it.
func of(p *ent.Poll) map[string]string {
	return map[string]string{"conference": p.ConferenceID.String()}
}

// tellBallot tells of a ballot as the system: as the deed of a person it would say who voted.
func tellBallot(ctx context.Context, tx *store.Tx, p *ent.Poll) error {
	person := tx.Actor
	defer func() { tx.Actor = person }()
	tx.Actor = access.SystemActor("poll")
	return tx.Emit(ctx, EventBallotCast, p.ID, of(p))
}
