// Package event is the form of a fact: what happened, to what, by whom, when. Facts are written to the outbox in the
// transaction that made them true and relayed at least once; whoever reacts must be able to see one twice.
package event

import (
	"context"
	"time"

	"gandan/ent/gid"
)

// Event is one fact in the past tense, such as "helpdesk.request_claimed". Data holds ids and the change, never rows,
// and no personal data.
type Event struct {
	ID      gid.ID
	Name    string
	Subject gid.ID
	Actor   gid.ID // zero when the system did it
	Data    map[string]string
	At      time.Time
}

// Subscriber reacts to facts. An error makes the relay try again later; the same fact may come twice.
type Subscriber interface {
	On(ctx context.Context, e Event) error
}
