package procedure

import "io"

// VersionRow is how a procedure is carried out from a day on, as a file describes it.
type VersionRow struct {
	Period
	Line             int
	Code             string
	ServiceLevel     string
	LevelBasis       string
	Channels         []string
	TimeMin, TimeMax *int
	TimeUnit         string
	TimeNote         string
	LegalBase        string
	AsOf             string
	Source           string
	Confidence       string
}

// The levels 1 to 4 gave way to the two kinds in the course of 2022 (NĐ 42/2022); the day is not confirmed, so only years that
// cannot be are refused.
const (
	kindsBegin = "2022-01-01"
	levelsEnd  = "2023-01-01"
)

var versionColumns = []string{"code", "valid_from", "service_level", "source", "confidence"}

// ParseVersions reads a file for `gandan import versions`. The error is Problems and names everything wrong with it.
func ParseVersions(r io.Reader) ([]VersionRow, error) {
	lines := map[string]int{}
	rows, _, problems := rowsOf(r, versionColumns, func(c cells) VersionRow {
		row := readVersion(c)
		c.once(lines, "code", row.Code, "from", row.ValidFrom)
		return row
	})
	return rows, problems.Err()
}

func readVersion(c cells) VersionRow {
	row := VersionRow{
		Line: c.Line, Code: c.Code("code", maxCode, true), Period: c.period(),
		ServiceLevel: c.OneOf("service_level", "LEVEL_1", "LEVEL_2", "LEVEL_3", "LEVEL_4", "FULL", "PARTIAL", "NOT_STATED"),
		LevelBasis:   c.Short("level_basis", maxText), Channels: c.channels("channels"),
		TimeUnit: c.Word("time_unit", maxWord), TimeNote: c.Short("time_note", maxText),
		LegalBase: c.Short("legal_base", maxBase), AsOf: c.Short("as_of", maxWord),
		Source: c.Must("source", maxNote), Confidence: c.Must("confidence", maxNote),
	}
	row.TimeMin, row.TimeMax = c.times()
	old := row.ServiceLevel >= "LEVEL_1" && row.ServiceLevel <= "LEVEL_4"
	switch {
	case old && row.ValidFrom >= levelsEnd:
		c.Wrong("service_level", "levels 1 to 4 ended in 2022; from %s on write FULL, PARTIAL or NOT_STATED", row.ValidFrom)
	case (row.ServiceLevel == "FULL" || row.ServiceLevel == "PARTIAL") && row.ValidTo != nil && *row.ValidTo <= kindsBegin:
		c.Wrong("service_level", "FULL and PARTIAL began in 2022; before it write LEVEL_1 to LEVEL_4 or NOT_STATED")
	}
	return row
}
