package notify

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/registration"
	"gandan/internal/event"
)

// registrationRules are the facts of which those who registered at a conference are told: what happened without them.
func registrationRules() map[string]rule {
	return map[string]rule{
		"registration.offered":     toRegistrant,
		"registration.seated":      toRegistrant,
		"registration.lapsed":      toRegistrant,
		"registration.called_off":  toRegistrant,
		"registration.rescheduled": toRegistrant,
		"registration.reminded":    toRegistrant,
	}
}

// toRegistrant tells who registered. Title, time and place of a conference are public; the line is about the registration.
func toRegistrant(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	r, err := db.Registration.Query().Where(registration.ID(e.Subject)).WithConference().WithSitting().Only(ctx)
	if err != nil || r.AccountID == nil {
		return nil, err
	}
	start := r.Edges.Conference.StartsAt
	if r.Edges.Sitting != nil {
		start = r.Edges.Sitting.StartsAt
	}
	args := map[string]string{"title": r.Edges.Conference.Title, "start": moment(start)}
	if r.OfferUntil != nil {
		args["until"] = moment(*r.OfferUntil)
	}
	return []line{{to: *r.AccountID, about: r.ID, args: args}}, nil
}

// moment is an instant as people in Việt Nam read it, in either language; there is no summer time.
func moment(t time.Time) string {
	return t.In(time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)).Format("15:04, 02/01/2006")
}
