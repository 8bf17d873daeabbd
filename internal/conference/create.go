package conference

import (
	"gandan/ent/conference"
	"gandan/ent/gid"
	"time"
)

// CreateConferenceInput is a conference to prepare.
type CreateConferenceInput struct {
	Kind       conference.Kind
	Title      string
	Topic      *string
	UnitID     gid.ID
	HostID     *gid.ID
	StartsAt   time.Time
	EndsAt     time.Time
	Venue      *string
	Capacity   *int
	Moderation conference.Moderation
}
