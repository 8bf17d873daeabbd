package offline

import (
	"time"

	"gandan/internal/calendar"
	"gandan/internal/fault"
)

// farthest is how far a clock may be from the truth to be a clock at all: a phone whose battery was empty begins at 1970 or
// 2000, and what it measures since then is still right.
const farthest = 100 * 365 * 24 * time.Hour

// deviceClock turns instants by the clock of a device into those of the server. The device says what its clock shows while it
// sends; the difference is wrong by the time of the way here, which is seconds.
type deviceClock struct {
	shows time.Time     // at the moment of sending
	skew  time.Duration // what has to be added to an instant of the device
}

// clockOf compares the clocks. BAD_USER_INPUT with key DEVICE_TIME_UNUSABLE.
func clockOf(shows, now time.Time) (deviceClock, error) {
	shows = shows.UTC().Truncate(time.Microsecond)
	skew := now.Sub(shows)
	if skew.Abs() > farthest {
		return deviceClock{}, fault.Bad("input.deviceTime", "DEVICE_TIME_UNUSABLE")
	}
	return deviceClock{shows: shows, skew: skew}, nil
}

// right is the instant by the clock of the server.
func (c deviceClock) right(at time.Time) time.Time {
	return at.UTC().Truncate(time.Microsecond).Add(c.skew)
}

// near reports whether the device can mean the instant at all.
func (c deviceClock) near(at time.Time) bool { return at.Sub(c.shows).Abs() <= farthest }

// rightDay is the day that is meant. The day that the device thought it was is the day that it really was; any other was
// chosen by somebody from a calendar, and stays.
func (c deviceClock) rightDay(day calendar.Date, at time.Time) calendar.Date {
	if day == calendar.Today(at) {
		return calendar.Today(c.right(at))
	}
	return day
}
