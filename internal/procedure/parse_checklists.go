package procedure

import (
	"io"
	"strconv"
)

// ChecklistRow is one thing to bring, as a file describes it.
type ChecklistRow struct {
	Period
	Line       int
	Code       string
	Position   int
	Text       string
	Kind       string
	Needed     bool
	Source     string
	Confidence string
}

const maxItem = 500

var checklistColumns = []string{"code", "valid_from", "position", "text", "kind", "needed", "source", "confidence"}

// ParseChecklists reads a file for `gandan import checklists`. The error is Problems and names everything wrong with it.
func ParseChecklists(r io.Reader) ([]ChecklistRow, error) {
	lines := map[string]int{}
	rows, _, problems := rowsOf(r, checklistColumns, func(c cells) ChecklistRow {
		row := ChecklistRow{
			Line: c.Line, Code: c.Code("code", maxCode, true), Period: c.period(), Text: c.Must("text", maxItem),
			Kind: c.OneOf("kind", "ORIGINAL", "COPY", "FORM", "INFORMATION"), Needed: c.OneOf("needed", "yes", "no") == "yes",
			Source: c.Must("source", maxNote), Confidence: c.Must("confidence", maxNote),
		}
		if n := c.Number("position", 1, longestChecklist); n != nil {
			row.Position = *n
		} else {
			c.Wrong("position", "is empty; number the items of a procedure from 1")
		}
		c.once(lines, "position", row.Code, "from", row.ValidFrom, "at", strconv.Itoa(row.Position))
		return row
	})
	return rows, problems.Err()
}
