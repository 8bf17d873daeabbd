package calendar_test

import (
	"bytes"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/internal/calendar"
)

func TestParseDate(t *testing.T) {
	for in, good := range map[string]bool{
		"2026-02-17": true, "2024-02-29": true, "0001-01-01": true, "9999-12-31": true,
		"": false, "2025-02-29": false, "2026-2-17": false, "17/02/2026": false, "2026-02-17T00:00:00Z": false,
		"0000-01-01": false, "10000-01-01": false, "-001-01-01": false, " 2026-02-17": false, "２０２６-02-17": false,
	} {
		got, err := calendar.ParseDate(in)
		if (err == nil) != good || good && string(got) != in {
			t.Errorf("ParseDate(%q) = %q, %v", in, got, err)
		}
	}
}

func TestTodayIsTheDayInHanoi(t *testing.T) {
	for in, want := range map[string]calendar.Date{
		"2026-02-16T16:59:59Z":      "2026-02-16",
		"2026-02-16T17:00:00Z":      "2026-02-17",
		"2026-02-17T00:30:00+07:00": "2026-02-17",
		"2026-02-16T20:00:00-05:00": "2026-02-17",
		"1969-12-31T16:00:00Z":      "1969-12-31",
	} {
		if got := calendar.Today(at(t, in)); got != want {
			t.Errorf("Today(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestADayStartsAtLocalMidnightAndEndsAtTheNext(t *testing.T) {
	d := calendar.Date("2026-02-17")
	if got := d.Start(); !got.Equal(at(t, "2026-02-16T17:00:00Z")) {
		t.Errorf("Start = %s", got)
	}
	if got := d.End(); !got.Equal(at(t, "2026-02-17T17:00:00Z")) {
		t.Errorf("End = %s", got)
	}
}

func TestAddDaysStaysWithinFourDigitYears(t *testing.T) {
	for name, c := range map[string]struct {
		from calendar.Date
		n    int
		want calendar.Date
	}{
		"over a leap day":       {"2024-02-28", 2, "2024-03-01"},
		"backwards over a year": {"2026-01-01", -1, "2025-12-31"},
		"before 1970":           {"1970-01-01", -1, "1969-12-31"},
		"past the last day":     {"9999-12-30", 5, calendar.LastDate},
		"past the first day":    {"0001-01-02", -5, calendar.FirstDate},
		"absurdly far":          {"2026-01-01", math.MaxInt, calendar.LastDate},
		"absurdly long ago":     {"2026-01-01", math.MinInt, calendar.FirstDate},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.from.AddDays(c.n); got != c.want {
				t.Errorf("%s + %d = %s, want %s", c.from, c.n, got, c.want)
			}
		})
	}
}

func TestDaysCompareLikeTheirText(t *testing.T) {
	a, b := calendar.Date("2026-02-17"), calendar.Date("2026-10-01")
	if !a.Before(b) || !b.After(a) || a.Compare(b) != -1 || a.Compare(a) != 0 || a.After(a) || a.Before(a) {
		t.Error("2026-02-17 must come before 2026-10-01")
	}
}

func TestDateIsAGraphQLScalar(t *testing.T) {
	var out bytes.Buffer
	calendar.Date("2026-02-17").MarshalGQL(&out)
	if out.String() != `"2026-02-17"` {
		t.Errorf("wrote %s", out.String())
	}
	var d calendar.Date
	if err := d.UnmarshalGQL("2026-02-17"); err != nil || d != "2026-02-17" {
		t.Errorf("read %q, %v", d, err)
	}
	for _, bad := range []any{"17.02.2026", 20260217, nil, true} {
		if err := d.UnmarshalGQL(bad); err == nil {
			t.Errorf("%v is taken for a day", bad)
		}
	}
}

func TestDatesAgreeWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-700_000, 2_900_000).Draw(t, "days since 1970")
		want := time.Unix(int64(n)*86400, 0).UTC()
		d := calendar.Date("1970-01-01").AddDays(n)
		if d.String() != want.Format(time.DateOnly) || d.Weekday() != want.Weekday() {
			t.Fatalf("%s %s, want %s %s", d, d.Weekday(), want.Format(time.DateOnly), want.Weekday())
		}
		if back := calendar.Today(d.Start()); back != d {
			t.Fatalf("the day starting at %s is %s", d.Start(), back)
		}
	})
}

func at(t interface{ Fatal(...any) }, s string) time.Time {
	v, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
