package policy

import (
	"cmp"
	"io"
	"regexp"
	"slices"
	"strconv"

	"gandan/ent"
	"gandan/internal/calendar"
	"gandan/internal/text"
)

// Row is one rule as a file states it. UnitPath is empty for a rule that holds everywhere.
type Row struct {
	Line       int
	Key        string
	UnitPath   string
	ValidFrom  string
	ValidTo    *string
	Value      int
	Measure    string
	LegalBase  string
	Source     string
	Confidence string
}

// The bounds of a file and of its cells; those of texts are those of the columns in the database.
const (
	mostKeys  = 100
	mostValue = 100_000
	maxKey    = 64
	maxWord   = 32
	maxBase   = 300
	maxNote   = 255
)

var (
	columns = []string{"key", "unit_code", "valid_from", "valid_to", "value", "measure", "legal_base", "source", "confidence"}
	goodKey = regexp.MustCompile(`^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)+$`)
)

// Parse reads a file of rules. pathOf finds the path of the unit that had the code on a day. The error is text.Problems and
// names everything wrong with the file.
func Parse(r io.Reader, pathOf func(code, day string) (string, bool)) ([]Row, error) {
	table, problems := text.ReadTable(r)
	if problems != nil && len(table.Columns) == 0 {
		return nil, problems
	}
	table.Require(&problems, columns...)
	if len(table.Rows) == 0 && len(problems) == 0 {
		problems.Add(1, "", "the file has no rows below its header")
	}
	for _, name := range columns {
		if !table.Has(name) {
			return nil, problems.Err() // every row would say the same again
		}
	}
	rows := make([]Row, 0, len(table.Rows))
	for _, cells := range table.Rows {
		before := len(problems)
		if row := read(line{cells, &problems}, pathOf); len(problems) == before {
			rows = append(rows, row)
		}
	}
	return rows, problems.Err()
}

func read(l line, pathOf func(code, day string) (string, bool)) Row {
	row := Row{
		Line: l.Line, Key: l.key(), ValidFrom: l.day("valid_from"), Value: l.value(), Measure: l.must("measure", maxWord),
		LegalBase: l.must("legal_base", maxBase), Source: l.must("source", maxNote), Confidence: l.must("confidence", maxNote),
	}
	if row.ValidFrom == "" && l.Get("valid_from") == "" {
		l.wrong("valid_from", "is empty; write the first day on which the rule holds")
	}
	if to := l.day("valid_to"); to != "" {
		row.ValidTo = &to
		if to <= row.ValidFrom {
			l.wrong("valid_to", "%s is not after valid_from; it is the first day on which the rule no longer holds", to)
		}
	}
	if code := l.Get("unit_code"); code != "" && row.ValidFrom != "" {
		path, known := pathOf(code, row.ValidFrom)
		if row.UnitPath = path; !known {
			l.wrong("unit_code", "%s was not the code of a unit on %s; check the code and the day", code, row.ValidFrom)
		}
	}
	return row
}

// rule is the row as it is kept in memory.
func (r Row) rule() *ent.PolicyRule {
	return &ent.PolicyRule{
		Key: r.Key, UnitPath: r.UnitPath, ValidFrom: r.ValidFrom, ValidTo: r.ValidTo, Value: r.Value, Measure: r.Measure,
		LegalBase: r.LegalBase, Source: r.Source, Confidence: r.Confidence,
	}
}

// line is one row at reading: it notes what is wrong with it.
type line struct {
	text.Row
	problems *text.Problems
}

func (l line) wrong(column, format string, args ...any) {
	l.problems.Add(l.Line, column, format, args...)
}

func (l line) key() string {
	s := l.Get("key")
	if !goodKey.MatchString(s) || len(s) > maxKey {
		l.wrong("key", "%q is not a key; it reads like dialogue.noticeDays, %d letters at most", s, maxKey)
	}
	return s
}

// day is a day, or empty when the cell is.
func (l line) day(column string) string {
	s := l.Get(column)
	if s == "" {
		return ""
	}
	if _, err := calendar.ParseDate(s); err != nil {
		l.wrong(column, "%v", err)
		return ""
	}
	return s
}

func (l line) value() int {
	n, err := strconv.Atoi(l.Get("value"))
	if err != nil || n < 0 || n > mostValue {
		l.wrong("value", "%q must be a whole number from 0 to %d", l.Get("value"), mostValue)
	}
	return n
}

// must is a text that may not be empty.
func (l line) must(column string, most int) string {
	s := l.Get(column)
	if n := text.Length(s); n == 0 || n > most {
		l.wrong(column, "has %d characters; write 1 to %d", n, most)
	}
	return s
}

// identity is what an import recognises a rule by.
type identity struct{ key, path, from string }

func (r Row) identity() identity { return identity{r.Key, r.UnitPath, r.ValidFrom} }

func identityOf(r *ent.PolicyRule) identity { return identity{r.Key, r.UnitPath, r.ValidFrom} }

// check notes rules that stand twice, hold at one time in one unit, or are too many. known are those of the database.
func check(rows []Row, known []*ent.PolicyRule) error {
	var problems text.Problems
	lines, all, keys := map[identity]int{}, []Row{}, map[string]bool{}
	for _, row := range rows {
		if first, twice := lines[row.identity()]; twice {
			problems.Add(row.Line, "key", "%s from %s stands on line %d already; remove one", row.Key, row.ValidFrom, first)
			continue
		}
		lines[row.identity()], keys[row.Key] = row.Line, true
		all = append(all, row)
	}
	for _, r := range known {
		if keys[r.Key] = true; lines[identityOf(r)] == 0 {
			all = append(all, Row{Key: r.Key, UnitPath: r.UnitPath, ValidFrom: r.ValidFrom, ValidTo: r.ValidTo})
		}
	}
	if len(keys) > mostKeys {
		problems.Add(1, "key", "there would be %d keys; %d is the most", len(keys), mostKeys)
	}
	checkOverlaps(all, &problems)
	return problems.Err()
}

// checkOverlaps looks at each rule and the one that follows it in its unit. A rule of the database has no line.
func checkOverlaps(rows []Row, problems *text.Problems) {
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.UnitPath, b.UnitPath), cmp.Compare(a.ValidFrom, b.ValidFrom))
	})
	for i := range max(0, len(rows)-1) {
		a, b := rows[i], rows[i+1]
		if a.Key != b.Key || a.UnitPath != b.UnitPath || a.ValidTo != nil && *a.ValidTo <= b.ValidFrom {
			continue
		}
		if b.Line > 0 {
			problems.Add(b.Line, "valid_from", "%s from %s still holds then; give that one a valid_to of %s or earlier", a.Key, a.ValidFrom, b.ValidFrom)
		} else {
			problems.Add(a.Line, "valid_to", "%s from %s is there already; end this one by then", b.Key, b.ValidFrom)
		}
	}
}
