package calendar

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Date is a day of the local calendar, written YYYY-MM-DD. As text it sorts and compares like the days themselves, in Go
// and in a database. The empty Date is no day.
type Date string

const layout = "2006-01-02"

// The first and the last day that four digits of a year can name. Arithmetic stops there instead of leaving the form.
const (
	FirstDate Date = "0001-01-01"
	LastDate  Date = "9999-12-31"
)

// zone is fixed because Vietnam keeps UTC+7 all year; it needs no zone database on the machine.
var zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// Zone is the local time of every day and hour in this package.
func Zone() *time.Location { return zone }

// ParseDate reads YYYY-MM-DD and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	if t, err := time.Parse(layout, s); err != nil || t.Year() < 1 {
		return "", fmt.Errorf("%q is not a day; write it like 2026-02-17", s)
	}
	return Date(s), nil
}

// Today returns the local day of the instant now.
func Today(now time.Time) Date { return dayOf(now).date() }

// Compare orders days: -1 when d is before other, 0 when equal, 1 when after.
func (d Date) Compare(other Date) int { return cmp.Compare(d, other) }

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d < other }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d > other }

// AddDays returns the day n calendar days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	const allDays = 4_000_000 // more than there are from FirstDate to LastDate, so that no sum overflows
	return (d.day() + day(max(-allDays, min(n, allDays)))).date()
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.day().weekday() }

// Start returns the first instant of the day, local midnight, in UTC.
func (d Date) Start() time.Time { return d.day().at(0).UTC() }

// End returns the first instant after the day: what is due on a day is overdue from its End.
func (d Date) End() time.Time { return (d.day() + 1).at(0).UTC() }

// String returns YYYY-MM-DD.
func (d Date) String() string { return string(d) }

// MarshalGQL writes the GraphQL scalar Date.
func (d Date) MarshalGQL(w io.Writer) {
	text, err := json.Marshal(string(d))
	if err == nil {
		_, _ = w.Write(text) // the response buffer of the server; a broken connection shows elsewhere
	}
}

// UnmarshalGQL reads the GraphQL scalar Date.
func (d *Date) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return errors.New("a day is a text like \"2026-02-17\"")
	}
	parsed, err := ParseDate(s)
	*d = parsed
	return err
}

// day counts local days since 1970-01-01, so that arithmetic needs neither text nor time zones.
type day int64

const (
	secondsPerDay = 24 * 60 * 60
	offset        = 7 * 60 * 60
)

func (d Date) day() day {
	t, err := time.Parse(layout, string(d))
	if err != nil {
		return 0
	}
	return day(floorDiv(t.Unix(), secondsPerDay))
}

func dayOf(t time.Time) day { return day(floorDiv(t.Unix()+offset, secondsPerDay)) }

func (d day) date() Date {
	d = max(FirstDate.day(), min(d, LastDate.day()))
	return Date(time.Unix(int64(d)*secondsPerDay, 0).UTC().Format(layout))
}

// weekday counts on from 1970-01-01, which was a Thursday.
func (d day) weekday() time.Weekday {
	return time.Weekday(((int64(d)+int64(time.Thursday))%7 + 7) % 7)
}

// at returns the instant that lies after from local midnight of the day.
func (d day) at(after time.Duration) time.Time {
	return time.Unix(int64(d)*secondsPerDay-offset, 0).Add(after)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
