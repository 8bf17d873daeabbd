package offline_test

import (
	"context"
	"testing"
	"time"

	"gandan/ent/assistancelog"
	"gandan/ent/walkincount"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
	"gandan/internal/offline"
)

const day = 24 * time.Hour

func TestTheClockOfADevice(t *testing.T) {
	inEachVillage(t, map[string]func(*village){
		"may be a day wrong, and the session is right":           aDayWrong,
		"decides of no bound":                                    bounds,
		"does not move sessions over each other, nor apart":      sessions,
		"says which day it is, unless somebody chose another":    days,
		"may begin in 1970":                                      since1970,
		"that is a hundred years off for an item spoils it only": oneImpossible,
	})
}

// from sends from a device whose clock is so much ahead; the items are in its time.
func (v *village) from(who context.Context, ahead time.Duration, items ...offline.ItemInput) []*offline.ItemResult {
	v.t.Helper()
	return got[*offline.UploadPayload](v.t)(v.Uploads.Upload(who, offline.UploadInput{DeviceTime: v.clock.Now().Add(ahead), Items: items})).Results
}

func aDayWrong(v *village) {
	for name, ahead := range map[string]time.Duration{"ahead": day, "behind": -day} {
		who := v.person(access.Volunteer)
		item := v.now(logOf(v.held(who)))
		ended := v.clock.Now().Add(-3 * time.Hour) // as it really was
		item.At = ended.Add(ahead)
		result := v.from(who, ahead, item)[0]
		v.says(result, offline.ItemDone, "")
		log, receipt := v.logs(who)[0], v.receipts(who)[0]
		if !log.HappenedAt.Equal(ended.Add(-30*time.Minute)) || log.DeviceAt == nil || !log.DeviceAt.Equal(item.At.Add(-30*time.Minute)) {
			v.t.Errorf("%s: the log began at %s, by the phone at %v", name, log.HappenedAt, log.DeviceAt)
		}
		if !receipt.HappenedAt.Equal(ended) || !receipt.DeviceAt.Equal(item.At) || !receipt.DeviceTime.Equal(v.clock.Now().Add(ahead)) {
			v.t.Errorf("%s: the receipt says %s, %s and %s", name, receipt.HappenedAt, receipt.DeviceAt, receipt.DeviceTime)
		}
		if !result.HappenedAt.Equal(ended) {
			v.t.Errorf("%s: the device is told %s", name, result.HappenedAt)
		}
		// Sent again later from a clock that was put right meanwhile, it is the same deed and keeps its time.
		v.clock.Advance(time.Hour)
		again := v.from(who, 0, item)[0]
		if v.says(again, offline.ItemAlreadyDone, ""); !again.HappenedAt.Equal(ended) || len(v.logs(who)) != 1 {
			v.t.Errorf("%s: again it is %s, with %d logs", name, again.HappenedAt, len(v.logs(who)))
		}
	}
}

func bounds(v *village) {
	who := v.person(access.Volunteer)
	r := v.held(who)
	const ahead = 26 * time.Hour
	for name, c := range map[string]struct {
		after  time.Duration // by the true clock, from now
		reason string
	}{
		"a microsecond ahead":    {time.Microsecond, "HAPPENED_IN_FUTURE"},
		"a day ahead":            {day, "HAPPENED_IN_FUTURE"},
		"sixty days and a bit":   {-60*day - time.Microsecond, "HAPPENED_TOO_LONG_AGO"},
		"sixty days for a claim": {-60 * day, ""},
		"now":                    {0, ""},
	} {
		item := v.now(claim(v.asked()))
		item.At = item.At.Add(ahead + c.after)
		status := offline.ItemDone
		if c.reason != "" {
			status = offline.ItemRefused
		}
		result := v.from(who, ahead, item)[0]
		if v.says(result, status, c.reason); c.reason != "" && *result.Error.Field != "at" {
			v.t.Errorf("%s: at fault is %v", name, result.Error.Field)
		}
	}
	begins := v.now(logOf(r))
	begins.At = begins.At.Add(ahead)
	begins.Log.HappenedAt = ptr(v.clock.Now().Add(ahead + time.Minute))
	result := v.from(who, ahead, begins)[0]
	if v.says(result, offline.ItemRefused, "HAPPENED_IN_FUTURE"); *result.Error.Field != "log.happenedAt" {
		v.t.Errorf("at fault is %v", *result.Error.Field)
	}
	if len(v.logs(who)) != 0 {
		v.t.Error("something was logged")
	}
}

func sessions(v *village) {
	who := v.person(access.Volunteer)
	r := v.held(who)
	first := v.now(logOf(r))
	v.says(v.send(who, first)[0], offline.ItemDone, "")
	// By the raw clock an hour apart, in truth at the same time.
	same := v.now(logOf(r))
	same.At = same.At.Add(time.Hour)
	v.says(v.from(who, time.Hour, same)[0], offline.ItemConflict, "SESSION_OVERLAPS")
	// By the raw clock at the same time, in truth an hour before.
	before := v.now(logOf(r))
	v.says(v.from(who, time.Hour, before)[0], offline.ItemDone, "")
	minutes := 0
	for _, log := range v.logs(who) {
		if minutes += log.Minutes; log.Overlaps {
			v.t.Errorf("%s is said to overlap", log.HappenedAt)
		}
	}
	if minutes != 60 {
		v.t.Errorf("%d minutes are logged", minutes)
	}
}

func days(v *village) {
	who := v.person(access.Volunteer)
	today := calendar.Today(v.clock.Now())
	count := func(ahead time.Duration, day calendar.Date) calendar.Date {
		item := v.now(func(in *offline.ItemInput) {
			in.WalkIns = &assistance.RecordWalkInsInput{UnitID: v.ward.ID, Day: day,
				Rows: []assistance.WalkInRow{{Channel: assistancelog.KindIN_PERSON, People: ptr(3)}}}
		})
		item.At = item.At.Add(ahead)
		v.says(v.from(who, ahead, item)[0], offline.ItemDone, "")
		return calendar.Date(v.Store.Reader(system()).WalkInCount.Query().Where(walkincount.ClientID(item.ClientID)).OnlyX(system()).Day)
	}
	for name, c := range map[string]struct {
		ahead     time.Duration
		day, want calendar.Date
	}{
		"a right clock":              {0, today, today},
		"a clock of tomorrow":        {day, today.AddDays(1), today},
		"a clock of yesterday":       {-day, today.AddDays(-1), today},
		"a day that somebody chose":  {day, today.AddDays(-5), today.AddDays(-5)},
		"yesterday by a right clock": {0, today.AddDays(-1), today.AddDays(-1)},
	} {
		if got := count(c.ahead, c.day); got != c.want {
			v.t.Errorf("%s: %s became %s, want %s", name, c.day, got, c.want)
		}
	}
}

func since1970(v *village) {
	who := v.person(access.Volunteer)
	ahead := time.Unix(3600, 0).Sub(v.clock.Now())
	item := v.now(logOf(v.held(who)))
	item.At = time.Unix(1800, 0)
	v.says(v.from(who, ahead, item)[0], offline.ItemDone, "")
	if log := v.logs(who)[0]; !log.HappenedAt.Equal(v.clock.Now().Add(-time.Hour)) || !log.DeviceAt.Equal(time.Unix(0, 0)) {
		v.t.Errorf("it began at %s, by the phone at %s", log.HappenedAt, log.DeviceAt)
	}
}

func oneImpossible(v *village) {
	who := v.person(access.Volunteer)
	item := v.now(claim(v.asked()))
	item.At = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	results := v.send(who, item, v.now(claim(v.asked())))
	v.says(results[0], offline.ItemRefused, "DEVICE_TIME_UNUSABLE")
	v.says(results[1], offline.ItemDone, "")
}
