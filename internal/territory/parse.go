package territory

import (
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

// cells reads one row and notes what is wrong with it.
type cells struct{ text.Cells }

// day returns a day, or nil when the cell is empty.
func (c cells) day(column string) *string {
	s := c.Get(column)
	if s == "" {
		return nil
	}
	if _, err := calendar.ParseDate(s); err != nil {
		c.Wrong(column, "%v", err)
		return nil
	}
	return &s
}

// each calls read for every row of the table, once the table is known to have the columns and some rows.
func each(table text.Table, problems *Problems, required []string, read func(cells)) {
	text.Each(table, problems, required, func(c text.Cells) { read(cells{c}) })
}
