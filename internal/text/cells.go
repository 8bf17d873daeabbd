package text

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	goodCode = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]*$`)
	goodWord = regexp.MustCompile(`^[a-z][a-z_:/]*$`)
)

// Cells reads one row and notes what is wrong with it.
type Cells struct {
	Row
	Problems *Problems
}

// Wrong notes a problem of the column.
func (c Cells) Wrong(column, format string, args ...any) {
	c.Problems.Add(c.Line, column, format, args...)
}

// Must returns a text that may not be empty.
func (c Cells) Must(column string, most int) string {
	s := c.Short(column, most)
	if s == "" {
		c.Wrong(column, "is empty; fill it in")
	}
	return s
}

// Short returns a text of at most most characters.
func (c Cells) Short(column string, most int) string {
	s := c.Get(column)
	if n := Length(s); n > most {
		c.Wrong(column, "has %d characters; shorten it to %d", n, most)
	}
	return s
}

// Code returns an identifier. An empty one is refused only where it must be there.
func (c Cells) Code(column string, most int, must bool) string {
	s := c.Get(column)
	switch {
	case s == "" && must:
		c.Wrong(column, "is empty; fill it in")
	case s != "" && (!goodCode.MatchString(s) || len(s) > most):
		c.Wrong(column, "%q is not a code; use letters, digits, points and dashes, %d at most", s, most)
	}
	return s
}

// OneOf returns a value of a closed list.
func (c Cells) OneOf(column string, values ...string) string {
	s := c.Get(column)
	if !slices.Contains(values, s) {
		c.Wrong(column, "%q must be one of %s", s, strings.TrimPrefix(strings.Join(values, ", "), ", "))
	}
	return s
}

// Word returns a lower-case word of a list that may grow.
func (c Cells) Word(column string, most int) string {
	s := c.Short(column, most)
	if s != "" && !goodWord.MatchString(s) {
		c.Wrong(column, "%q must be lower-case letters with underscores, like civil_status", s)
	}
	return s
}

// Number returns a whole number from least to most, or nil when the cell is empty.
func (c Cells) Number(column string, least, most int) *int {
	s := c.Get(column)
	if s == "" {
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		c.Wrong(column, "%q must be a whole number from %d to %d", s, least, most)
	}
	return &n
}

// Split returns the values of a cell that has | between them; an empty cell has none.
func Split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// Each calls read for every row of the table, once the table is known to have the columns and some rows.
func Each(table Table, problems *Problems, required []string, read func(Cells)) {
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
		read(Cells{row, problems})
	}
}
