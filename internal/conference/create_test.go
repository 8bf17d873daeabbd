package conference_test

import (
	"context"
	"strings"
	"testing"
	"time"

	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/conference"
	"gandan/internal/fault"
)

func TestWhatIsWrongWithAConferenceIsNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		now := w.clock.Now()
		for name, c := range map[string]struct {
			change func(*conference.CreateConferenceInput)
			key    fault.Key
			field  string
		}{
			"a short title":               {func(in *conference.CreateConferenceInput) { in.Title = " abcd " }, "TOO_SHORT", "input.title"},
			"a long title":                {func(in *conference.CreateConferenceInput) { in.Title = strings.Repeat("ệ", 201) }, "TOO_LONG", "input.title"},
			"a title of nothing visible":  {func(in *conference.CreateConferenceInput) { in.Title = strings.Repeat("\u200b", 9) }, "TOO_SHORT", "input.title"},
			"a long topic":                {func(in *conference.CreateConferenceInput) { in.Topic = ptr(strings.Repeat("a", 501)) }, "TOO_LONG", "input.topic"},
			"a long venue":                {func(in *conference.CreateConferenceInput) { in.Venue = ptr(strings.Repeat("a", 301)) }, "TOO_LONG", "input.venue"},
			"no seat":                     {func(in *conference.CreateConferenceInput) { in.Capacity = ptr(0) }, "BAD_CAPACITY", "input.capacity"},
			"too many seats":              {func(in *conference.CreateConferenceInput) { in.Capacity = ptr(100_001) }, "BAD_CAPACITY", "input.capacity"},
			"a start now":                 {func(in *conference.CreateConferenceInput) { in.StartsAt = now }, "STARTS_IN_PAST", "input.startsAt"},
			"an end at the start":         {func(in *conference.CreateConferenceInput) { in.EndsAt = in.StartsAt }, "ENDS_BEFORE_START", "input.endsAt"},
			"more than a week":            {func(in *conference.CreateConferenceInput) { in.EndsAt = in.StartsAt.Add(7*24*time.Hour + 1000) }, "TOO_LONG_CONFERENCE", "input.endsAt"},
			"an unknown unit":             {func(in *conference.CreateConferenceInput) { in.UnitID = gid.Zero }, "UNKNOWN_UNIT", "input.unitId"},
			"an id of another kind":       {func(in *conference.CreateConferenceInput) { in.UnitID = w.wardCommittee.ID }, "UNKNOWN_UNIT", "input.unitId"},
			"an unknown host":             {func(in *conference.CreateConferenceInput) { in.HostID = &w.ward.ID }, "UNKNOWN_ORGANISATION", "input.hostId"},
			"a host of another ward":      {func(in *conference.CreateConferenceInput) { in.HostID = &w.otherWardCommittee.ID }, "ORGANISATION_ELSEWHERE", "input.hostId"},
			"a host below a city meeting": {func(in *conference.CreateConferenceInput) { in.UnitID = w.city.ID }, "ORGANISATION_ELSEWHERE", "input.hostId"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.Create(w.cityAdmin, w.input(c.change))
				wantFault(t, err, fault.BadUserInput, c.key, c.field)
			})
		}
		if n := must[int](t)(w.store.Reader(w.system).Conference.Query().Count(w.system)); n != 0 {
			t.Errorf("%d conferences were stored", n)
		}
	})
}

func TestTheBoundsOfAConferenceAreInside(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, func(in *conference.CreateConferenceInput) {
			in.Kind, in.Title, in.Topic = entconference.KindSOCIAL_CRITICISM, strings.Repeat("ệ", 200), ptr("  ")
			in.StartsAt = w.clock.Now().Add(time.Microsecond)
			in.EndsAt = in.StartsAt.Add(7 * 24 * time.Hour)
			in.Capacity, in.HostID, in.Venue = ptr(100_000), &w.cityCommittee.ID, ptr(" Nhà văn hóa ")
		})
		got := w.conferenceNow(t, c.ID)
		if got.Topic != nil || *got.Venue != "Nhà văn hóa" || *got.Capacity != 100_000 || *got.HostID != w.cityCommittee.ID {
			t.Errorf("stored %v", got)
		}
		if !got.StartsAt.Equal(w.clock.Now().Add(time.Microsecond)) || got.UnitPath != w.ward.Path {
			t.Errorf("stored %v", got)
		}
	})
}

func TestAConferenceIsPreparedOnlyWhereOneIsAdmin(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, who := range map[string]context.Context{
			"the admin of another ward": w.otherWardAdmin, "a citizen": w.citizen, "a visitor": w.visitor,
		} {
			_, err := w.Create(who, w.input(func(in *conference.CreateConferenceInput) { in.Title = "" }))
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := w.Create(w.admin, w.input(func(in *conference.CreateConferenceInput) { in.UnitID = w.city.ID }))
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
	})
}
