package helpdesk

import (
	"context"
	"fmt"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// The bounds of what a person may wish, ours of 2026-11.
const (
	longestPlace  = 300
	mostTimes     = 5
	shortestTime  = 30 * time.Minute
	longestTime   = 12 * time.Hour
	mostDaysAhead = 60
)

// Wishes are what may be said of a request and need not be.
type Wishes struct {
	Place          *string
	PreferredTimes []PreferredTimeInput
	ApplicantKind  *helprequest.ApplicantKind // RESIDENT when absent
	OnBehalf       *OnBehalfInput
	Urgency        *helprequest.Urgency
}

// PreferredTimeInput is a span in which help would be welcome.
type PreferredTimeInput struct {
	From time.Time
	To   time.Time
}

// OnBehalfInput is for whom else the help is. No name and no paper of that person is asked for (rights_care.csv, "acting for
// another person").
type OnBehalfInput struct {
	Relation helprequest.Relation
	Consent  bool
}

// checked are the wishes with their texts cleaned.
// BAD_USER_INPUT with keys TOO_LONG, those of guard.Text, CONSENT_OF_RELATIVE_REQUIRED, TOO_MANY_TIMES and TIME_LENGTH.
func (w Wishes) checked() (Wishes, error) {
	var err error
	if w.Place, err = optional(w.Place, "input.place", longestPlace); err != nil {
		return w, err
	}
	if w.OnBehalf != nil && !w.OnBehalf.Consent {
		return w, fault.Bad("input.onBehalf.consent", "CONSENT_OF_RELATIVE_REQUIRED")
	}
	if len(w.PreferredTimes) > mostTimes {
		return w, fault.Bad("input.preferredTimes", "TOO_MANY_TIMES").With("max", mostTimes)
	}
	times := make([]PreferredTimeInput, len(w.PreferredTimes))
	for i, t := range w.PreferredTimes {
		times[i] = PreferredTimeInput{t.From.UTC().Truncate(time.Microsecond), t.To.UTC().Truncate(time.Microsecond)}
		if length := times[i].To.Sub(times[i].From); length < shortestTime || length > longestTime {
			return w, fault.Bad(fmt.Sprintf("input.preferredTimes.%d.to", i), "TIME_LENGTH").
				With("minutes", int(shortestTime.Minutes())).With("hours", int(longestTime.Hours()))
		}
	}
	w.PreferredTimes = times
	return w, nil
}

// sent are the wishes as a fingerprint holds them: nothing when there are none, so that requests sent by an app which knows no
// wishes keep their fingerprints.
func (w Wishes) sent() []any {
	if w.Place == nil && len(w.PreferredTimes) == 0 && w.ApplicantKind == nil && w.OnBehalf == nil && w.Urgency == nil {
		return nil
	}
	return []any{w}
}

// inTime refuses spans that begin in the past or too far ahead. It is asked when the request is new: what was sent before may be
// sent again later. BAD_USER_INPUT with key TIME_NOT_AHEAD.
func (w Wishes) inTime(now time.Time) error {
	for i, t := range w.PreferredTimes {
		if t.From.Before(now) || t.From.After(now.AddDate(0, 0, mostDaysAhead)) {
			return fault.Bad(fmt.Sprintf("input.preferredTimes.%d.from", i), "TIME_NOT_AHEAD").With("days", mostDaysAhead)
		}
	}
	return nil
}

// put writes the wishes that are columns of the request.
func (w Wishes) put(c *ent.HelpRequestCreate, now time.Time) *ent.HelpRequestCreate {
	c.SetNillablePlace(w.Place).SetNillableApplicantKind(w.ApplicantKind).
		SetNillableUrgency(w.Urgency).SetQueueKey(queueKey(now, w.Urgency)).SetHurried(hurried(w.Urgency))
	if w.OnBehalf != nil {
		c.SetRelation(w.OnBehalf.Relation).SetRelativeConsentedAt(now)
	}
	return c
}

// putTimes writes the spans of time behind the request.
func (w Wishes) putTimes(ctx context.Context, tx *store.Tx, request gid.ID) error {
	if len(w.PreferredTimes) == 0 {
		return nil
	}
	rows := make([]*ent.PreferredTimeCreate, len(w.PreferredTimes))
	for i, t := range w.PreferredTimes {
		rows[i] = tx.PreferredTime.Create().SetHelpRequestID(request).SetBeginsAt(t.From).SetEndsAt(t.To)
	}
	return tx.PreferredTime.CreateBulk(rows...).Exec(ctx)
}
