package text

import (
	"fmt"
	"strings"
)

// RowError says what is wrong with one cell of a table and what to do about it.
type RowError struct {
	Line    int    // as an editor counts it: the header is line 1
	Column  string // the name in the header; empty when the whole row is meant
	Problem string
}

// Error is one line for a person who has the file open.
func (e RowError) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Problem)
	}
	return fmt.Sprintf("line %d, column %s: %s", e.Line, e.Column, e.Problem)
}

// maxShown bounds what is printed: after fifty lines a person corrects the cause, not the rows.
const maxShown = 50

// Problems is everything that is wrong with a table, so that one run names it all.
type Problems []RowError //nolint:recvcheck // an error is a value; only Add grows it

// Error prints one problem a line, fifty at most, and says how many more there are.
func (p Problems) Error() string {
	shown := make([]string, 0, min(len(p), maxShown)+1)
	for _, e := range p[:min(len(p), maxShown)] {
		shown = append(shown, e.Error())
	}
	if more := len(p) - maxShown; more > 0 {
		shown = append(shown, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(shown, "\n")
}

// Add notes a problem; the arguments are those of fmt.Sprintf.
func (p *Problems) Add(line int, column, format string, args ...any) {
	*p = append(*p, RowError{Line: line, Column: column, Problem: fmt.Sprintf(format, args...)})
}

// Err returns p as an error, or nil when there is no problem.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}
