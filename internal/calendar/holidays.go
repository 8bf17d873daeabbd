package calendar

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"os"

	"gandan/internal/text"
)

//go:embed holidays.csv
var builtIn []byte

// loadHolidays reads the file, or the table that comes with the program when none is named.
func loadHolidays(file string) (map[day]bool, Date, error) {
	if file == "" {
		return parseHolidays(bytes.NewReader(builtIn))
	}
	f, err := os.Open(file) //nolint:gosec // whoever starts the process names the file
	if err != nil {
		return nil, "", fmt.Errorf("holidays: %w", err)
	}
	defer func() { _ = f.Close() }() // nothing was written to it
	special, last, err := parseHolidays(f)
	if err != nil {
		return nil, "", fmt.Errorf("holidays: %s:\n%w", file, err)
	}
	return special, last, nil
}

// parseHolidays reads date,name_vi,kind,source,confidence: the days that differ from the week, and the end of the last
// year that has any.
func parseHolidays(r io.Reader) (map[day]bool, Date, error) {
	table, problems := text.ReadTable(r)
	table.Require(&problems, "date", "name_vi", "kind", "source", "confidence")
	if problems != nil {
		return nil, "", problems
	}
	special, last := map[day]bool{}, Date("")
	for _, row := range table.Rows {
		date, err := ParseDate(row.Get("date"))
		if err != nil {
			problems.Add(row.Line, "date", "%v", err)
			continue
		}
		if _, twice := special[date.day()]; twice {
			problems.Add(row.Line, "date", "%s stands twice; keep one row a day", date)
		}
		works, known := map[string]bool{"holiday": false, "working_day": true}[row.Get("kind")]
		if !known {
			problems.Add(row.Line, "kind", "%q must be holiday or working_day", row.Get("kind"))
		}
		special[date.day()] = works
		last = max(last, date[:4]+"-12-31")
	}
	return special, last, problems.Err()
}
