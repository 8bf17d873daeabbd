package registration_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/registration"
)

// get reads an address of a calendar.
func (w *world) get(t *testing.T, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	for pattern, handler := range w.Calendars() {
		mux.Handle(pattern, handler)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	mux.ServeHTTP(answer, r)
	return answer
}

// entries reads a calendar back, by the ids of conferences.
func entries(t *testing.T, text string) map[string]*ics.VEvent {
	t.Helper()
	cal, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	found := map[string]*ics.VEvent{}
	for _, e := range cal.Events() {
		id, _, _ := strings.Cut(e.Id(), "@")
		found[id] = e
	}
	return found
}

func value(e *ics.VEvent, p ics.ComponentProperty) string {
	if e == nil || e.GetProperty(p) == nil {
		return ""
	}
	return e.GetProperty(p).Value
}

func TestTheCalendarOfAUnitHasWhatWasAnnounced(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, off := w.announced(t, 10), w.announced(t, 10)
		must[*ent.Conference](t)(w.forum.Cancel(w.admin, conference.CancelConferenceInput{ID: off.ID, Reason: "Bão"}))
		long := "Thủ tục hành chính, giao thông; vệ sinh môi trường và những việc khác mà người dân phường Hà Đông quan tâm trong quý này"
		w.change(t, c, func(u *ent.ConferenceUpdateOne) { u.SetTopic(long).SetScheduleVersion(3) })
		draft := must[*ent.Conference](t)(w.forum.Create(w.admin, conference.CreateConferenceInput{
			Kind: c.Kind, Title: "Bản nháp", UnitID: w.ward.ID, StartsAt: c.StartsAt, EndsAt: c.EndsAt, Moderation: c.Moderation,
		}))
		answer := w.get(t, "/calendar/units/"+w.city.ID.String()+".ics")
		text := answer.Body.String()
		if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.HasPrefix(answer.Header().Get("Cache-Control"), "public") {
			t.Errorf("answered %d %v", answer.Code, answer.Header())
		}
		for i, line := range strings.SplitAfter(text, "\r\n") {
			if len(line) > 77 || strings.Contains(strings.TrimSuffix(line, "\r\n"), "\n") || !utf8.ValidString(line) {
				t.Errorf("line %d has %d bytes: %q", i, len(line), line)
			}
		}
		all := entries(t, text)
		e := all[c.ID.String()]
		if value(e, ics.ComponentPropertySequence) != "3" || value(e, ics.ComponentPropertyStatus) != "CONFIRMED" || value(e, ics.ComponentPropertyDtStart) != "20260310T013000Z" ||
			value(e, ics.ComponentPropertyDtEnd) != "20260310T043000Z" || ics.FromText(value(e, ics.ComponentPropertyDescription)) != long {
			t.Errorf("it says\n%s", text)
		}
		if value(all[off.ID.String()], ics.ComponentPropertyStatus) != "CANCELLED" || value(all[off.ID.String()], ics.ComponentPropertySequence) != "1" || all[draft.ID.String()] != nil || len(all) != 2 {
			t.Errorf("it says\n%s", text)
		}
		if again := w.get(t, "/calendar/units/"+w.city.ID.String()+".ics", "If-None-Match", answer.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("unchanged it is answered with %d", again.Code)
		}
		if other := entries(t, w.get(t, "/calendar/units/"+w.otherWard.ID.String()+".ics").Body.String()); len(other) != 0 {
			t.Errorf("the other ward has %d", len(other))
		}
		w.clock.Advance(60 * 24 * time.Hour)
		if past := entries(t, w.get(t, "/calendar/units/"+w.city.ID.String()+".ics").Body.String()); len(past) != 0 {
			t.Errorf("two months later it has %d", len(past))
		}
	})
}

func TestOnesOwnCalendarFollowsOnesRegistrations(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		one, two := w.citizens(t, 1)[0], w.citizens(t, 1)[0]
		full, open := w.announced(t, 1), w.announced(t, 0)
		w.registered(t, two, full)
		waiting, mine := w.registered(t, one, full), w.registered(t, one, open)
		feed := must[*registration.NewFeed](t)(w.CreateFeed(one))
		read := func() map[string]*ics.VEvent { return entries(t, w.get(t, feed.Path).Body.String()) }
		status := func(c *ent.Conference) string { return value(read()[c.ID.String()], ics.ComponentPropertyStatus) }
		if status(full) != "TENTATIVE" || status(open) != "CONFIRMED" || len(read()) != 2 {
			t.Errorf("it says %s and %s", status(full), status(open))
		}
		w.cancel(t, one, mine)
		w.cancel(t, one, waiting)
		if status(full) != "CANCELLED" || status(open) != "CANCELLED" {
			t.Errorf("given up, it says %s and %s", status(full), status(open))
		}
		w.registered(t, one, open)
		if status(open) != "CONFIRMED" || len(read()) != 2 {
			t.Errorf("taken again, it says %s", status(open))
		}
		if caching := w.get(t, feed.Path).Header().Get("Cache-Control"); !strings.HasPrefix(caching, "private") {
			t.Errorf("it may be kept as %q", caching)
		}
	})
}

func TestASecretThatLeadsNowhereIsLikeOneThatNeverDid(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		one := w.citizens(t, 1)[0]
		feed := must[*registration.NewFeed](t)(w.CreateFeed(one))
		if w.get(t, feed.Path).Code != http.StatusOK {
			t.Fatal("the address leads nowhere")
		}
		must[*ent.CalendarFeed](t)(w.EndFeed(one, registration.EndCalendarFeedInput{ID: feed.Feed.ID}))
		want := w.get(t, "/calendar/me/"+strings.Repeat("A", 43)+".ics")
		for name, path := range map[string]string{
			"ended": feed.Path, "too short": "/calendar/me/AAAA.ics", "of another form": strings.TrimSuffix(feed.Path, ".ics"),
			"not well formed": "/calendar/me/" + strings.Repeat("!", 43) + ".ics", "with bits beyond": "/calendar/me/" + strings.Repeat("A", 42) + "B.ics",
			"an id": "/calendar/me/" + feed.Feed.ID.String() + ".ics", "a unit that is none": "/calendar/units/" + feed.Feed.ID.String() + ".ics",
			"a unit of no form": "/calendar/units/x.ics",
		} {
			if got := w.get(t, path); got.Code != http.StatusNotFound || got.Body.String() != want.Body.String() {
				t.Errorf("%s: %d %q", name, got.Code, got.Body.String())
			}
		}
		if row := must[*ent.CalendarFeed](t)(w.store.Reader(w.system).CalendarFeed.Get(w.system, feed.Feed.ID)); len(row.SecretHash) != 32 || strings.Contains(feed.Path, string(row.SecretHash)) {
			t.Errorf("kept is %x", row.SecretHash)
		}
	})
}

func TestAPersonHasFiveAddressesAtMostAndEndsTheirOwnOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		two := w.citizens(t, 2)
		var last *registration.NewFeed
		for range 5 {
			last = must[*registration.NewFeed](t)(w.CreateFeed(two[0]))
		}
		_, err := w.CreateFeed(two[0])
		wantFault(t, err, fault.Conflict, "TOO_MANY_FEEDS")
		_, err = w.EndFeed(two[1], registration.EndCalendarFeedInput{ID: last.Feed.ID})
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		must[*ent.CalendarFeed](t)(w.EndFeed(two[0], registration.EndCalendarFeedInput{ID: last.Feed.ID}))
		if left := must[[]*ent.CalendarFeed](t)(w.Feeds(two[0])); len(left) != 4 {
			t.Errorf("%d are left", len(left))
		}
		keyed := access.WithRequest(two[1], access.Request{IdempotencyKey: "once"})
		_, err = w.CreateFeed(keyed)
		wantFault(t, err, fault.BadUserInput, "SECRET_NOT_KEPT")
	})
}
