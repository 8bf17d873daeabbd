package territory

import (
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gandan/internal/text"
)

// ProcedureRow is an administrative procedure as a file describes it. The words of the lists (channels, levels, units of
// time) are those of procedures.csv.
type ProcedureRow struct {
	Line               int
	Code               string // national code like 1.001193; empty when none is known
	Name               string
	Field              string
	Group              string
	AuthorityLevel     string
	ServiceLevel       string // toan_trinh, mot_phan, online_level_not_stated, no_online_channel_listed or empty
	ServiceLevelBasis  string
	Channels           []string // online, postal, direct
	TimeMin, TimeMax   *int
	TimeUnit           string
	TimeNote           string
	Fees               []int64 // the amounts seen, in đồng; empty when not stated
	PublishingDecision string
	AsOf               string
	Source             string
	Confidence         string
}

// Key identifies the procedure: its code, or its folded name when it has none.
func (p ProcedureRow) Key() string {
	if p.Code != "" {
		return p.Code
	}
	return text.Fold(p.Name)
}

const (
	maxProcedureName = 600
	maxTime          = 10_000
)

var (
	procedureColumns = []string{"code", "name_vi", "field_vi", "source", "confidence"}
	goodWord         = regexp.MustCompile(`^[a-z][a-z_:/]*$`)
)

// ParseProcedures reads a file for `gandan import procedures`. The error is Problems and names everything wrong with it.
func ParseProcedures(r io.Reader) ([]ProcedureRow, error) {
	table, problems := text.ReadTable(r)
	if problems != nil && len(table.Columns) == 0 {
		return nil, problems
	}
	var rows []ProcedureRow
	lines := map[string]int{}
	each(table, &problems, procedureColumns, func(c cells) {
		row := readProcedure(c)
		if first, twice := lines[row.Key()]; twice && row.Name != "" {
			c.wrong("code", "%q stands on line %d already; remove one", row.Key(), first)
		}
		lines[row.Key()] = c.Line
		rows = append(rows, row)
	})
	return rows, problems.Err()
}

func readProcedure(c cells) ProcedureRow {
	row := ProcedureRow{
		Line:               c.Line,
		Code:               c.code("code", maxCode, false),
		Name:               c.must("name_vi", maxProcedureName),
		Field:              c.must("field_vi", maxName),
		Group:              c.word("group_en"),
		AuthorityLevel:     c.word("authority_level"),
		ServiceLevel:       c.oneOf("service_level", "", "toan_trinh", "mot_phan", "online_level_not_stated", "no_online_channel_listed"),
		ServiceLevelBasis:  c.short("service_level_basis", maxText),
		Channels:           c.channels("channels"),
		TimeMin:            c.number("time_min"),
		TimeMax:            c.number("time_max"),
		TimeUnit:           c.word("time_unit"),
		TimeNote:           c.short("time_note", maxText),
		Fees:               c.amounts("fee_vnd_values_in_snapshot"),
		PublishingDecision: c.short("publishing_decision", maxName),
		AsOf:               c.short("as_of", maxWord),
		Source:             c.must("source", maxNote),
		Confidence:         c.must("confidence", maxNote),
	}
	if n := len(row.Key()); n > maxName {
		c.wrong("name_vi", "has %d letters without diacritics; a procedure without a code may have %d, since its name stands for the code", n, maxName)
	}
	if row.TimeMin != nil && row.TimeMax != nil && *row.TimeMax < *row.TimeMin {
		c.wrong("time_max", "%d is less than time_min %d", *row.TimeMax, *row.TimeMin)
	}
	return row
}

// word returns a lower-case word of a list that may grow.
func (c cells) word(column string) string {
	s := c.short(column, maxWord)
	if s != "" && !goodWord.MatchString(s) {
		c.wrong(column, "%q must be lower-case letters with underscores, like civil_status", s)
	}
	return s
}

func (c cells) channels(column string) []string {
	known := []string{"online", "postal", "direct"}
	all := split(c.Get(column))
	for _, s := range all {
		if !slices.Contains(known, s) {
			c.wrong(column, "%q must be %s, with | between them", s, strings.Join(known, ", "))
		}
	}
	return all
}

func (c cells) number(column string) *int {
	s := c.Get(column)
	if s == "" {
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > maxTime {
		c.wrong(column, "%q must be a whole number from 0 to %d", s, maxTime)
	}
	return &n
}

func (c cells) amounts(column string) []int64 {
	var all []int64
	for _, s := range split(c.short(column, maxNote)) {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			c.wrong(column, "%q must be an amount in đồng without points, with | between several", s)
		}
		all = append(all, n)
	}
	return all
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
