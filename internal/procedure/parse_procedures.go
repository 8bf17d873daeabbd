package procedure

import (
	"io"
	"strconv"

	"gandan/internal/text"
)

// Row is an administrative procedure as a file describes it. The words of the lists (channels, levels, units of
// time) are those of procedures.csv.
type Row struct {
	Line               int
	Code               string // national code like 1.001193; empty when none is known
	Name               string
	Field              string
	Group              string
	AuthorityLevel     string
	ServiceLevel       string // as in procedures.csv: toan_trinh, mot_phan, online_level_not_stated, no_online_channel_listed or empty
	ServiceLevelBasis  string
	Channels           []string // ONLINE, POSTAL, IN_PERSON
	TimeMin, TimeMax   *int
	TimeUnit           string
	TimeNote           string
	Fees               []int64 // the amounts seen, in đồng; empty when not stated
	PublishingDecision string
	AsOf               string
	ReplacedBy         *string // code of the procedure that took its place, empty for none; nil when the file has no such column
	EndedOn            *string // first day on which it is no longer carried out
	Source             string
	Confidence         string
}

// Key identifies the procedure: its code, or its folded name when it has none.
func (p Row) Key() string {
	if p.Code != "" {
		return p.Code
	}
	return text.Fold(p.Name)
}

const maxProcedureName = 600

var procedureColumns = []string{"code", "name_vi", "field_vi", "source", "confidence"}

// ParseProcedures reads a file for `gandan import procedures`. The error is Problems and names everything wrong with it.
func ParseProcedures(r io.Reader) ([]Row, error) {
	lines := map[string]int{}
	rows, table, problems := rowsOf(r, procedureColumns, func(c cells) Row {
		row := readProcedure(c)
		if row.Name != "" {
			c.once(lines, "code", row.Key())
		}
		return row
	})
	if !table.Has("replaced_by") {
		for i := range rows {
			rows[i].ReplacedBy = nil
		}
	}
	return rows, problems.Err()
}

func readProcedure(c cells) Row {
	row := Row{
		Line:               c.Line,
		Code:               c.Code("code", maxCode, false),
		Name:               c.Must("name_vi", maxProcedureName),
		Field:              c.Must("field_vi", maxName),
		Group:              c.Word("group_en", maxWord),
		AuthorityLevel:     c.Word("authority_level", maxWord),
		ServiceLevel:       c.OneOf("service_level", "", "toan_trinh", "mot_phan", "online_level_not_stated", "no_online_channel_listed"),
		ServiceLevelBasis:  c.Short("service_level_basis", maxText),
		Channels:           c.channels("channels"),
		TimeUnit:           c.Word("time_unit", maxWord),
		TimeNote:           c.Short("time_note", maxText),
		Fees:               c.amounts("fee_vnd_values_in_snapshot"),
		PublishingDecision: c.Short("publishing_decision", maxBase),
		AsOf:               c.Short("as_of", maxWord),
		ReplacedBy:         new(c.Code("replaced_by", maxCode, false)),
		EndedOn:            c.day("ended_on"),
		Source:             c.Must("source", maxNote),
		Confidence:         c.Must("confidence", maxNote),
	}
	row.TimeMin, row.TimeMax = c.times()
	if n := len(row.Key()); n > maxName {
		c.Wrong("name_vi", "has %d letters without diacritics; a procedure without a code may have %d, since its name stands for the code", n, maxName)
	}
	return row
}

func (c cells) amounts(column string) []int64 {
	var all []int64
	for _, s := range text.Split(c.Short(column, maxNote)) {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			c.Wrong(column, "%q must be an amount in đồng without points, with | between several", s)
		}
		all = append(all, n)
	}
	return all
}
