package registration

import (
	"context"
	"time"

	ics "github.com/arran4/golang-ical"

	"gandan/ent"
	"gandan/ent/calendarfeed"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/predicate"
	"gandan/ent/registration"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// The window of a calendar: what lies further away is not in it, nor more than so many conferences.
const (
	calendarBack  = 30 * 24 * time.Hour
	calendarAhead = 366 * 24 * time.Hour
	mostEntries   = 200
)

// entry is one event of a calendar (RFC 5545, 3.6.1).
type entry struct {
	id         gid.ID
	conference *ent.Conference
	sitting    *ent.Sitting
	status     ics.ObjectStatus
	changed    time.Time
}

// UnitCalendar is the public calendar of the unit and those below it: conferences that were announced, also those cancelled
// since. NOT_FOUND for a unit that is not.
func (s *Service) UnitCalendar(ctx context.Context, unitID gid.ID) (string, error) {
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return "", err
	}
	now := s.store.Now()
	rows, err := s.store.Reader(ctx).Conference.Query().
		Where(access.Listed, predicate.Conference(access.Under(u.Path)),
			conference.StartsAtGTE(now.Add(-calendarBack)), conference.StartsAtLT(now.Add(calendarAhead))).
		Order(ent.Asc(conference.FieldStartsAt), ent.Asc(conference.FieldID)).Limit(mostEntries).All(ctx)
	if err != nil {
		return "", store.Translate(err)
	}
	entries := make([]entry, len(rows))
	for i, c := range rows {
		entries[i] = entry{id: c.ID, conference: c, status: held(c.Status), changed: c.UpdatedAt}
	}
	return write("Hội nghị: "+u.Name, entries), nil
}

func held(status conference.Status) ics.ObjectStatus {
	if status == conference.StatusCANCELLED {
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusConfirmed
}

// MyCalendar is the calendar behind a secret address: where its person is registered or waits.
// NOT_FOUND for an address that is none, was ended, or is not well formed; nothing tells one from another.
func (s *Service) MyCalendar(ctx context.Context, secret string) (string, error) {
	f, ok := parseSecret(secret)
	if !ok {
		return "", fault.Missing()
	}
	ctx = asSystem(ctx)
	db := s.store.Reader(ctx)
	feed, err := db.CalendarFeed.Query().Where(calendarfeed.SecretHash(f.hash()), calendarfeed.EndedAtIsNil()).Only(ctx)
	if err != nil {
		return "", store.Translate(err)
	}
	rows, err := db.Registration.Query().Where(registration.AccountID(feed.AccountID)).WithConference().WithSitting().
		Order(ent.Desc(registration.FieldCreatedAt), ent.Desc(registration.FieldID)).Limit(mostEntries).All(ctx)
	if err != nil {
		return "", store.Translate(err)
	}
	return write("Gần Dân", newest(rows)), nil
}

// newest keeps the last registration of each conference: a calendar knows an event by one name.
func newest(rows []*ent.Registration) []entry {
	var entries []entry
	seen := map[gid.ID]bool{}
	for _, r := range rows {
		if seen[r.ConferenceID] {
			continue
		}
		seen[r.ConferenceID] = true
		c := r.Edges.Conference
		entries = append(entries, entry{
			id: r.ConferenceID, conference: c, sitting: r.Edges.Sitting, status: standing(c, r), changed: later(c.UpdatedAt, r.UpdatedAt),
		})
	}
	return entries
}

// standing is whether the person is expected.
func standing(c *ent.Conference, r *ent.Registration) ics.ObjectStatus {
	switch r.Status {
	case registration.StatusWAITING, registration.StatusOFFERED:
		if isOpen(c.Status) {
			return ics.ObjectStatusTentative
		}
	case registration.StatusREGISTERED, registration.StatusATTENDED, registration.StatusNO_SHOW:
		return held(c.Status)
	case registration.StatusLAPSED, registration.StatusCANCELLED:
	}
	return ics.ObjectStatusCancelled
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// write puts the calendar down as RFC 5545 wants it: lines of at most 75 bytes that end in CR LF, and instants in UTC.
func write(name string, entries []entry) string {
	cal := ics.NewCalendarFor("-//Gần Dân//gandan//VI")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(name)
	for _, e := range entries {
		e.add(cal)
	}
	return cal.Serialize(ics.WithNewLineWindows)
}

func (e entry) add(cal *ics.Calendar) {
	h := &hall{conference: e.conference, sitting: e.sitting}
	event := cal.AddEvent(e.id.String() + "@gandan")
	event.SetDtStampTime(e.changed.UTC())
	event.SetModifiedAt(e.changed.UTC())
	event.SetSequence(e.conference.ScheduleVersion) // a cancellation raises it too (RFC 5546, 2.1.4)
	event.SetStatus(e.status)
	event.SetStartAt(h.startsAt().UTC())
	event.SetEndAt(h.endsAt().UTC())
	event.SetSummary(e.conference.Title)
	if e.conference.Topic != nil {
		event.SetDescription(*e.conference.Topic)
	}
	if venue := h.venue(); venue != nil {
		event.SetLocation(*venue)
	}
}

func (h *hall) venue() *string {
	if h.sitting != nil && h.sitting.Venue != nil {
		return h.sitting.Venue
	}
	return h.conference.Venue
}
