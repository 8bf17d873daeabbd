package territory

import (
	"regexp"
	"slices"
	"strings"

	"gandan/internal/calendar"
	"gandan/internal/text"
)

// RowError is one thing wrong with a file: its line, its column and what to do.
type RowError = text.RowError

// Problems is everything wrong with a file, as the error of a parser.
type Problems = text.Problems

// The limits are those of the columns, so that a row fails here, with its line, and not in the database.
const (
	maxCode     = 32
	maxUnitCode = 16
	maxName     = 191 // what both databases can index
	maxNote     = 255
	maxText     = 1000
	maxWord     = 32
)

var goodCode = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]*$`)

// cells reads one row and notes what is wrong with it.
type cells struct {
	text.Row
	problems *Problems
}

func (c cells) wrong(column, format string, args ...any) {
	c.problems.Add(c.Line, column, format, args...)
}

// must returns a text that may not be empty.
func (c cells) must(column string, most int) string {
	s := c.short(column, most)
	if s == "" {
		c.wrong(column, "is empty; fill it in")
	}
	return s
}

// short returns a text of at most most characters.
func (c cells) short(column string, most int) string {
	s := c.Get(column)
	if n := text.Length(s); n > most {
		c.wrong(column, "has %d characters; shorten it to %d", n, most)
	}
	return s
}

// code returns an identifier. An empty one is refused only where it must be there.
func (c cells) code(column string, most int, must bool) string {
	s := c.Get(column)
	switch {
	case s == "" && must:
		c.wrong(column, "is empty; fill it in")
	case s != "" && (!goodCode.MatchString(s) || len(s) > most):
		c.wrong(column, "%q is not a code; use letters, digits, points and dashes, %d at most", s, most)
	}
	return s
}

// day returns a day, or nil when the cell is empty.
func (c cells) day(column string) *string {
	s := c.Get(column)
	if s == "" {
		return nil
	}
	if _, err := calendar.ParseDate(s); err != nil {
		c.wrong(column, "%v", err)
		return nil
	}
	return &s
}

// oneOf returns a value of a closed list.
func (c cells) oneOf(column string, values ...string) string {
	s := c.Get(column)
	if !slices.Contains(values, s) {
		c.wrong(column, "%q must be one of %s", s, strings.TrimPrefix(strings.Join(values, ", "), ", "))
	}
	return s
}

// each calls read for every row of the table, once the table is known to have the columns and some rows.
func each(table text.Table, problems *Problems, required []string, read func(cells)) {
	table.Require(problems, required...)
	if len(table.Rows) == 0 && len(*problems) == 0 {
		problems.Add(1, "", "the file has no rows below its header")
	}
	for _, name := range required {
		if !table.Has(name) {
			return // every row would say the same again
		}
	}
	for _, row := range table.Rows {
		read(cells{row, problems})
	}
}
