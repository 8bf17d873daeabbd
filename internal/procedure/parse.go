package procedure

import (
	"io"
	"slices"
	"strings"

	"gandan/internal/calendar"
	"gandan/internal/text"
)

// Problems is everything wrong with a file, as the error of a parser.
type Problems = text.Problems

// The limits are those of the columns, so that a row fails here, with its line, and not in the database.
const (
	maxCode = 32
	maxName = 191 // what both databases can index
	maxNote = 255
	maxBase = 300
	maxText = 1000
	maxWord = 32
	maxTime = 10_000
)

// Period is from when to when a row holds.
type Period struct {
	ValidFrom string  // first day; empty when the source does not say since when
	ValidTo   *string // first day on which it no longer holds; nil = open
}

// channelOf are the words for channels in files.
var channelOf = map[string]string{"online": "ONLINE", "postal": "POSTAL", "direct": "IN_PERSON"}

// cells reads one row and notes what is wrong with it.
type cells struct{ text.Cells }

// rowsOf reads a file: read is called for every row once the columns are known to be there.
func rowsOf[T any](r io.Reader, required []string, read func(cells) T) (rows []T, table text.Table, problems Problems) {
	table, problems = text.ReadTable(r)
	if problems != nil && len(table.Columns) == 0 {
		return nil, table, problems
	}
	text.Each(table, &problems, required, func(c text.Cells) { rows = append(rows, read(cells{c})) })
	return rows, table, problems
}

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

// period returns the days of a row that must say when it begins.
func (c cells) period() Period {
	p := Period{ValidTo: c.day("valid_to")}
	if from := c.day("valid_from"); from != nil {
		p.ValidFrom = *from
	} else if c.Get("valid_from") == "" {
		c.Wrong("valid_from", "is empty; write the first day on which it holds, or the day of the source")
	}
	if p.ValidTo != nil && *p.ValidTo <= p.ValidFrom {
		c.Wrong("valid_to", "%s is not after valid_from; it is the first day on which it no longer holds", *p.ValidTo)
	}
	return p
}

// channels returns the ways to ask for something, in the words of the database.
func (c cells) channels(column string) []string {
	var all []string
	for _, s := range text.Split(c.Get(column)) {
		word, known := channelOf[s]
		switch {
		case !known:
			c.Wrong(column, "%q must be online, postal, direct, with | between them", s)
		case slices.Contains(all, word):
			c.Wrong(column, "%q stands twice", s)
		default:
			all = append(all, word)
		}
	}
	return all
}

// times returns the least and the most time it takes.
func (c cells) times() (least, most *int) {
	least, most = c.Number("time_min", 0, maxTime), c.Number("time_max", 0, maxTime)
	if least != nil && most != nil && *most < *least {
		c.Wrong("time_max", "%d is less than time_min %d", *most, *least)
	}
	return least, most
}

// once notes a row that says the same as one before it.
func (c cells) once(lines map[string]int, column string, key ...string) {
	k := strings.Join(key, " ")
	if first, twice := lines[k]; twice {
		c.Wrong(column, "%q stands on line %d already; remove one", k, first)
	}
	lines[k] = c.Line
}
