package calendar_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/internal/calendar"
)

func usual(t interface{ Fatal(...any) }) *calendar.Calendar {
	c, err := calendar.New(calendar.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWorkingDays(t *testing.T) {
	c := usual(t)
	for day, works := range map[calendar.Date]bool{
		"2026-02-13": true, "2026-02-14": false, "2026-02-16": false, "2026-02-20": false, "2026-02-23": true, // Tết 2026
		"2024-02-14": false, "2024-02-15": true, "2025-01-27": false, "2025-02-03": true,
		"2027-02-03": true, "2027-02-10": false, "2028-01-24": false, "2028-01-31": true,
		"2026-04-27": false,                     // the Hùng Kings' day was a Sunday
		"2026-01-02": false, "2026-01-10": true, // a Friday swapped for a Saturday
		"2025-05-02": false, "2025-04-26": true, "2024-04-29": false, "2024-05-04": true, "2026-08-31": false, "2026-08-22": true,
		"2028-01-03": false, "2028-09-04": false, "2027-05-03": false, // made up for on the next working day
		"2031-01-01": true, "2031-01-04": false, // beyond the table only weekends are known
	} {
		if got := c.IsWorkingDay(day); got != works {
			t.Errorf("%s %s: works = %v, want %v", day, day.Weekday(), got, works)
		}
	}
	if c.KnownUntil() != "2028-12-31" || c.HoursPerDay() != 8*time.Hour {
		t.Errorf("known until %s, %s a day", c.KnownUntil(), c.HoursPerDay())
	}
}

func TestAddWorkingHours(t *testing.T) {
	c := usual(t)
	for name, ex := range map[string]struct {
		from  string
		hours float64
		want  string
	}{
		"within the morning":                        {"2026-03-03T09:00:00+07:00", 2, "2026-03-03T11:00:00+07:00"},
		"over the lunch break":                      {"2026-03-03T11:00:00+07:00", 2, "2026-03-03T14:30:00+07:00"},
		"a full day ends when the office closes":    {"2026-03-03T08:00:00+07:00", 8, "2026-03-03T17:30:00+07:00"},
		"a morning ends at noon":                    {"2026-03-03T08:00:00+07:00", 4, "2026-03-03T12:00:00+07:00"},
		"from the lunch break":                      {"2026-03-03T12:45:00+07:00", 1, "2026-03-03T14:30:00+07:00"},
		"before the office opens":                   {"2026-03-03T05:00:00+07:00", 1, "2026-03-03T09:00:00+07:00"},
		"after the office closes":                   {"2026-03-03T20:00:00+07:00", 1, "2026-03-04T09:00:00+07:00"},
		"exactly at closing":                        {"2026-03-03T17:30:00+07:00", 1, "2026-03-04T09:00:00+07:00"},
		"from Friday evening":                       {"2026-03-06T18:00:00+07:00", 8, "2026-03-09T17:30:00+07:00"},
		"from a Saturday":                           {"2026-03-07T10:00:00+07:00", 4, "2026-03-09T12:00:00+07:00"},
		"from a Saturday that is worked":            {"2026-01-10T10:00:00+07:00", 4, "2026-01-10T15:30:00+07:00"},
		"over Tết":                                  {"2026-02-13T16:30:00+07:00", 2, "2026-02-23T09:00:00+07:00"},
		"on the eve of Tết":                         {"2026-02-16T23:30:00+07:00", 8, "2026-02-23T17:30:00+07:00"},
		"over the swapped Friday of 2026":           {"2025-12-31T17:00:00+07:00", 1, "2026-01-05T08:30:00+07:00"},
		"half an hour to the last minute":           {"2026-03-03T17:00:00+07:00", 0.5, "2026-03-03T17:30:00+07:00"},
		"two weeks":                                 {"2026-03-02T09:00:00+07:00", 80, "2026-03-16T09:00:00+07:00"},
		"in UTC the answer is in UTC":               {"2026-03-03T02:00:00Z", 2, "2026-03-03T04:00:00Z"},
		"a UTC evening that is already Monday here": {"2026-03-08T18:00:00Z", 1, "2026-03-09T02:00:00Z"},
		"nothing to add":                            {"2026-03-07T10:00:00+07:00", 0, "2026-03-07T10:00:00+07:00"},
		"less than nothing to add":                  {"2026-03-07T10:00:00+07:00", -3, "2026-03-07T10:00:00+07:00"},
		"beyond the holiday table":                  {"2035-01-05T17:00:00+07:00", 1, "2035-01-08T08:30:00+07:00"},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.AddWorkingHours(at(t, ex.from), time.Duration(ex.hours*float64(time.Hour)))
			if want := at(t, ex.want); !got.Equal(want) || got.Format(time.RFC3339) != ex.want {
				t.Errorf("%s + %vh = %s, want %s", ex.from, ex.hours, got.Format(time.RFC3339), ex.want)
			}
		})
	}
}

func TestAddWorkingDays(t *testing.T) {
	c := usual(t)
	for name, ex := range map[string]struct {
		from calendar.Date
		n    int
		want calendar.Date
	}{
		"the next day":                {"2026-03-03", 1, "2026-03-04"},
		"over a weekend":              {"2026-03-06", 1, "2026-03-09"},
		"from a weekend":              {"2026-03-07", 1, "2026-03-09"},
		"over Tết":                    {"2026-02-13", 1, "2026-02-23"},
		"back over Tết":               {"2026-02-23", -1, "2026-02-13"},
		"none from a Sunday":          {"2026-03-08", 0, "2026-03-08"},
		"a worked Saturday counts":    {"2026-01-09", 1, "2026-01-10"},
		"farther than the years go":   {"2026-01-09", math.MaxInt, calendar.LastDate},
		"back farther than they go":   {"2026-01-09", math.MinInt, calendar.FirstDate},
		"the last day has no day off": {calendar.LastDate, 1, calendar.LastDate},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.AddWorkingDays(ex.from, ex.n); got != ex.want {
				t.Errorf("%s + %d = %s, want %s", ex.from, ex.n, got, ex.want)
			}
		})
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	c := usual(t)
	for name, ex := range map[string]struct {
		from, to calendar.Date
		want     int
	}{
		"the same day":              {"2026-03-03", "2026-03-03", 0},
		"over a weekend":            {"2026-03-06", "2026-03-09", 1},
		"into a weekend":            {"2026-03-06", "2026-03-08", 0},
		"over Tết":                  {"2026-02-13", "2026-02-23", 1},
		"backwards":                 {"2026-03-09", "2026-03-06", -1},
		"a whole year beyond table": {"2030-12-31", "2031-12-31", 261},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.WorkingDaysBetween(ex.from, ex.to); got != ex.want {
				t.Errorf("%s to %s: %d, want %d", ex.from, ex.to, got, ex.want)
			}
		})
	}
}

func instants() *rapid.Generator[time.Time] {
	from, to := time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2030, 6, 1, 0, 0, 0, 0, time.UTC)
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(from.Unix(), to.Unix()).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
	})
}

func spans() *rapid.Generator[time.Duration] {
	return rapid.OneOf(
		rapid.Map(rapid.Int64Range(0, int64(300*time.Hour)), func(n int64) time.Duration { return time.Duration(n) }),
		rapid.Map(rapid.Int64Range(0, 600), func(n int64) time.Duration { return time.Duration(n) * 30 * time.Minute }),
	)
}

func TestAddingWorkingHoursFollowsItsLaws(t *testing.T) {
	c := usual(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := instants().Draw(t, "a"), instants().Draw(t, "b")
		x, y := spans().Draw(t, "x"), spans().Draw(t, "y")
		ax := c.AddWorkingHours(a, x)
		switch {
		case !c.AddWorkingHours(a, x+y).Equal(c.AddWorkingHours(ax, y)):
			t.Fatal("in two steps it must give the same")
		case ax.Before(a) || ax.Sub(a) < x:
			t.Fatal("it must not lie before the hours have passed")
		case c.AddWorkingHours(a, x+y).Before(ax):
			t.Fatal("more hours must not end earlier")
		case a.Before(b) && c.AddWorkingHours(b, x).Before(ax):
			t.Fatal("a later start must not end earlier")
		case c.WorkingHoursBetween(a, ax) != x:
			t.Fatalf("between the two lie %s, not %s", c.WorkingHoursBetween(a, ax), x)
		case c.WorkingHoursBetween(a, b) != -c.WorkingHoursBetween(b, a):
			t.Fatal("backwards must be the negative")
		case x > 0 && !c.IsWorkingDay(calendar.Today(ax)):
			t.Fatal("it must end on a working day")
		}
	})
}

func TestCountingWorkingDaysUndoesAddingThem(t *testing.T) {
	c := usual(t)
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.Today(instants().Draw(t, "day"))
		n, m := rapid.IntRange(0, 500).Draw(t, "n"), rapid.IntRange(0, 500).Draw(t, "m")
		there := c.AddWorkingDays(d, n)
		if got := c.WorkingDaysBetween(d, there); got != n {
			t.Fatalf("%s to %s: %d, want %d", d, there, got, n)
		}
		if c.AddWorkingDays(d, n+m) != c.AddWorkingDays(there, m) {
			t.Fatal("in two steps it must give the same")
		}
		if c.WorkingDaysBetween(there, d) != -n {
			t.Fatal("backwards must be the negative")
		}
	})
}

func TestFarInstantsNeitherHangNorOverflow(t *testing.T) {
	c := usual(t)
	if got := c.WorkingHoursBetween(time.Time{}, at(t, "2026-01-01T00:00:00Z")); got != math.MaxInt64 {
		t.Errorf("from the zero time: %s", got)
	}
	if got := c.AddWorkingHours(at(t, "2026-01-01T00:00:00Z"), math.MaxInt64); got.Year() < 3000 {
		t.Errorf("292 years of working hours end in %d", got.Year())
	}
	if got := c.AddWorkingHours(at(t, "9999-12-31T00:00:00Z"), 800*time.Hour); got.Year() != 10000 {
		t.Errorf("got %s", got)
	}
}

func TestOwnOfficeHoursAndWeek(t *testing.T) {
	c, err := calendar.New(calendar.Settings{OfficeHours: "07:00-11:30, 13:00-16:30", WorkingWeek: []time.Weekday{time.Saturday}})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.AddWorkingHours(at(t, "2031-01-01T00:00:00Z"), 5*time.Hour); !got.Equal(at(t, "2031-01-04T13:30:00+07:00")) {
		t.Errorf("got %s", got)
	}
}

func TestNewRefusesBadSettings(t *testing.T) {
	for name, s := range map[string]calendar.Settings{
		"hours without an end":     {OfficeHours: "08:00"},
		"hours that are no hours":  {OfficeHours: "8h-12h"},
		"an end before its start":  {OfficeHours: "12:00-08:00"},
		"sessions out of order":    {OfficeHours: "13:30-17:30,08:00-12:00"},
		"sessions that overlap":    {OfficeHours: "08:00-12:00,11:00-17:30"},
		"an hour after midnight":   {OfficeHours: "08:00-25:00"},
		"an eighth day":            {WorkingWeek: []time.Weekday{7}},
		"a file that is not there": {HolidaysFile: filepath.Join("testdata", "none.csv")},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := calendar.New(s); err == nil {
				t.Errorf("%+v is accepted", s)
			}
		})
	}
}

func TestAHolidaysFileTakesThePlaceOfTheTable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "holidays.csv")
	write(t, file, "date,name_vi,kind,source,confidence\r\n2029-02-13,Tết,holiday,own,decided\r\n2029-02-17,Làm bù,working_day,own,decided\r\n")
	c, err := calendar.New(calendar.Settings{HolidaysFile: file})
	if err != nil {
		t.Fatal(err)
	}
	if c.IsWorkingDay("2029-02-13") || !c.IsWorkingDay("2029-02-17") || !c.IsWorkingDay("2026-02-17") || c.KnownUntil() != "2029-12-31" {
		t.Error("the file must be the whole table")
	}
}

func TestABadHolidaysFileNamesLineAndColumn(t *testing.T) {
	for name, c := range map[string]struct{ rows, want string }{
		"a day that does not exist": {"2029-02-30,Tết,holiday,own,decided\n", "line 2, column date:"},
		"an unknown kind":           {"2029-02-13,Tết,free,own,decided\n", "line 2, column kind:"},
		"a day twice":               {"2029-02-13,Tết,holiday,o,d\n2029-02-13,Tết,holiday,o,d\n", "line 3, column date:"},
		"a field too few":           {"2029-02-13,Tết,holiday\n", "line 2: has 3 fields"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "holidays.csv")
			write(t, file, "date,name_vi,kind,source,confidence\n"+c.rows)
			_, err := calendar.New(calendar.Settings{HolidaysFile: file})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSubWorkingHours(t *testing.T) {
	c := usual(t)
	for name, ex := range map[string]struct {
		to    string
		hours float64
		want  string
	}{
		"within the morning":               {"2026-03-03T11:00:00+07:00", 2, "2026-03-03T09:00:00+07:00"},
		"over the lunch break":             {"2026-03-03T14:30:00+07:00", 2, "2026-03-03T11:00:00+07:00"},
		"a full day begins when it opens":  {"2026-03-03T17:30:00+07:00", 8, "2026-03-03T08:00:00+07:00"},
		"a full day from the next morning": {"2026-03-04T08:00:00+07:00", 8, "2026-03-03T08:00:00+07:00"},
		"over a weekend":                   {"2026-03-09T09:00:00+07:00", 2, "2026-03-06T16:30:00+07:00"},
		"from a Sunday":                    {"2026-03-08T12:00:00+07:00", 1, "2026-03-06T16:30:00+07:00"},
		"over Tết of 2026":                 {"2026-02-23T09:00:00+07:00", 2, "2026-02-13T16:30:00+07:00"},
		"over Tết of 2027":                 {"2027-02-11T08:30:00+07:00", 1, "2027-02-03T17:00:00+07:00"},
		"a worked Saturday counts":         {"2026-01-12T08:30:00+07:00", 1, "2026-01-10T17:00:00+07:00"},
		"before the office opens":          {"2026-03-03T05:00:00+07:00", 1, "2026-03-02T16:30:00+07:00"},
		"in UTC the answer is in UTC":      {"2026-03-03T04:00:00Z", 2, "2026-03-03T02:00:00Z"},
		"nothing to take away":             {"2026-03-07T10:00:00+07:00", 0, "2026-03-07T10:00:00+07:00"},
		"less than nothing to take away":   {"2026-03-07T10:00:00+07:00", -3, "2026-03-07T10:00:00+07:00"},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.SubWorkingHours(at(t, ex.to), time.Duration(ex.hours*float64(time.Hour)))
			if got.Format(time.RFC3339) != ex.want {
				t.Errorf("%s - %vh = %s, want %s", ex.to, ex.hours, got.Format(time.RFC3339), ex.want)
			}
		})
	}
}

func TestSubWorkingHoursIsTheLatestBeginningThatIsDueInTime(t *testing.T) {
	c := usual(t)
	rapid.Check(t, func(t *rapid.T) {
		to, hours := instants().Draw(t, "to"), spans().Draw(t, "hours")
		if hours <= 0 {
			return
		}
		from := c.SubWorkingHours(to, hours)
		if due := c.AddWorkingHours(from, hours); due.After(to) {
			t.Fatalf("from %s it is due at %s, after %s", from, due, to)
		}
		if due := c.AddWorkingHours(from.Add(1), hours); !due.After(to) {
			t.Fatalf("a moment later than %s it is due at %s, still by %s", from, due, to)
		}
	})
}
