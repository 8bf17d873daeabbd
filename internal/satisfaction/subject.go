package satisfaction

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/reception"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// kind is a sort of subject: what its rating is called, and with what it is refused.
type kind struct {
	verb                                               string
	action                                             access.Action
	elsewhere, notOpen, closed, notAPart, ratedAlready fault.Key
	took                                               func(ctx context.Context, s *Service, actor access.Actor, ids ...gid.ID) (map[gid.ID]bool, error)
}

var (
	conferences = &kind{
		"rateConference", access.RateConference, "NOT_YOUR_UNIT", "RATING_NOT_OPEN", "RATING_CLOSED", "NOT_A_PARTICIPANT", "ALREADY_RATED", tookPart,
	}
	receptions = &kind{
		"rateReception", access.RateReception, "FORBIDDEN", "RECEPTION_RATING_NOT_OPEN", "RECEPTION_RATING_CLOSED", "NOT_RECEIVED",
		"RECEPTION_ALREADY_RATED", received,
	}
)

// subject is what is rated, as far as its rating is concerned. until is the last instant, nil while it cannot be rated.
type subject struct {
	*kind
	id    gid.ID
	path  string
	until *time.Time
}

// ofConference can be rated from its end on.
func (s *Service) ofConference(c *ent.Conference) subject {
	of := subject{kind: conferences, id: c.ID, path: c.UnitPath}
	if c.EndedAt != nil && (c.Status == conference.StatusENDED || c.Status == conference.StatusCONCLUDED) {
		at := c.EndedAt.Add(s.policy.Window)
		of.until = &at
	}
	return of
}

// ofReception can be rated from its beginning on: whoever has been received need not wait for the others.
func (s *Service) ofReception(r *ent.Reception) subject {
	of := subject{kind: receptions, id: r.ID, path: r.UnitPath}
	held := r.Status == reception.StatusPUBLISHED || r.Status == reception.StatusCLOSED
	if held && !s.store.Now().Before(r.StartsAt) {
		at := r.EndsAt.Add(s.policy.Window)
		of.until = &at
	}
	return of
}

// inTime asks what needs no row but the subject: where the person lives and whether it is the time.
func (of subject) inTime(actor access.Actor, now time.Time) error {
	switch {
	case !access.Can(actor, of.action, access.Object{Path: of.path}):
		return fault.New(fault.Forbidden, of.elsewhere)
	case of.until == nil:
		return fault.New(fault.Conflict, of.notOpen)
	case now.After(*of.until):
		return fault.New(fault.Conflict, of.closed)
	}
	return nil
}
